"""Sentences of a plain text, as far as rules over wording need them."""

import re
from typing import Final

from onrecord.models.paragraphs import paragraph_spans
from onrecord.models.types import Span

#: A full stop, question or exclamation mark (closing marks after it) before a new sentence.
_END: Final = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s+[\"“‘'«(\[]*[A-Z0-9])")
_SPACE: Final = re.compile(r"\s*")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Sens|Rep|Reps|Gov|Gen|Col|Capt|Lt|Sgt|Maj|Rev|Hon|No|"
    r"Nos|vs|Jr|Sr|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mt|Ft|Ave|Blvd|Ariz|Calif|Conn|Fla|"
    r"Mass|Mich|Minn|Penn|Tex|Va|Wash|Wis))$"
)


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences of `text` in text order; none leaves its paragraph."""
    spans: list[Span] = []
    for start, end in paragraph_spans(text):
        begin = start
        for match in _END.finditer(text, start, end):
            stop = match.end()
            dot = match.group() == "."
            if dot and _ABBREVIATION.search(text, max(begin, match.start() - 6), match.start()):
                continue
            spans.append((begin, stop))
            begin = _SPACE.match(text, stop).end()  # type: ignore[union-attr]
        if begin < end:
            spans.append((begin, end))
    return spans
