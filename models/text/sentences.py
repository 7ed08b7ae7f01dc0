"""Sentences of a plain text, as far as rules over wording need them."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.models.text.spans import overlapping
from onrecord.models.types import Span

#: A full stop, question or exclamation mark (closing marks after it) before a new sentence.
_END: Final = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s+[\"“‘'«(\[]*[A-Z0-9])")
_SPACE: Final = re.compile(r"\s*")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Sens|Rep|Reps|Gov|Gen|Col|Capt|Lt|Sgt|Maj|Rev|Hon|No|"
    r"Nos|vs|Jr|Sr|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mt|Ft|Ave|Blvd|Ariz|Calif|Conn|Fla|"
    r"Mass|Mich|Minn|Penn|Tex|Va|Wash|Wis))$"
)


def sentences_between(text: str, paragraphs: Sequence[Span], start: int, end: int) -> list[Span]:
    """Spans of the sentences of ``text[start:end]`` in text order; none leaves its paragraph.

    `paragraphs` are those of `text`.
    """
    return [
        sentence
        for first, last in overlapping(paragraphs, (start, end))
        for sentence in sentences_of(text, max(start, first), min(end, last))
    ]


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences of the paragraph ``text[start:end]``."""
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        dot = match.group() == "."
        if dot and _ABBREVIATION.search(text, max(begin, match.start() - 6), match.start()):
            continue
        found.append((begin, stop))
        begin = _SPACE.match(text, stop).end()  # type: ignore[union-attr]
    if begin < end:
        found.append((begin, end))
    return found
