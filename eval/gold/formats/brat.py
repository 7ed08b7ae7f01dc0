"""One article's attributions as brat stand-off annotation.

An attribution is an event ``Attribution`` (``Attribution-no-source`` where the source is
elided) with arguments Source, Cue and Content, as in PolNeAR 1.0. One inside the content of
another is an event ``Nested`` (``Nested-no-source``), which readers of PolNeAR pass over.
Where a file has no events, attributions are made from relations between marks of those
three types. Codes stand beside it or, in folders that OnRecord writes, as attributes Code,
Sector, Withheld, Unnamed and Insider of the event with the canonical name as its note.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.eval.gold import values
from onrecord.eval.gold.formats.escape import escape
from onrecord.eval.gold.formats.standoff import Standoff, mark_line, parse
from onrecord.eval.gold.grouping import Region, group, role_of
from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import ROLES, GoldArticle, GoldAttribution, Role
from onrecord.models.types import Span

EVENT: Final = "Attribution"
NESTED: Final = "Nested"
#: What the type of an event ends with whose source is elided.
ELIDED: Final = "-no-source"
#: Type of the note that holds the id of an attribution that brat would not take as one.
ID_NOTE: Final = "OnRecordId"
CANONICAL_NOTE: Final = "AnnotatorNotes"
_EVENT_ID: Final = re.compile(r"E[1-9]\d{0,8}")


def read_ann(
    ann: str, text: str, file: str, article: str, problems: Problems
) -> tuple[list[GoldAttribution], list[GoldAttribution]]:
    """The outermost and the nested attributions of a stand-off file about `text`, in its order.

    What can't be used goes to `problems`; offsets and overlaps within an attribution are
    left to `onrecord.eval.gold.validate`.
    """
    standoff = parse(ann, text, file, article, problems)
    read = _from_events if standoff.events else _from_relations
    outermost: list[GoldAttribution] = []
    nested: list[GoldAttribution] = []
    for id, spans, reason in read(standoff):
        notes, own = standoff.notes.get(id, {}), standoff.attributes.get(id, {})
        name = notes.get(ID_NOTE, id)
        try:
            if reason is not None:
                raise ValueError(reason)
            found = _attribution(name, spans, own, notes)
        except ValueError as error:
            problems.fault(file, f"{article}/{name}", str(error))
            continue
        event = standoff.events.get(id)
        (nested if event and _is(NESTED, event.type) else outermost).append(found)
    return outermost, nested


def _is(type: str, spelt: str) -> bool:
    return spelt.lower().startswith(type.lower())


_Read = Iterator[tuple[str, dict[Role, list[Span]], str | None]]


def _from_events(standoff: Standoff) -> _Read:
    for id, event in standoff.events.items():
        if not (_is(EVENT, event.type) or _is(NESTED, event.type)):
            continue
        spans: dict[Role, list[Span]] = {role: [] for role in ROLES}
        reason = None
        for argument, mark in event.arguments:
            role = role_of(argument)
            if role is None:
                continue
            if mark in standoff.marks:
                spans[role] += standoff.marks[mark].spans
            else:
                reason = standoff.broken.get(mark, f"its {role} {mark} is missing")
        yield id, spans, reason


def _from_relations(standoff: Standoff) -> _Read:
    regions = []
    for id, mark in standoff.marks.items():
        role = role_of(mark.type)
        if role is not None:
            regions.append(Region(id=id, role=role, spans=mark.spans))
    for id, reason in standoff.broken.items():
        yield id, {role: [] for role in ROLES}, reason
    for found in group(regions, standoff.relations):
        yield found.regions[0].id, {role: found.spans(role) for role in ROLES}, None


def _attribution(
    id: str, spans: dict[Role, list[Span]], own: dict[str, str], notes: dict[str, str]
) -> GoldAttribution:
    code = own.get("Code")
    if "Withheld" in own and code in values.WITHHOLDABLE:
        code = f"{code}!"
    coding = values.parse_coding(
        code,
        sector=own.get("Sector"),
        canonical=notes.get(CANONICAL_NOTE),
        unnamed=own.get("Unnamed"),
        insider=own.get("Insider"),
    )
    return GoldAttribution(
        id=id,
        source=sorted(spans["source"]),
        cue=sorted(spans["cue"]),
        content=sorted(spans["content"]),
        **msgspec.structs.asdict(coding),
    )


def format_ann(article: GoldArticle, *, codes: bool) -> str:
    """The attributions of an article as a stand-off file.

    Args:
        article: the text and what to write of it.
        codes: whether to write codes, as attributes and notes of the events.
    """
    text = article.text
    attributions = [*article.attributions, *article.nested]
    nested = {a.id for a in article.nested}
    lines: list[str] = []
    notes: list[str] = []
    written = _Counter()
    taken = {a.id for a in attributions if _EVENT_ID.fullmatch(a.id)}
    for attribution in attributions:
        id = attribution.id if attribution.id in taken else written.event(taken)
        if id != attribution.id:
            notes.append(f"#{len(notes) + 1}\t{ID_NOTE} {id}\t{escape(attribution.id)}")
        arguments = []
        for role in ROLES:
            spans: list[Span] = getattr(attribution, role)
            if spans:
                number = written.mark()
                lines.append(mark_line(number, role.capitalize(), spans, text))
                arguments.append(f"{role.capitalize()}:T{number}")
        type = NESTED if attribution.id in nested else EVENT
        type += "" if attribution.source else ELIDED
        trigger = written.mark()
        lines.append(mark_line(trigger, type, _trigger(attribution), text))
        lines.append(f"{id}\t{' '.join([f'{type}:T{trigger}', *arguments])}")
        if codes and attribution.code is not None:
            for name, value in _code_attributes(attribution):
                lines.append(f"A{written.attribute()}\t{' '.join(filter(None, (name, id, value)))}")
            if attribution.canonical:
                note = escape(attribution.canonical)
                notes.append(f"#{len(notes) + 1}\t{CANONICAL_NOTE} {id}\t{note}")
    return "".join(f"{line}\n" for line in [*lines, *notes])


def _trigger(attribution: GoldAttribution) -> list[Span]:
    """The words an event hangs on: the cue, as in PolNeAR, else what there is."""
    return attribution.cue or attribution.content or attribution.source or [(0, 1)]


def _code_attributes(attribution: GoldAttribution) -> Iterator[tuple[str, str]]:
    assert attribution.code is not None
    yield "Code", attribution.code
    if attribution.withheld:
        yield "Withheld", ""
    if attribution.sector:
        yield "Sector", values.format_sector(attribution.sector)
    if attribution.unnamed:
        yield "Unnamed", attribution.unnamed
    if attribution.insider is not None:
        yield "Insider", values.format_insider(attribution.insider)


class _Counter:
    """Running numbers of marks, attributes and events."""

    def __init__(self) -> None:
        self._marks = self._attributes = self._events = 0

    def mark(self) -> int:
        self._marks += 1
        return self._marks

    def attribute(self) -> int:
        self._attributes += 1
        return self._attributes

    def event(self, taken: set[str]) -> str:
        """The next event id that is not taken."""
        self._events += 1
        while f"E{self._events}" in taken:
            self._events += 1
        return f"E{self._events}"
