"""The word lists of English: TOML files in `english`, which only this module reads.

A list is called by its file and its key: "people.offices" is `offices` in ``people.toml``.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _file(name: str) -> dict[str, Any]:
    path = files("onrecord.models.lexicon") / "english" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _entry(name: str) -> Any:
    file, _, key = name.partition(".")
    return _file(file)[key]


def words_in_order(name: str) -> tuple[str, ...]:
    """The words of a list as the file has them, without those that it repeats.

    Raises:
        KeyError: the file has no such list.
    """
    return tuple(dict.fromkeys(_entry(name).split()))


def word_list(name: str) -> frozenset[str]:
    """The words of a list (`words_in_order`) as a set."""
    return frozenset(words_in_order(name))


def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a list in its order."""
    return tuple(_entry(name))


def number_table(name: str) -> dict[str, int]:
    """A table of phrases, each with the number that it stands for."""
    return dict(_entry(name))


def form_table(name: str) -> dict[str, str]:
    """A table of words, each with another form of it."""
    return dict(_entry(name))


def any_of(words: Iterable[str]) -> str:
    """A pattern of any one of `words`, the longest first: none hides another that it begins."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
