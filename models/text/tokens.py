"""Tokens: the words and punctuation marks that the tagger labels, with what an uncased
vocabulary drops about each: casing, quotation, and the white space before it."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

import msgspec

from onrecord.models.text.spans import Spans
from onrecord.models.text.words import TextWords
from onrecord.models.types import Span

#: A token is a word or one other visible character, so that `said."We` is four tokens.
TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_MARK: Final = re.compile(r"[^\w\s]")


class Casing(IntEnum):
    """How a token is written; `MARK`: it is a punctuation mark or a sign."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    DIGIT = 4
    MARK = 5


class QuoteState(IntEnum):
    """Where a token stands to a quotation; `OPENING` and `CLOSING` are its marks."""

    OUTSIDE = 0
    INSIDE = 1
    OPENING = 2
    CLOSING = 3


class Gap(IntEnum):
    """What stands before a token."""

    SPACE = 0
    NONE = 1
    LINE = 2
    PARAGRAPH = 3


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of one text, and a feature of each kind for every token.

    `spans` are half-open character offsets; `casing`, `quote` and `gap` are numbers of `Casing`,
    `QuoteState` and `Gap`; `paragraph` numbers the paragraphs from 0. All are parallel.
    """

    spans: Spans
    words: list[str]
    casing: Sequence[int]
    quote: Sequence[int]
    gap: Sequence[int]
    paragraph: Sequence[int]

    def __len__(self) -> int:
        return len(self.spans)

    def part(self, start: int, end: int) -> "Tokens":
        """Tokens ``[start, end)``; spans and paragraphs stay as they are in the whole."""
        if (start, end) == (0, len(self)):
            return self
        return Tokens(*(getattr(self, name)[start:end] for name in self.__struct_fields__))

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands in a quotation, or is its mark."""
        return self.quote[token] != QuoteState.OUTSIDE


def tokens_of(text: str, found: TextWords, quotations: Sequence[Span]) -> Tokens:
    """Split `text` into tokens, with their features, in time linear in its length.

    `found` are its words, `quotations` its outermost quotations.
    """
    # What only reads an audit needs no NumPy.
    import numpy as np

    spans = _with_marks(text, found)
    starts, ends = spans.starts, spans.ends
    # A word that comes again is kept once.
    known: dict[str, str] = {}
    words = [known.setdefault(word := text[start:end], word) for start, end in spans]
    # The first token begins a paragraph without a line break before it.
    gap = array("b", [Gap.PARAGRAPH] if words else [])
    gap.extend(
        [
            Gap.SPACE if (space := text[end:start]) == " " else _gap(space)
            for end, start in zip(ends, starts[1:], strict=False)
        ]
    )
    paragraph = array("i", (np.cumsum(np.asarray(gap) >= Gap.LINE, dtype=np.int32) - 1).tobytes())
    casing = array("b", list(map(_casing, words)))
    return Tokens(spans, words, casing, _quote_states(text, starts, quotations), gap, paragraph)


def _with_marks(text: str, found: TextWords) -> Spans:
    """Spans of the words `found` and of all marks."""
    import numpy as np

    marks = np.array([match.start() for match in _MARK.finditer(text)], dtype=np.int32)
    starts = np.concatenate([np.asarray(found.starts), marks])
    ends = np.concatenate([np.asarray(found.ends), marks + 1])
    order = starts.argsort()
    return Spans(array("i", starts[order].tobytes()), array("i", ends[order].tobytes()))


def _gap(space: str) -> Gap:
    if not space:
        return Gap.NONE
    breaks = space.count("\n")
    if breaks == 0:
        return Gap.LINE if "\r" in space else Gap.SPACE
    return Gap.LINE if breaks == 1 else Gap.PARAGRAPH


def _casing(word: str) -> Casing:
    if not (word[0].isalnum() or word[0] == "_"):
        return Casing.MARK
    if word.islower():
        return Casing.LOWER
    if word.isupper():
        return Casing.UPPER if len(word) > 1 else Casing.TITLE
    if word[0].isupper() and word[1:].islower():
        return Casing.TITLE
    return Casing.DIGIT if word[0].isdigit() else Casing.MIXED


def _quote_states(text: str, starts: "array[int]", quotations: Sequence[Span]) -> "array[int]":
    states = array("b", bytes(len(starts)))
    for start, end in quotations:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if last > first:
            states[first] = QuoteState.OPENING
            states[first + 1 : last] = array("b", [QuoteState.INSIDE]) * (last - first - 1)
            if last - first > 1 and not text[starts[last - 1]].isalnum():
                states[last - 1] = QuoteState.CLOSING
    return states
