"""How many small faults in the code the fast tests find: ``mutants.py FOLDER [--share 0.2]``.

Needs mutmut, best in an environment of its own beside the project's packages. Mutants are made in
FOLDER of the packages as they install, of `MUTATED`, and each is given to those of `TESTS` that
reach it. A second run goes on where the first was stopped. `--share` takes a random part of the
mutants, the same one each time; `--list` only sums up what has been done, and names the survivors.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MUTATED: Final = (
    "onrecord/audit/claims/*.py",
    "onrecord/audit/balance/*.py",
    "onrecord/audit/decisions/*.py",
    "onrecord/eval/metrics/*.py",
    "onrecord/eval/matching.py",
)
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
    "test_a_long_row_of_digits_takes_no_long_time",
    "--deselect=tests/eval/metrics/test_against_others.py::test_bootstrap_resamples_articles",
)
#: mutmut's exit codes of a mutant: tests failed, were stopped by an error, or took too long.
KILLED: Final = frozenset({1, 3, 24, -24, 36, 152, 255})
SEED: Final = 7


def prepare(folder: Path) -> None:
    """Lay the packages out in `folder` as they install, with the tests and mutmut's settings."""
    if (folder / "onrecord").is_dir():
        return
    wheels = folder / "wheel"
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = wheels.glob("*.whl")
    shutil.unpack_archive(wheel, folder, "zip")
    copy_tests(folder)
    settings = {
        "source_paths": ["onrecord"],
        "only_mutate": MUTATED,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "--hypothesis-seed=0"],
        "pytest_add_cli_args_test_selection": TESTS,
        "also_copy": ["examples"],
        "timeout_constant": 5.0,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    pytest = 'addopts = "-q --import-mode=importlib"\npythonpath = ["."]'
    text = "\n".join(["[tool.mutmut]", *lines, "[tool.pytest.ini_options]", pytest, ""])
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def copy_tests(folder: Path) -> None:
    """The tests as they are now, also where mutants have been made already."""
    ignored = shutil.ignore_patterns("node_modules", ".venv", "__pycache__")
    for target in (folder, folder / "mutants"):
        if target.is_dir():
            for name in ("tests", "examples"):
                shutil.copytree(ROOT / name, target / name, dirs_exist_ok=True, ignore=ignored)


def results(folder: Path) -> dict[str, int | None]:
    """By the name of each mutant, the exit code of its tests; None where they have not run."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found.update(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def mutmut(folder: Path, names: list[str]) -> None:
    command = [sys.executable, "-m", "mutmut", "run", *names, "--max-children", "1"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=False)


def sample(names: list[str], share: float) -> list[str]:
    """The same random part of `names` each time."""
    order = sorted(names)
    random.Random(SEED).shuffle(order)
    return order[: round(share * len(order))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--again", action="store_true", help="test the survivors again")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    if not options.list:
        folder.mkdir(parents=True, exist_ok=True)
        prepare(folder)
        copy_tests(folder)
        if not results(folder):
            mutmut(folder, ["none-is-called-so"])  # makes them all, and tests none
        known = results(folder)
        wanted = sample(list(known), options.share)
        open_ = [name for name in wanted if known[name] is None]
        if options.again:
            open_ += [name for name in wanted if known[name] not in {None, *KILLED}]
        if open_:
            mutmut(folder, open_)
    known = results(folder)
    wanted = sample(list(known), options.share)
    done = [name for name in wanted if known[name] is not None]
    killed = [name for name in done if known[name] in KILLED]
    for package, of in Counter(name.rsplit(".", 2)[0] for name in done).items():
        dead = sum(name.rsplit(".", 2)[0] == package for name in killed)
        print(f"{package}: {dead} of {of}, {dead / of:.1%}")
    for name in sorted(set(done) - set(killed)):
        print(f"survives: {name}")
    print(f"{len(killed)} of {len(done)} mutants killed, {len(killed) / max(1, len(done)):.1%}; ")
    print(f"{len(wanted) - len(done)} of {len(wanted)} are still to be tested.")


if __name__ == "__main__":
    main()
