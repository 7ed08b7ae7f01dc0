"""Style of an attribution: how much of its content stands in quotation marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.models.labels import Style
from onrecord.models.types import Span
from onrecord.models.words import word_spans


def style_of(text: str, content: Sequence[Span], quotations: Sequence[Span]) -> Style:
    """Direct where all words of `content` stand in `quotations`, mixed where some do.

    `quotations` are the outermost ones in text order, as `onrecord.models.quotes.quotations`
    gives them. Content without a word is indirect.
    """
    words = quoted = 0
    for piece_start, piece_end in content:
        first = max(0, bisect_right(quotations, (piece_start, len(text))) - 1)
        last = bisect_left(quotations, (piece_end, 0))
        near = quotations[first:last]
        for start, end in word_spans(text, piece_start, piece_end):
            words += 1
            quoted += any(s <= start and end <= e for s, e in near)
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"
