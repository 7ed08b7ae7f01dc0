"""How many small faults in the code the fast tests find: ``mutants.py FOLDER [--each 160]``.

Needs mutmut, in an environment of its own that has the project's `test` extra as well. Mutants are
made in FOLDER of the modules in `PACKAGES`, and each is given to those of `TESTS` that reach it.
`--each` takes so many of each package by chance, the same ones each time. A second run goes on
where the first was stopped, and makes those again whose function has changed since. `--again` also
gives the survivors to the tests as they are now; `--list` only sums up what has been done, and
names the survivors.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
#: What is copied as it installs: what the tests below import.
FLOORS: Final = ("models", "audit", "eval")
#: By package the modules that mutants are made of, as they install.
PACKAGES: Final = {
    "claims": ("onrecord/audit/claims/",),
    "balance": ("onrecord/audit/balance/",),
    "decisions": ("onrecord/audit/decisions/",),
    "metrics": ("onrecord/eval/metrics/", "onrecord/eval/matching.py"),
}
TESTS: Final = (
    "tests/audit/claims",
    "tests/audit/balance",
    "tests/audit/decisions",
    "tests/eval/metrics",
    # the slowest of them, beside which the others find as much
    "--deselect=tests/audit/decisions/test_invariants.py",
    "--deselect=tests/audit/balance/test_stated_figures.py::"
    "test_no_figure_is_stated_without_its_prefilter",
    "--deselect=tests/audit/balance/test_stated_figures.py::"
    "test_time_grows_in_proportion_to_a_row_of_digits",
    "--deselect=tests/audit/decisions/test_quotes.py::test_what_is_quoted_is_found_where_it_stands",
    "--deselect=tests/eval/metrics/test_against_others.py::test_bootstrap_resamples_articles",
)
#: With the plug-in that the tests need, and no other.
PYTEST: Final = ("-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider", "--hypothesis-seed=0")
#: mutmut's exit codes of a mutant: tests failed or were stopped by an error; they took too long.
FAILED: Final = frozenset({1, 3})
TOO_LONG: Final = frozenset({24, -24, 36, 152, 255})
#: Nobody has judged these: not run yet; stopped by hand, by the system, or without memory.
OPEN: Final = frozenset({None, 2, -9, -15})
SEED: Final = 7


def prepare(folder: Path) -> None:
    """Lay code and tests out in `folder` as they are now, with mutmut's settings."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = shutil.ignore_patterns("node_modules", ".venv", "__pycache__")
    for name in FLOORS:
        shutil.copytree(ROOT / name, folder / "onrecord" / name, dirs_exist_ok=True, ignore=ignored)
    for target in (folder, folder / "mutants"):
        target.mkdir(exist_ok=True)
        for name in ("tests", "examples"):
            shutil.copytree(ROOT / name, target / name, dirs_exist_ok=True, ignore=ignored)
        shutil.copy(ROOT / "tools" / "mutants_conftest.py", target / "conftest.py")
    settings = {
        "source_paths": ["onrecord"],
        "only_mutate": [
            f"{path}*.py" if path.endswith("/") else path
            for paths in PACKAGES.values()
            for path in paths
        ],
        "pytest_add_cli_args": PYTEST,
        "pytest_add_cli_args_test_selection": TESTS,
        "also_copy": ["examples", "conftest.py"],
        # mutmut goes by the clock; the seconds of the processor in conftest.py come first
        "timeout_constant": 3600.0,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    pytest = ['addopts = "-q --import-mode=importlib"', 'pythonpath = ["."]', 'markers = ["slow"]']
    text = "\n".join(["[tool.mutmut]", *lines, "[tool.pytest.ini_options]", *pytest, ""])
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def results(folder: Path) -> dict[str, int | None]:
    """By the name of each mutant, the exit code of its tests; None where they have not run."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found.update(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def is_stale(folder: Path) -> bool:
    """Whether mutants are missing, or older than the code that they are made of."""
    made = [path.stat().st_mtime for path in (folder / "mutants").rglob("*.py.meta")]
    changed = max(path.stat().st_mtime for path in (folder / "onrecord").rglob("*.py"))
    return not made or changed > min(made)


def mutmut(folder: Path, names: list[str]) -> None:
    command = [sys.executable, "-m", "mutmut", "run", *names, "--max-children", "1"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=False)


def by_package(names: list[str]) -> dict[str, list[str]]:
    """`names` of mutants by package of `PACKAGES`, in the order of the alphabet."""
    found: dict[str, list[str]] = defaultdict(list)
    for package, paths in PACKAGES.items():
        starts = tuple(path.removesuffix(".py").replace("/", ".") for path in paths)
        found[package] = sorted(name for name in names if name.startswith(starts))
    return found


def chosen(names: list[str], each: int | None) -> dict[str, list[str]]:
    """`each` of the names of each package by chance, the same ones each time; None: all."""
    found = by_package(names)
    for order in found.values():
        random.Random(SEED).shuffle(order)
    return {package: order[:each] for package, order in found.items()}


def report(known: dict[str, int | None], wanted: dict[str, list[str]]) -> None:
    """Print the share of each package that was killed, with its 95 % interval, and who survives."""
    from scipy.stats import binomtest  # takes long to import

    for names in wanted.values():
        for name in sorted(names):
            if known[name] not in OPEN | FAILED | TOO_LONG:
                print(f"survives: {name}")
    for package, names in wanted.items():
        done = [known[name] for name in names if known[name] not in OPEN]
        slow = sum(code in TOO_LONG for code in done)
        killed = slow + sum(code in FAILED for code in done)
        if done:
            interval = binomtest(killed, len(done)).proportion_ci(method="wilson")
            print(
                f"{package}: {killed} of {len(done)} killed, {killed / len(done):.1%} "
                f"({interval.low:.1%} to {interval.high:.1%}), {slow} of them as too slow; "
                f"{len(names) - len(done)} to be tested"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int)
    parser.add_argument("--again", action="store_true", help="test the survivors again")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    if not options.list:
        prepare(folder)
        if is_stale(folder):
            mutmut(folder, ["none-is-called-so"])  # makes those that are missing, and tests none
        if options.again:  # which test reaches what may be another now
            (folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
        known = results(folder)
        done = FAILED | TOO_LONG if options.again else {*known.values()} - OPEN
        names = chosen(list(known), options.each).values()
        if todo := [name for some in names for name in some if known[name] not in done]:
            mutmut(folder, todo)
    known = results(folder)
    report(known, chosen(list(known), options.each))


if __name__ == "__main__":
    main()
