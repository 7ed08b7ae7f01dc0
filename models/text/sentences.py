"""Sentences of a plain text, as far as rules over wording need them."""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.models.text.paragraphs import known_paragraphs
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


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of ``text[start:end]`` in text order; none leaves its paragraph."""
    stop = len(text) if end is None else end
    return [
        sentence
        for first, last in overlapping(known_paragraphs(text), (start, stop))
        for sentence in sentences_of(text, max(start, first), min(stop, last))
    ]


def sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences of the paragraph ``text[start:end]``."""
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        dot = match.group() == "."
        if dot and _ABBREVIATION.search(text, max(begin, match.start() - 6), match.start()):
            continue
        yield begin, stop
        begin = _SPACE.match(text, stop).end()  # type: ignore[union-attr]
    if begin < end:
        yield begin, end
