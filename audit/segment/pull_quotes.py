"""Pull quotes: short paragraphs that only repeat what stands elsewhere in the text."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.audit.segment.headlines import words_of

_LEAST_WORDS: Final = 5
_MOST_WORDS: Final = 45
#: Words in a row that are looked for elsewhere.
_ROW: Final = 4
#: In how many paragraphs a row is looked for; more have it only where nothing is said by that.
_MOST_HOMES: Final = 8
#: The name that a pull quote is signed with.
_SIGNED: Final = re.compile(r"(?<=[.?!…,\"”’'])\s?[—–-]{1,2}\s?[^\W\d_a-z][^\n—–]{2,80}$")


def repeating_paragraphs(lines: Sequence[str]) -> set[int]:
    """The numbers of the paragraphs `lines` whose every word stands in a longer one in that order.

    A signature behind them doesn't count. Of two equal ones neither repeats the other. Time is
    linear in the length of all of them.
    """
    short: dict[int, list[str]] = {}
    long: dict[int, list[str]] = {}
    for number, line in enumerate(lines):
        words = words_of(line)
        long[number] = words
        bare = words if len(words) <= _MOST_WORDS else []
        if bare and _SIGNED.search(line):
            bare = words_of(_SIGNED.sub("", line))
        if len(bare) >= _LEAST_WORDS:
            short[number] = bare
    wanted = {tuple(words[i : i + _ROW]) for words in short.values() for i in range(len(words))}
    #: Where rows of words that a short paragraph has begin, but for those of itself.
    places: dict[tuple[str, ...], set[int]] = {}
    for number, words in long.items():
        for i in range(len(words) - _ROW + 1):
            row = tuple(words[i : i + _ROW])
            if row in wanted and len(homes := places.setdefault(row, set())) < _MOST_HOMES:
                homes.add(number)
    found = set()
    for number, words in short.items():
        rows = [tuple(words[i : i + _ROW]) for i in range(len(words) - _ROW + 1)]
        fewest = min((places.get(row, set()) for row in rows), key=len)
        longer = {home for home in fewest if len(long[home]) > len(long[number])}
        if any(all(home in places.get(row, set()) for row in rows) for home in longer):
            found.add(number)
    return found
