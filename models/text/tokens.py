"""Tokens: the words and punctuation marks that the tagger labels, with what an uncased
vocabulary drops about each: casing, quotation, and the white space before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from itertools import accumulate, pairwise
from typing import Final

import msgspec

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

    `spans` are half-open character offsets; `paragraph` numbers the paragraphs from 0. All
    lists are parallel.
    """

    spans: list[Span]
    words: list[str]
    casing: list[Casing]
    quote: list[QuoteState]
    gap: list[Gap]
    paragraph: list[int]

    def __len__(self) -> int:
        return len(self.spans)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands in a quotation, or is its mark."""
        return self.quote[token] != QuoteState.OUTSIDE


def tokens_of(text: str, found: TextWords, quotations: Sequence[Span]) -> Tokens:
    """Split `text` into tokens, with their features, in time linear in its length.

    `found` are its words, `quotations` its outermost quotations.
    """
    marks = [match.span() for match in _MARK.finditer(text)]
    spans = sorted([*zip(found.starts, found.ends, strict=True), *marks])
    words = [text[start:end] for start, end in spans]
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    # The first token begins a paragraph without a line break before it.
    first = [Gap.PARAGRAPH] if spans else []
    gap = [*first, *[Gap.SPACE if space == " " else _gap(space) for space in between]]
    paragraph = list(accumulate([kind >= Gap.LINE for kind in gap], initial=-1))[1:]
    casing = list(map(_casing, words))
    return Tokens(spans, words, casing, _quote_states(text, spans, quotations), gap, paragraph)


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


def _quote_states(text: str, spans: list[Span], quotations: Sequence[Span]) -> list[QuoteState]:
    starts = [start for start, _ in spans]
    states = [QuoteState.OUTSIDE] * len(spans)
    for start, end in quotations:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if last > first:
            inside = [QuoteState.INSIDE] * (last - first - 1)
            states[first:last] = [QuoteState.OPENING, *inside]
            if last - first > 1 and not text[starts[last - 1]].isalnum():
                states[last - 1] = QuoteState.CLOSING
    return states
