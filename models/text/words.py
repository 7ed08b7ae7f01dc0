"""Words: the unit of every count and share."""

import re
from collections.abc import Iterable
from typing import Final

from onrecord.models.types import Span

WORD: Final = re.compile(r"\w+")


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words (matches of ``\\w+``) of ``text[start:end]``, offsets into `text`."""
    stop = len(text) if end is None else end
    return [m.span() for m in WORD.finditer(text, start, stop)]


def count_words(text: str, spans: Iterable[Span]) -> int:
    """Number of words inside the pieces of `spans`."""
    return sum(1 for s, e in spans for _ in WORD.finditer(text, s, e))
