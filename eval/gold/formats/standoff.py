"""The lines of a brat stand-off file (.ann).

After brat's description of its format (https://brat.nlplab.org/standoff.html): text-bound
annotations ``T1<tab>Type 0 5;8 10<tab>text`` (discontinuous ones have several pairs of
offsets), events ``E1<tab>Type:T4 Role:T3 Role2:T5``, relations ``R1<tab>Type Arg1:T1
Arg2:T2``, attributes ``A1<tab>Name E1 value`` and notes ``#1<tab>Type E1<tab>text``.
"""

import re
from typing import Final

import msgspec

from onrecord.eval.gold.formats.escape import unescape
from onrecord.eval.gold.problems import Problems
from onrecord.models.types import Span

_NUMBERED: Final = re.compile(r"(?<!\d)\d+$")
_OFFSETS: Final = re.compile(r"\d+ \d+(?:;\d+ \d+)*")
#: So much of a text is quoted in a message.
_SHOWN: Final = 40


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A text-bound annotation (T): its type and pieces."""

    type: str
    spans: list[Span]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event (E): its type and its arguments as (role without number, id of a mark)."""

    type: str
    arguments: list[tuple[str, str]]


class Standoff(msgspec.Struct, kw_only=True):
    """The annotations of one file, by id; `broken` are the marks that can't be used, and why."""

    marks: dict[str, Mark] = msgspec.field(default_factory=dict)
    broken: dict[str, str] = msgspec.field(default_factory=dict)
    events: dict[str, Event] = msgspec.field(default_factory=dict)
    relations: list[tuple[str, str]] = msgspec.field(default_factory=list)
    #: Value (empty: a flag) of the attributes of each annotation, by name.
    attributes: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    #: Notes on each annotation, by type.
    notes: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)


def parse(ann: str, text: str, file: str, article: str, problems: Problems) -> Standoff:
    """Parse a stand-off file about `text`.

    A line that can't be read goes to `problems`. A mark with bad offsets, or whose text is
    not what stands there, is only noted as broken: it is a problem of the attributions
    that use it. Lines of other kinds (normalisations, equivalences) are passed over.
    """
    standoff = Standoff()
    for number, line in enumerate(ann.split("\n"), start=1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        try:
            _parse_line(line, text, standoff)
        except ValueError as error:
            problems.fault(file, f"{article}, line {number}", str(error))
    return standoff


def _parse_line(line: str, text: str, standoff: Standoff) -> None:
    id, tab, body = line.partition("\t")
    if not tab:
        raise ValueError("it is not a stand-off annotation (it has no tab)")
    match id[0]:
        case "T":
            _parse_mark(id, body, text, standoff)
        case "E":
            _parse_event(id, body, standoff)
        case "R":
            arguments = [part.partition(":")[2] for part in body.split()[1:]]
            if len(arguments) != 2 or not all(arguments):
                raise ValueError(f"relation {id} does not name two annotations")
            standoff.relations.append((arguments[0], arguments[1]))
        case "A" | "M":
            name, _, rest = body.partition(" ")
            target, _, value = rest.partition(" ")
            standoff.attributes.setdefault(target, {})[name] = value
        case "#":
            head, _, note = body.partition("\t")
            type, _, target = head.partition(" ")
            standoff.notes.setdefault(target, {})[type] = unescape(note)


def _parse_mark(id: str, body: str, text: str, standoff: Standoff) -> None:
    head, _, shown = body.partition("\t")
    type, _, offsets = head.partition(" ")
    if id in standoff.marks or id in standoff.broken:
        raise ValueError(f"a second annotation has the id {id}")
    if not _OFFSETS.fullmatch(offsets):
        standoff.broken[id] = f"{id} has the invalid offsets {offsets!r}"
        return
    spans = [(int(s), int(e)) for s, e in (pair.split() for pair in offsets.split(";"))]
    reason = mismatch(text, spans, shown)
    if reason is not None:
        standoff.broken[id] = f"{id} {reason}"
        return
    standoff.marks[id] = Mark(type=type, spans=spans)


def _parse_event(id: str, body: str, standoff: Standoff) -> None:
    parts = body.split()
    if not parts or ":" not in parts[0]:
        raise ValueError(f"event {id} has no type")
    if id in standoff.events:
        raise ValueError(f"a second event has the id {id}")
    arguments = [(role, mark) for role, _, mark in (part.partition(":") for part in parts[1:])]
    standoff.events[id] = Event(
        type=parts[0].partition(":")[0],
        arguments=[(_NUMBERED.sub("", role), mark) for role, mark in arguments],
    )


def mismatch(text: str, spans: list[Span], shown: str) -> str | None:
    """Why `spans` can't be what `shown` (their text as the file gives it) stands for, or None.

    White space is not compared, since brat writes line ends as spaces.
    """
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            return f"[{start}, {end}] is not a span of a text of {len(text)} characters"
    there = " ".join(text[start:end] for start, end in spans)
    if shown and _squeezed(there) != _squeezed(shown):
        return f"reads {_short(shown)} but the text has {_short(there)} there"
    return None


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def mark_line(number: int, type: str, spans: list[Span], text: str) -> str:
    """A line for a text-bound annotation."""
    offsets = ";".join(f"{start} {end}" for start, end in spans)
    shown = " ".join(text[start:end] for start, end in spans).replace("\n", " ")
    return f"T{number}\t{type} {offsets}\t{shown}"
