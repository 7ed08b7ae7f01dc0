"""Units: the words and punctuation marks that the tagger labels, with what an uncased
vocabulary drops about each: casing, quotation, and the white space before it."""

import re
from typing import Final

import msgspec

from onrecord.models.quotes import quotations
from onrecord.models.types import Span

#: A unit is a word or one other visible character, so that `said."We` is four units.
UNIT: Final = re.compile(r"\w+|[^\w\s]")

CASINGS: Final = ("lower", "title", "upper", "mixed", "digit", "mark")
QUOTE_STATES: Final = ("outside", "inside", "opening", "closing")
GAPS: Final = ("space", "none", "line", "paragraph")


class Units(msgspec.Struct, frozen=True):
    """The units of one text, and a feature id of each kind for every unit.

    `spans` are half-open character offsets; `casing`, `quote` and `gap` index CASINGS,
    QUOTE_STATES and GAPS; `paragraph` numbers the paragraphs from 0. All lists are
    parallel.
    """

    spans: list[Span]
    words: list[str]
    casing: list[int]
    quote: list[int]
    gap: list[int]
    paragraph: list[int]

    def __len__(self) -> int:
        return len(self.spans)


def units_of(text: str) -> Units:
    """Split `text` into units, with their features, in time linear in its length."""
    spans: list[Span] = []
    words: list[str] = []
    casing: list[int] = []
    gap: list[int] = []
    paragraph: list[int] = []
    end, para = 0, 0
    for match in UNIT.finditer(text):
        start = match.start()
        kind = _gap(text, end, start) if spans else 3
        if kind >= 2 and spans:
            para += 1
        word = match.group()
        spans.append(match.span())
        words.append(word)
        casing.append(_casing(word))
        gap.append(kind)
        paragraph.append(para)
        end = match.end()
    return Units(spans, words, casing, _quote_states(text, spans), gap, paragraph)


def _gap(text: str, end: int, start: int) -> int:
    if start == end:
        return 1
    breaks = text.count("\n", end, start)
    if breaks == 0:
        return 2 if "\r" in text[end:start] else 0
    return 2 if breaks == 1 else 3


def _casing(word: str) -> int:
    if not (word[0].isalnum() or word[0] == "_"):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[0].isupper() and word[1:].islower():
        return 1
    return 4 if word[0].isdigit() else 3


def _quote_states(text: str, spans: list[Span]) -> list[int]:
    quotes = quotations(text)
    states = [0] * len(spans)
    i = 0
    for start, end in quotes:
        while i < len(spans) and spans[i][0] < start:
            i += 1
        first = i
        while i < len(spans) and spans[i][0] < end:
            states[i] = 1
            i += 1
        if i > first:
            states[first] = 2
            if i - first > 1 and not text[spans[i - 1][0]].isalnum():
                states[i - 1] = 3
    return states
