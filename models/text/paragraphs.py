"""Paragraphs of a plain text, also if lines are wrapped or no blank line separates them."""

import re
from itertools import pairwise
from typing import Final

from onrecord.models.types import Span

_LINE: Final = re.compile(r"[^\r\n\u2028\u2029]+")
#: U+2029 separates paragraphs by itself, so it is not a single break.
_BREAK: Final = re.compile(r"\r\n|[\r\n\u2028]")
#: Of the lines of hard-wrapped English prose some four in five go on in lower case.
_WRAPPED_SHARE: Final = 0.4


def paragraph_spans(text: str) -> list[Span]:
    """Spans of the paragraphs of `text`, outer whitespace left out, in text order.

    A blank line always parts paragraphs. A single line break does too, unless the next
    line goes on in lower case or the text as a whole is hard-wrapped (most of its single
    breaks stand before a lower-case letter).
    """
    lines = _lines(text)
    wrapped = _is_wrapped(text, lines)
    paragraphs: list[Span] = []
    for start, end in lines:
        if paragraphs and _joins(text, paragraphs[-1][1], start, wrapped):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
    return paragraphs


def _lines(text: str) -> list[Span]:
    """Spans of the lines that are not blank, outer whitespace left out."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def _single_break(text: str, end: int, start: int) -> bool:
    """Whether exactly one line break stands between two lines."""
    return len(_BREAK.findall(text, end, start)) == 1


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    single = [start for (_, end), (start, _) in pairwise(lines) if _single_break(text, end, start)]
    lower = sum(text[b].islower() for b in single)
    return len(single) >= 3 and lower >= _WRAPPED_SHARE * len(single)


def _joins(text: str, end: int, start: int, wrapped: bool) -> bool:
    return _single_break(text, end, start) and (wrapped or text[start].islower())
