"""Style of an attribution: how much of its content stands in quotation marks."""

from bisect import bisect_right
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
        for start, end in word_spans(text, piece_start, piece_end):
            words += 1
            i = bisect_right(quotations, (start, len(text))) - 1
            quoted += i >= 0 and end <= quotations[i][1]
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"
