"""The layout that the design fixes: floors, rooms, names, lengths, what an audit may import."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: From the bottom up. `desk` is the review desk's; a floor without a module yet has its place.
FLOORS = ("models", "audit", "eval", "desk", "cli")
#: Where packages of others are installed.
OTHERS = {".venv", "node_modules"}
MODULES = sorted(
    p for floor in FLOORS for p in (ROOT / floor).rglob("*.py") if OTHERS.isdisjoint(p.parts)
)
TESTS = sorted(p for p in (ROOT / "tests").rglob("*.py") if OTHERS.isdisjoint(p.parts))
PYTHON = [*MODULES, *TESTS, *sorted((ROOT / "tools").glob("*.py"))]
LONGEST = 420
MOST_MODULES = 14
#: Numbers that decide an answer stand in `onrecord.models.config`; what is left are facts of
#: formats and sizes that answers don't depend on.
MOST_NUMBERS = 15
#: Names that several modules may have, since they mean the same in each.
SHARED_NAMES = {
    "types": "the types of a room",
    "errors": "what can go wrong in a room, as exceptions",
    "report": "the readable report of what a room finds out",
    "registry": "the formats of a room by name",
    "load": "reading what a room is about",
    "prefilter": "telling at a glance that patterns have no match",
    "article": "the article's passages in a report of one format",
    "markdown": "Markdown, read or written",
}
#: What takes long to import; an audit must start without them.
HEAVY = {"torch", "transformers", "datasets", "pandas", "sklearn", "scipy", "matplotlib", "pyarrow"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """The statements of a syntax tree at any depth; expressions, most of a tree, are passed by."""
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(tree, field, ()):
            yield node
            yield from statements(node)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


class Outline(NamedTuple):
    """What a file says of itself, and what it imports, at any depth."""

    docstring: str | None
    imports: list[ast.Import | ast.ImportFrom]


def outline_of(tree: ast.Module) -> Outline:
    found = (n for n in statements(tree) if isinstance(n, ast.Import | ast.ImportFrom))
    return Outline(ast.get_docstring(tree), list(found))


@cache
def outline(path: Path) -> Outline:
    """The outline of a file; all files' trees would take much memory."""
    return outline_of(parsed(path))


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, at any depth."""
    for node in outline(path).imports:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.level == 0 and node.module:
            yield from (
                [f"onrecord.{a.name}" for a in node.names]
                if node.module == "onrecord"
                else [node.module]
            )


def test_imports_are_found_at_any_depth() -> None:
    source = """
import a
try:
    import b
except ImportError:
    import c
else:
    import d
finally:
    import e
match a:
    case 1:
        import f
class K:
    async def method(self):
        with a, b:
            for c in a:
                from g import h
            else:
                while c:
                    import i
"""
    found = outline_of(ast.parse(source)).imports
    names = [n.module if isinstance(n, ast.ImportFrom) else n.names[0].name for n in found]
    assert sorted(map(str, names)) == list("abcdefgi")


def test_imports_go_down_only() -> None:
    upward = []
    for path in MODULES:
        floor = FLOORS.index(path.relative_to(ROOT).parts[0])
        above = {f"onrecord.{name}" for name in FLOORS[floor + 1 :]}
        wanted = (".".join(module.split(".")[:2]) for module in imports(path))
        upward += [(name_of(path), module) for module in wanted if module in above]
    assert not upward


def module_of(path: Path) -> str:
    """The full name of a module; a package has its folder's."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("onrecord", *parts)).removesuffix(".__init__")


@cache
def imported() -> dict[str, set[str]]:
    """The modules that each module imports, at any depth."""
    names = {module_of(path) for path in MODULES}
    found: dict[str, set[str]] = {}
    for path in MODULES:
        wanted = found.setdefault(module_of(path), set())
        for node in outline(path).imports:
            if isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names} & names
            elif node.module:
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                wanted |= whole & names
                if whole - names and node.module in names:
                    wanted.add(node.module)
    return found


