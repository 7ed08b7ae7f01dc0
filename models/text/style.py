"""Style of an attribution: how much of its content stands in quotation marks."""

from collections.abc import Sequence

from onrecord.models.labels import Style
from onrecord.models.text.word_index import text_words
from onrecord.models.types import Span


def style_of(text: str, content: Sequence[Span], quotations: Sequence[Span]) -> Style:
    """Direct where all words of `content` stand in `quotations`, mixed where some do.

    `quotations` are the outermost ones in text order, as
    `onrecord.models.text.quotations.quotations` gives them. Content without a word is indirect.
    """
    words = text_words(text)
    quoted = sum(words.quoted(piece, quotations) for piece in content)
    if not quoted:
        return "indirect"
    return "direct" if quoted == words.count(content) else "mixed"
