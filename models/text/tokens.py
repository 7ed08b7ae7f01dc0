"""Tokens: the words and punctuation marks that the tagger labels, with what an uncased
vocabulary drops about each: casing, quotation, and the white space before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

import msgspec

from onrecord.models.text.words import TextWords
from onrecord.models.types import Span

#: A token is a word or one other visible character, so that `said."We` is four tokens.
TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_MARK: Final = re.compile(r"[^\w\s]")

CASINGS: Final = ("lower", "title", "upper", "mixed", "digit", "mark")
MARK: Final = CASINGS.index("mark")
QUOTE_STATES: Final = ("outside", "inside", "opening", "closing")
GAPS: Final = ("space", "none", "line", "paragraph")


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of one text, and a feature id of each kind for every token.

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


def tokens_of(text: str, found: TextWords, quotations: Sequence[Span]) -> Tokens:
    """Split `text` into tokens, with their features, in time linear in its length.

    `found` are its words, `quotations` its outermost quotations.
    """
    marks = [match.span() for match in _MARK.finditer(text)]
    spans = sorted([*zip(found.starts, found.ends, strict=True), *marks])
    words = [text[start:end] for start, end in spans]
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    # The first token begins a paragraph without a line break before it.
    gap = [3, *[0 if space == " " else _gap(space) for space in between]] if spans else []
    paragraph = list(accumulate([kind >= 2 for kind in gap], initial=-1))[1:]
    casing = list(map(_casing, words))
    return Tokens(spans, words, casing, _quote_states(text, spans, quotations), gap, paragraph)


def _gap(space: str) -> int:
    if not space:
        return 1
    breaks = space.count("\n")
    if breaks == 0:
        return 2 if "\r" in space else 0
    return 2 if breaks == 1 else 3


@lru_cache(maxsize=4096)
def _casing(word: str) -> int:
    if not (word[0].isalnum() or word[0] == "_"):
        return MARK
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[0].isupper() and word[1:].islower():
        return 1
    return 4 if word[0].isdigit() else 3


def _quote_states(text: str, spans: list[Span], quotations: Sequence[Span]) -> list[int]:
    starts = [start for start, _ in spans]
    states = [0] * len(spans)
    for start, end in quotations:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if last > first:
            states[first:last] = [2] + [1] * (last - first - 1)
            if last - first > 1 and not text[starts[last - 1]].isalnum():
                states[last - 1] = 3
    return states
