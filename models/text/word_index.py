"""The words of a text, found once: which and how many stand in a stretch takes two look-ups."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from onrecord.models.text.spans import overlapping
from onrecord.models.text.words import WORD
from onrecord.models.types import Span

#: An article is audited from end to end before the next; a long one takes megabytes.
_KEPT: Final = 2


class TextWords:
    """Where the words (matches of ``\\w+``) of a text begin and end, in text order.

    `starts` and `ends` are lists of offsets that nobody may change.
    """

    def __init__(self, text: str) -> None:
        matches = list(WORD.finditer(text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]

    def __len__(self) -> int:
        return len(self.starts)

    def inside(self, span: Span) -> range:
        """Numbers of the words that lie whole inside `span`."""
        return range(bisect_left(self.starts, span[0]), bisect_right(self.ends, span[1]))

    def touching(self, span: Span) -> range:
        """Numbers of the words that have a character in `span`."""
        start, end = span
        if start >= end:
            return range(0)
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def count(self, spans: Iterable[Span]) -> int:
        """Number of words in the pieces of `spans`; one that a piece cuts counts as a word."""
        return sum(len(self.touching(span)) for span in spans)

    def quoted(self, span: Span, quotations: Sequence[Span]) -> int:
        """How many of the words in `span`, cut to it, lie whole inside a quotation.

        `quotations` stand in order and apart.
        """
        words = self.touching(span)
        found = 0
        for start, end in overlapping(quotations, span):
            first = bisect_left(self.starts, start) if start > span[0] else words.start
            last = bisect_right(self.ends, end) if end < span[1] else words.stop
            found += max(0, last - first)
        return found


@lru_cache(maxsize=_KEPT)
def text_words(text: str) -> TextWords:
    """The words of `text`; those of the last texts asked for are remembered."""
    return TextWords(text)
