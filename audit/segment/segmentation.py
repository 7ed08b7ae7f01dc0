"""A text cut into paragraphs and sentences, each sentence with its zone."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.audit.schema.audit import Sentence, Zone
from onrecord.audit.segment.datelines import dateline_end, stamp_end
from onrecord.audit.segment.furniture import is_caption, is_credit
from onrecord.audit.segment.zones import Paragraph, inside_quotation, paragraph_zones
from onrecord.models.forms.find_forms import find_forms
from onrecord.models.text.view import TextView
from onrecord.models.types import Span

_QUESTION: Final = re.compile(r"(?<![?!])!*+[?][?!]*+[)\]\"”’'»]*+$")
#: One time at the head of a paragraph may be a sentence's.
_LEAST_STAMPS: Final = 2


class _Cut(NamedTuple):
    """One paragraph: its dateline (None without one) and its sentences."""

    dateline: Span | None
    sentences: list[Span]


def segment(
    view: TextView, *, title: str | None = None, author: str | None = None
) -> list[Sentence]:
    """The sentences of a text in text order, and what part of the article each is.

    Every word stands in one sentence. A dateline is a sentence of its own, in the front zone.
    The zone `question` is given by form (a sentence outside quotation marks that ends with a
    question mark); whether it is the writer's voice is for `onrecord.audit.claims.make` to settle.
    `title` and `author` help to know a headline and a note on the author. Linear in the text.
    """
    text, quoted = view.text, view.quotations
    spoken = _spoken(view)
    stamps = _stamps(view)
    cuts = [
        _cut(view, paragraph, stamp)
        for paragraph, stamp in zip(view.paragraphs, stamps, strict=True)
    ]
    lines = [
        _line(view, cut, n in spoken, stamp)
        for n, (cut, stamp) in enumerate(zip(cuts, stamps, strict=True))
    ]
    zones = paragraph_zones(lines, title=title, author=author)
    return [
        sentence
        for number, (cut, zone) in enumerate(zip(cuts, zones, strict=True))
        for sentence in _zoned(text, cut, number, zone, quoted, spoken.get(number, False))
    ]


def _spoken(view: TextView) -> dict[int, bool]:
    """The paragraphs that the form of the text gives to a speaker, and whether that one asks."""
    spoken: dict[int, bool] = {}
    starts = [start for start, _ in view.paragraphs]
    for turn in find_forms(view).turns:
        for start, _ in [turn.label or turn.content[0], *turn.content]:
            spoken[bisect_right(starts, start) - 1] = turn.asks
    return spoken


def _stamps(view: TextView) -> list[int | None]:
    """Where the text behind the time begins that opens a paragraph, if it is a live blog's."""
    found = [stamp_end(view.text, start, end) for start, end in view.paragraphs]
    several = sum(stamp is not None for stamp in found) >= _LEAST_STAMPS
    return found if several else [None] * len(found)


def _cut(view: TextView, paragraph: Span, stamp: int | None) -> _Cut:
    text, (start, end) = view.text, paragraph
    body = dateline_end(text, start, end) if stamp is None else stamp
    if body is None:
        return _Cut(None, view.sentences_of(paragraph))
    dateline = (start, start + len(text[start:body].rstrip()))
    return _Cut(dateline, view.sentences_of((body, end)))


def _line(view: TextView, cut: _Cut, is_spoken: bool, stamp: int | None) -> Paragraph:
    text, quoted = view.text, view.quotations
    start, end = cut.sentences[0][0], cut.sentences[-1][1]
    is_quotation = inside_quotation(quoted, start) and inside_quotation(quoted, end - 1)
    return Paragraph(
        line=text[start:end],
        words=view.words.count([(start, end)]),
        sentences=[text[s:e] for s, e in cut.sentences],
        has_dateline=cut.dateline is not None and stamp is None,
        is_quotation=is_quotation,
        is_body=is_spoken or stamp is not None,
    )


def _zoned(
    text: str, cut: _Cut, paragraph: int, zone: Zone, quoted: Sequence[Span], asks: bool
) -> list[Sentence]:
    zones = [zone] * len(cut.sentences)
    if zone == "body" and asks:
        zones = ["question"] * len(cut.sentences)
    elif zone == "body":
        zones = [_body_zone(text, span, quoted) for span in cut.sentences]
        _move_tail(text, cut.sentences, zones)
    sentences = [
        Sentence(span=span, paragraph=paragraph, zone=own)
        for span, own in zip(cut.sentences, zones, strict=True)
    ]
    if cut.dateline is not None:
        sentences.insert(0, Sentence(span=cut.dateline, paragraph=paragraph, zone="front"))
    return sentences


def _body_zone(text: str, span: Span, quoted: Sequence[Span]) -> Zone:
    mark = _QUESTION.search(text, *span)
    if mark is None or inside_quotation(quoted, mark.start()):
        return "body"
    return "question"


def _move_tail(text: str, spans: Sequence[Span], zones: list[Zone]) -> None:
    """Zone a credit glued to the end of a paragraph's text: "(Reporting by A; Editing by B)"."""
    for number in range(len(spans) - 1, 0, -1):
        line = text[slice(*spans[number])]
        if not (line[0] in "([" and is_credit(line)) and not is_caption(line):
            return
        zones[number] = "caption" if is_caption(line) else "back"
