"""Every regular expression of the packages, and strings made to exhaust one."""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, Final, NamedTuple

PACKAGES: Final = ("models", "audit", "eval", "cli")
#: How a method goes through a text.
_MODES: Final = {"match": "match", "fullmatch": "fullmatch"} | dict.fromkeys(
    ("search", "finditer", "findall", "split", "sub", "subn"), "scan"
)
#: Characters that stand for a set or a category, each preferred in turn.
_LIKELY: Final = (" ", "a", "A", "0", "'")
_OTHERS: Final = (*map(chr, range(33, 127)), "\n", "\t", "é", "“", "’", "”", "…", "—", "\x01")
#: Repeats that may go on for long.
_LONG: Final = 8
_REPEATS: Final = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


class Expression(NamedTuple):
    """A regular expression: where it stands, and the ways in which it is used."""

    place: str
    pattern: re.Pattern[Any]
    modes: tuple[str, ...]


def modules() -> list[ModuleType]:
    """All modules of the packages."""
    found = []
    for package in PACKAGES:
        root = importlib.import_module(f"onrecord.{package}")
        found.append(root)
        for module in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if not module.name.endswith("__main__"):
                found.append(importlib.import_module(module.name))
    return found


def expressions() -> list[Expression]:
    """Every compiled pattern that a module or a class keeps, and every literal given to `re`."""
    found: dict[tuple[str, str, int], Expression] = {}
    everywhere: dict[str, set[str]] = {}
    sources = {module: ast.parse(_source(module)) for module in modules()}
    used = {module: _uses(tree) for module, tree in sources.items()}
    for uses in used.values():
        for name, modes in uses.items():
            everywhere.setdefault(name, set()).update(modes)
    for module, tree in sources.items():
        uses, elsewhere = used[module], _from_elsewhere(tree)
        unnamed = set().union(*(uses[name] for name in uses if name.islower() and name != "re"))
        for name, pattern in _kept(vars(module).items(), module.__name__):
            modes = (uses if name.startswith("_") else everywhere).get(name) or unnamed
            place = f"{module.__name__.removeprefix('onrecord.')}:{name}"
            key = (module.__name__, str(pattern.pattern), pattern.flags)
            if name not in elsewhere:
                old = found.get(key)
                ways = {*modes, *(old.modes if old else ())} or set(_MODES.values())
                found[key] = Expression(place, pattern, tuple(sorted(ways)))
        for pattern, mode, line in _literals(tree):
            key = (module.__name__, str(pattern.pattern), pattern.flags)
            place = f"{module.__name__.removeprefix('onrecord.')}:{line}"
            found.setdefault(key, Expression(place, pattern, (mode,)))
    return list(found.values())


def _source(module: ModuleType) -> str:
    assert module.__file__ is not None
    return Path(module.__file__).read_text(encoding="utf-8")


def _from_elsewhere(tree: ast.Module) -> set[str]:
    """The names that a module imports from others."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.asname or alias.name for node in imports for alias in node.names}


def _kept(items: Iterable[tuple[str, object]], owner: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in items:
        for pattern in _patterns(value, owner):
            yield name, pattern


def _patterns(value: object, owner: str, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth > 4:
        return
    elif isinstance(value, dict):
        for item in value.values():
            yield from _patterns(item, owner, depth + 1)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _patterns(item, owner, depth + 1)
    elif getattr(value, "__module__", None) == owner and hasattr(value, "__dict__"):
        # a class, or what a class of this module makes
        for item in list(vars(value).values()):
            yield from _patterns(item, owner, depth + 1)


def _uses(tree: ast.Module) -> dict[str, set[str]]:
    """The modes in which each name is used, by the last part of the name."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _MODES:
            value = node.value
            while isinstance(value, ast.Subscript):
                value = value.value
            name = getattr(value, "id", getattr(value, "attr", ""))
            found.setdefault(name, set()).add(_MODES[node.attr])
    return found


