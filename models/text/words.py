"""Words: the unit of every count and share."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import ClassVar, Final

from onrecord.models.types import Span

WORD: Final = re.compile(r"\w+")


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words (matches of ``\\w+``) of ``text[start:end]``, offsets into `text`."""
    stop = len(text) if end is None else end
    return [m.span() for m in WORD.finditer(text, start, stop)]


def count_words(text: str, spans: Iterable[Span]) -> int:
    """Number of words inside the pieces of `spans`."""
    return sum(1 for s, e in spans for _ in WORD.finditer(text, s, e))


class TextWords:
    """Where the words (matches of ``\\w+``) of a text begin and end, in text order.

    Which and how many stand in a stretch takes two look-ups. `starts` and `ends` are arrays of
    offsets that must not be changed.
    """

    #: How many words are gathered at once; what is found of one takes a hundred bytes and more.
    AT_ONCE: ClassVar[int] = 10_000

    def __init__(self, text: str) -> None:
        self.starts, self.ends = array("i"), array("i")
        found = WORD.finditer(text)
        while matches := list(islice(found, self.AT_ONCE)):
            self.starts.extend([match.start() for match in matches])
            self.ends.extend([match.end() for match in matches])

    def __len__(self) -> int:
        return len(self.starts)

    def inside(self, span: Span) -> range:
        """Numbers of the words that lie whole inside `span`."""
        return range(bisect_left(self.starts, span[0]), bisect_right(self.ends, span[1]))

    def inside_each(self, spans: Iterable[Span]) -> list[range]:
        """`inside` of every one of `spans`."""
        return [self.inside(span) for span in spans]

    def touching(self, span: Span) -> range:
        """Numbers of the words that have a character in `span`."""
        start, end = span
        if start >= end:
            return range(0)
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def count(self, spans: Iterable[Span]) -> int:
        """Number of words in the pieces of `spans`; one that a piece cuts counts as a word."""
        return sum(len(self.touching(span)) for span in spans)

    def count_each(self, pieces: Iterable[Sequence[Span]]) -> list[int]:
        """`count` of every one of `pieces`."""
        return [self.count(spans) for spans in pieces]

    def painted(self, ground: int, strokes: Iterable[tuple[Span, int]]) -> bytearray:
        """A byte a word: that of the last stroke whose span holds the whole word, else `ground`."""
        paint = bytearray([ground]) * len(self)
        for span, byte in strokes:
            inside = self.inside(span)
            paint[inside.start : inside.stop] = bytes([byte]) * len(inside)
        return paint
