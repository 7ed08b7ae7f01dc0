"""The references' own word lists (``lexicon.toml``), none of which the system shares."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from onrecord.models.types import Span

_TAIL: Final = re.compile(
    r"(?<!\s)(?:\s*+[,;:(–—]|\s++(?:of|for|at|in|from|with|who|on|to|by|about)\b)"
)
_WORD: Final = re.compile(r"[A-Za-z][\w'’-]*")
_PLURAL: Final = re.compile(r"(?<![su])s$")


@cache
def _lists() -> dict[str, Any]:
    text = (files("onrecord.eval.references") / "lexicon.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str) -> frozenset[str]:
    """The list of that name, in lower case."""
    return frozenset(_lists()[name].split())


@cache
def is_reporting(word: str) -> bool:
    """Whether a word as it stands is likely a finite form of a reporting verb."""
    lower = word.lower()
    if lower in words("seldom") or lower.endswith("ing"):
        return False
    return bool(_bases(lower) & words("reporting"))


def _bases(word: str) -> set[str]:
    """What a verb form may be a form of."""
    bases = {word, _lists()["irregular"].get(word, word)}
    for ending, *replacements in (("ed", "", "e"), ("s", ""), ("es", "")):
        if word.endswith(ending):
            bases |= {word.removesuffix(ending) + r for r in replacements}
    for ending, base in (("ied", "y"), ("ies", "y")):
        if word.endswith(ending):
            bases.add(word.removesuffix(ending) + base)
    if len(word) > 4 and word.endswith("ed") and word[-3] == word[-4]:
        bases.add(word[:-3])
    return bases


def head(description: str) -> str:
    """The noun that a description is about, in lower case; empty where it has no word."""
    before = _TAIL.split(description, maxsplit=1)[0]
    found = _WORD.findall(before) or _WORD.findall(description)
    return found[-1].lower() if found else ""


def is_plural(description: str) -> bool:
    """Whether a description stands for several, by the form of its noun."""
    noun = head(description)
    return noun in words("plurals") or _PLURAL.search(noun) is not None


def is_one_of(noun: str, name: str) -> bool:
    """Whether a noun, or its singular, is in the list of that name."""
    singular = _PLURAL.sub("", noun)
    return not {noun, singular, re.sub(r"ie$", "y", singular)}.isdisjoint(words(name))


def trimmed(text: str, span: Span) -> str:
    """The words of a span on one line."""
    return " ".join(text[slice(*span)].split())
