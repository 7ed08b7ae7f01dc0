"""The layout that the design fixes: floors, file lengths, what the audit path may import."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("models", "audit", "eval", "cli")
MODULES = sorted(p for floor in FLOORS for p in (ROOT / floor).rglob("*.py"))
PYTHON = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").glob("*.py"))]
LONGEST = 420
#: What takes long to import; an audit must start without them.
HEAVY = {"torch", "transformers", "datasets", "pandas", "sklearn", "scipy", "matplotlib", "pyarrow"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of the modules that a syntax tree imports, at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (
                [f"onrecord.{a.name}" for a in node.names]
                if node.module == "onrecord"
                else [node.module]
            )


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    floor = FLOORS.index(path.relative_to(ROOT).parts[0])
    above = {f"onrecord.{name}" for name in FLOORS[floor + 1 :]}
    upward = [m for m in imports(parsed(path)) if ".".join(m.split(".")[:2]) in above]
    assert not upward


def test_packages_are_imported_as_they_install() -> None:
    bare = [
        (name_of(path), module)
        for path in PYTHON
        for module in imports(parsed(path))
        if module.split(".")[0] in FLOORS
    ]
    assert not bare


def test_audit_and_cli_never_touch_a_tensor() -> None:
    tensors = {"torch", "transformers", "onnxruntime", "safetensors"}
    found = [
        (name_of(path), module)
        for path in MODULES
        for module in imports(parsed(path))
        if path.is_relative_to(ROOT / "audit") or path.is_relative_to(ROOT / "cli")
        if module.split(".")[0] in tensors
    ]
    assert not found


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_files_fit_on_a_few_screens(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{lines} lines: split it along its nouns"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(parsed(path)) is not None


def test_third_party_imports_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["train"]]
    declared = {canonical(re.split(r"[<>=!~\[; ]", line)[0]) for line in needed}
    homes = packages_distributions()
    missing = {
        (name_of(path), module)
        for path in MODULES
        for module in imports(parsed(path))
        if (top := module.split(".")[0]) not in sys.stdlib_module_names and top != "onrecord"
        if not declared & {canonical(home) for home in homes.get(top, [top])}
    }
    assert not missing


def canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_package_is_installed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {p.parent for p in MODULES}
    there = {"onrecord." + ".".join(f.relative_to(ROOT).parts): name_of(f) for f in folders}
    assert setuptools["package-dir"] == there
    assert sorted(setuptools["packages"]) == sorted(there)


def test_starting_up_imports_nothing_heavy() -> None:
    audit_path = "onrecord.audit, onrecord.cli.main, onrecord.cli.audit"
    program = f"import sys, {audit_path}; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())