def test_no_import_goes_round_in_a_circle() -> None:
    try:
        TopologicalSorter(imported()).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(error.args[1]))


def test_no_two_rooms_import_each_other() -> None:
    """Modules of a folder without rooms of its own count as one: its room."""
    above = {path.parent.parent for path in MODULES}
    room_of = {
        module_of(path): module_of(path if path.parent in above else path.parent / "__init__.py")
        for path in MODULES
    }
    rooms: dict[str, set[str]] = {}
    for module, wanted in imported().items():
        own = room_of[module]
        rooms.setdefault(own, set()).update(room_of[other] for other in wanted)
        rooms[own].discard(own)
    try:
        TopologicalSorter(rooms).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(error.args[1]))


def test_a_folder_can_be_looked_over() -> None:
    modules = [path for path in MODULES if path.name != "__init__.py"]
    full = {
        name_of(folder): number
        for folder, number in Counter(path.parent for path in modules).items()
        if number > MOST_MODULES
    }
    assert not full, "give some of them a room of their own"


def is_number(value: ast.expr | None) -> bool:
    """Whether an expression is a number: a literal, or reckoned with one; tables are none."""
    if isinstance(value, ast.UnaryOp):
        return is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return is_number(value.left) or is_number(value.right)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in ("range", "float", "int")
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


def numbers_set(node: ast.stmt) -> int:
    """How many names a statement gives a number; ``a, b = 1, 2`` gives two."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return 0
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Tuple):
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        return sum(map(is_number, values))
    return int(is_number(node.value))


def test_numbers_that_decide_answers_stand_in_the_config() -> None:
    numbers = [
        f"{name_of(path)}: {ast.unparse(node)}"
        for path in MODULES
        if path.is_relative_to(ROOT / "models")
        for node in parsed(path).body
        for _ in range(numbers_set(node))
    ]
    assert len(numbers) <= MOST_NUMBERS, "\n".join(numbers)


def test_a_name_means_one_thing() -> None:
    """Commands, in `cli`, are called as what they run."""
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        if not path.stem.startswith("__") and not path.is_relative_to(ROOT / "cli"):
            homes.setdefault(path.stem, []).append(name_of(path))
    several = {name: paths for name, paths in homes.items() if len(paths) > 1}
    assert not {name: paths for name, paths in several.items() if name not in SHARED_NAMES}
    assert set(several) >= set(SHARED_NAMES), "no longer shared: strike it off the list"


def test_packages_are_imported_as_they_install() -> None:
    bare = [
        (name_of(path), module)
        for path in PYTHON
        for module in imports(path)
        if module.split(".")[0] in FLOORS
    ]
    assert not bare


def test_only_models_and_eval_touch_a_tensor() -> None:
    tensors = {"torch", "transformers", "onnxruntime", "safetensors"}
    found = [
        (name_of(path), module)
        for path in MODULES
        for module in imports(path)
        if path.relative_to(ROOT).parts[0] in ("audit", "desk", "cli")
        if module.split(".")[0] in tensors
    ]
    assert not found


def test_files_fit_on_a_few_screens() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    long = {name_of(path): number for path, number in lines.items() if number > LONGEST}
    assert not long, "split them along their nouns"


def test_modules_say_what_they_are_for() -> None:
    silent = [name_of(path) for path in MODULES if outline(path).docstring is None]
    assert not silent


def test_third_party_imports_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["train"], *extras["desk"], *extras["ray"]]
    declared = {canonical(re.split(r"[<>=!~\[; ]", line)[0]) for line in needed}
    homes = packages_distributions()
    missing = {
        (name_of(path), module)
        for path in MODULES
        for module in imports(path)
        if (top := module.split(".")[0]) not in sys.stdlib_module_names and top != "onrecord"
        if not declared & {canonical(home) for home in homes.get(top, [top])}
    }
    assert not missing


def canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_package_is_installed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {p.parent for p in MODULES}
    assert all((folder / "__init__.py").is_file() for folder in folders)
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
