"""Passages of an article with source, cue and content marked, for pages that show errors."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from onrecord.eval.gold.types import GoldAttribution
from onrecord.models.text.paragraphs import paragraph_spans
from onrecord.models.types import Attribution, Span

Marked: TypeAlias = Literal["source", "cue", "content", ""]
#: Characters of context on either side.
CONTEXT: Final = 160
#: A passage is cut in its middle beyond so many characters.
LONGEST: Final = 1_200
CUT: Final = " […] "


class Segment(NamedTuple):
    """A stretch of text and what it is of the attribution, empty for context."""

    text: str
    role: Marked


def extent(attributions: Sequence[GoldAttribution | Attribution]) -> Span | None:
    """From the first to the last character of the attributions; None where they have no words."""
    spans = [span for a in attributions for span in (*a.source, *a.cue, *a.content)]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def window(text: str, around: Span) -> Span:
    """`around` with its context: whole paragraphs where they are short, else whole words."""
    start, end = around
    paragraphs = paragraph_spans(text)
    first = max((s for s, _ in paragraphs if s <= start), default=0)
    last = min((e for _, e in paragraphs if e >= end), default=len(text))
    if start - first > CONTEXT:
        first = text.rfind(" ", 0, start - CONTEXT) + 1 or start - CONTEXT
    if last - end > CONTEXT:
        space = text.find(" ", end + CONTEXT)
        last = space if 0 <= space < last else end + CONTEXT
    return first, last


def segments(
    text: str, passage: Span, attributions: Sequence[GoldAttribution | Attribution]
) -> list[Segment]:
    """The passage cut where the roles of `attributions` change, a long one without its middle."""
    start, end = passage
    roles: list[Marked] = [""] * (end - start)
    for role in ("content", "source", "cue"):
        for attribution in attributions:
            for first, last in getattr(attribution, role):
                for i in range(max(first, start), min(last, end)):
                    roles[i - start] = role
    found: list[Segment] = []
    begin = 0
    for i in range(1, len(roles) + 1):
        if i == len(roles) or roles[i] != roles[begin]:
            found.append(Segment(text[start + begin : start + i], roles[begin]))
            begin = i
    before = [Segment("… ", "")] if start and text[start - 1] not in "\r\n" else []
    after = [Segment(" …", "")] if end < len(text) and text[end] not in "\r\n" else []
    return [*before, *map(_shortened, found), *after]


def _shortened(segment: Segment) -> Segment:
    if len(segment.text) <= LONGEST:
        return segment
    half = LONGEST // 2
    return Segment(segment.text[:half] + CUT + segment.text[-half:], segment.role)