def _literals(tree: ast.Module) -> Iterator[tuple[re.Pattern[Any], str, int]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = node.func
        if getattr(called.value, "id", "") != "re" or called.attr not in _MODES or not node.args:
            continue
        literal = node.args[0]
        if isinstance(literal, ast.Constant) and isinstance(literal.value, str | bytes):
            flags = [a for a in ast.walk(node) if isinstance(a, ast.Attribute) and a.attr.isupper()]
            value = 0
            for flag in flags:
                value |= getattr(re, flag.attr, 0)
            yield re.compile(literal.value, value), _MODES[called.attr], node.lineno


class Pumped(NamedTuple):
    """A text in which a part of a pattern is repeated, between what stands before and behind."""

    before: str
    unit: str
    behind: str

    def text(self, length: int) -> str:
        """The text at about so many characters."""
        return self.before + self.unit * (length // len(self.unit)) + self.behind


def pumped(pattern: re.Pattern[Any]) -> list[Pumped]:
    """A text for each part of `pattern` that may be repeated for long.

    What comes before the part stands before it once, or each time, or not; a mismatch follows.
    """
    source = pattern.pattern
    text = source if isinstance(source, str) else source.decode("latin-1")
    tree = _parser.parse(text, pattern.flags & ~re.DEBUG)
    found = set()
    for likely, behind in product(_LIKELY, (False, True)):
        sample = _Sample(pattern.flags, likely, behind)
        for before, body in sample.repeats(tree, ""):
            for first, unit in ((before, body), ("", before + body), ("", body)):
                if unit:
                    found.add(Pumped(first, unit, "\x00"))
    return sorted(found)


#: What a set, a category or a dot was found to match, with given flags and a given preference.
_CHARACTERS: dict[tuple[str, int, str], str] = {}


class _Sample:
    """Short texts that match parts of a parsed pattern, with `likely` wherever it does.

    What a look behind asks for is put there if `behind`; else it is taken for there.
    """

    def __init__(self, flags: int, likely: str, behind: bool) -> None:
        self.flags = flags
        self.likely = likely
        self.behind = behind
        self.groups: dict[int, str] = {}

    def repeats(self, tree: Any, before: str) -> Iterator[tuple[str, str]]:
        """What stands before each part that may be repeated for long, and the part."""
        for code, value in tree:
            if code in _REPEATS:
                _, most, body = value
                if most is sre.MAXREPEAT or most >= _LONG:
                    for branch in self.all_of(body):
                        yield before, branch
                yield from self.repeats(body, before)
            elif code is sre.BRANCH:
                for branch in value[1]:
                    yield from self.repeats(branch, before)
            else:
                for inner in _inner(code, value):
                    yield from self.repeats(inner, before)
            before += self.one_of([(code, value)])

    def all_of(self, tree: Any) -> list[str]:
        """A text for each branch that a part begins with, longer ones too."""
        items = list(tree)
        if len(items) == 1 and items[0][0] is sre.SUBPATTERN:
            items = list(items[0][1][-1])
        texts = [self.one_of(items), self.one_of(items, more=True)]
        if items and items[0][0] is sre.BRANCH:
            texts += [self.one_of([*branch, *items[1:]]) for branch in items[0][1][1]]
        return texts

    def one_of(self, tree: Any, *, more: bool = False) -> str:
        return "".join(self._one(code, value, more) for code, value in tree)

    def _one(self, code: Any, value: Any, more: bool) -> str:
        if code is sre.LITERAL:
            return chr(value)
        if code in (sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self._character(code, value)
        if code in _REPEATS:
            least, most, body = value
            return self.one_of(body, more=more) * max(int(least), min(int(most), 1 if more else 0))
        if code is sre.BRANCH:
            return self.one_of(value[1][0], more=more)
        if code is sre.SUBPATTERN:
            text = self.one_of(value[-1], more=more)
            self.groups[value[0]] = text
            return text
        if code is sre.ATOMIC_GROUP:
            return self.one_of(value, more=more)
        if code is sre.ASSERT and value[0] < 0 and self.behind:
            return self.one_of(value[1])
        if code is sre.GROUPREF:
            return self.groups.get(value, "")
        return ""

    def _character(self, code: Any, value: Any) -> str:
        """A character that a set, a category or a dot matches."""
        key = (repr((code, value)), self.flags, self.likely)
        if key not in _CHARACTERS:
            tree = _parser.SubPattern(_parser.State(), [(code, value)])
            one = re._compiler.compile(tree, self.flags & ~re.DEBUG)  # type: ignore[attr-defined]
            tried = (self.likely, *_LIKELY, *_OTHERS)
            _CHARACTERS[key] = next((str(c) for c in tried if one.fullmatch(c)), "")
        return _CHARACTERS[key]


def _inner(code: Any, value: Any) -> list[Any]:
    if code is sre.SUBPATTERN:
        return [value[-1]]
    if code in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    if code is sre.ATOMIC_GROUP:
        return [value]
    if code is sre.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


if __name__ == "__main__":
    for expression in expressions():
        sys.stdout.write(f"{expression.place} {expression.modes} {expression.pattern.pattern!r}\n")
