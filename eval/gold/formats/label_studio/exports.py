"""Exports of Label Studio (JSON): tasks with regions, relations and choices.

After Label Studio's description of its task format (https://labelstud.io/guide/task_format):
a task has `data` and `annotations`; a result of type ``labels`` marks a region of the
text, one of type ``relation`` links two, and results of type ``choices`` and ``textarea``
with a region's id say something about it. Regions of the labels Source, Cue and Content
make attributions as `onrecord.eval.gold.grouping` says; what is said of them
(`DESCRIPTIONS`) is read from the cue, else the content, else the source.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.eval.gold import values
from onrecord.eval.gold.annotated import NAMELESS, AnnotatedArticle, checked_annotators
from onrecord.eval.gold.file_contents import parse_json, read_bytes
from onrecord.eval.gold.formats.rows import metadata
from onrecord.eval.gold.formats.standoff import mismatch
from onrecord.eval.gold.grouping import Group, Region, group, role_of
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldAttribution
from onrecord.models.types import Span

#: Names of the tags of the labelling configuration that describe an attribution.
DESCRIPTIONS: Final = ("code", "sector", "unnamed", "insider", "nested", "canonical")
#: How OnRecord names the regions of an attribution: its id, the role, a number.
REGION_ID: Final = re.compile(r"(?P<id>.+)/(?:source|cue|content)/\d+", re.DOTALL)


class Item(msgspec.Struct):
    """A result: a region, a relation, or something said about a region."""

    type: str | None = None
    id: str | None = None
    from_name: str | None = None
    value: dict[str, Any] = {}
    from_id: str | None = None
    to_id: str | None = None


class Annotation(msgspec.Struct):
    """One person's work on a task."""

    result: list[Item] = []
    completed_by: int | str | dict[str, Any] | None = None
    was_cancelled: bool | None = None
    ground_truth: bool | None = None


class Task(msgspec.Struct):
    """A text with what people have said of it."""

    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[Annotation] | None = None


def read_label_studio(path: Path, problems: Problems) -> list[tuple[str, AnnotatedArticle]]:
    """The annotated tasks of an export, with the file; what can't be used goes to `problems`.

    Each annotation that was not cancelled is an annotator's, named by their e-mail or
    number; an annotation marked as ground truth comes first. The article's id is the
    column `id` of its data, else the task's number. Tasks that nobody has annotated are
    warned of.

    Raises:
        GoldError: the file can't be read or is not such an export, or `problems` is strict and
            an item can't be used.
    """
    try:
        tasks = parse_json(read_bytes(path))
    except ValueError as error:
        raise GoldError(f"{path} is not a Label Studio export: {error}.") from error
    if not isinstance(tasks, list):
        raise GoldError(f"{path} is not a Label Studio export; export the project as JSON.")
    articles = []
    for number, task in enumerate(tasks, start=1):
        article = _article(task, str(path), f"task {number}", problems)
        if article is not None:
            articles.append((str(path), checked_annotators(article, str(path), problems)))
    return articles


def _article(raw: Any, file: str, place: str, problems: Problems) -> AnnotatedArticle | None:
    try:
        task = msgspec.convert(raw, Task)
    except msgspec.ValidationError as error:
        problems.fault(file, place, f"it is not a task: {error}")
        return None
    text = task.data.get("text")
    if not isinstance(text, str):
        problems.fault(file, place, "it has no text in data.text")
        return None
    id = str(task.data.get("id") or f"task-{task.id or place.removeprefix('task ')}")
    done = [a for a in task.annotations or [] if not a.was_cancelled]
    if not done:
        problems.warn(file, id, "nobody has annotated it")
        return None
    annotators: dict[str, list[GoldAttribution]] = {}
    nested: dict[str, list[GoldAttribution]] = {}
    for annotation in sorted(done, key=lambda a: not a.ground_truth):
        name = _annotator(annotation, task.data, len(annotators))
        where = f"{id}/{name}" if len(done) > 1 else id
        annotators[name], inner = _attributions(annotation.result, text, file, where, problems)
        if inner:
            nested[name] = inner
    return AnnotatedArticle(
        id=id, text=text, annotators=annotators, nested=nested, meta=metadata(task.data)
    )


def _annotator(annotation: Annotation, data: Mapping[str, Any], earlier: int) -> str:
    by = annotation.completed_by
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    if by is None:
        by = f"annotator {earlier + 1}" if earlier else data.get("annotator", NAMELESS)
    return str(by)


def _attributions(
    result: Iterable[Item], text: str, file: str, where: str, problems: Problems
) -> tuple[list[GoldAttribution], list[GoldAttribution]]:
    """The outermost and the nested attributions of an annotation's results."""
    regions: list[Region] = []
    links: list[tuple[str, str]] = []
    described: dict[str, dict[str, str]] = {}
    offsets = _Offsets(text)
    for item in result:
        if item.type == "relation":
            links.append((item.from_id or "", item.to_id or ""))
        elif item.type in ("labels", "hypertextlabels"):
            try:
                region = _region(item, offsets)
            except ValueError as error:
                problems.fault(file, f"{where}/{item.id}", str(error))
                continue
            regions += [region] if region else []
        elif item.from_name in DESCRIPTIONS and item.id:
            said = _said(item.value)
            if said is not None:
                described.setdefault(item.id, {})[item.from_name] = said
    outermost: list[GoldAttribution] = []
    nested: list[GoldAttribution] = []
    for found, id in _named(group(regions, links)):
        told = _told_of(found, described)
        try:
            attribution = _attribution(found, id, told)
        except ValueError as error:
            problems.fault(file, f"{where}/{id}", str(error))
            continue
        (nested if told.get("nested") == "true" else outermost).append(attribution)
    return outermost, nested


def _region(item: Item, offsets: "_Offsets") -> Region | None:
    """The region that an item marks; None where its label is none of a role."""
    labels = item.value.get(item.type or "")
    names = labels if isinstance(labels, list) else []
    role = next((r for r in map(role_of, map(str, names)) if r), None)
    if role is None:
        return None
    return Region(id=item.id or "", role=role, spans=[offsets.span(item.value)])


def _said(value: Mapping[str, Any]) -> str | None:
    """What a choice or a text field says."""
    said = value.get("choices") or value.get("text")
    if isinstance(said, list):
        said = said[0] if said else None
    return said if isinstance(said, str) else None


def _named(groups: Iterable[Group]) -> list[tuple[Group, str]]:
    """Groups with ids: OnRecord's own where a region still bears it, else the centre's."""
    named, taken = [], set()
    for found in groups:
        centre = found.regions[0].id
        own = REGION_ID.fullmatch(centre)
        id = own["id"] if own and own["id"] not in taken else centre
        taken.add(id)
        named.append((found, id))
    return named


def _told_of(found: Group, described: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    told: dict[str, str] = {}
    for role in ("cue", "content", "source"):
        for region in found.regions:
            if region.role == role:
                told = {**described.get(region.id, {}), **told}
    return told


def _attribution(found: Group, id: str, told: Mapping[str, str]) -> GoldAttribution:
    coding = values.parse_coding(
        told.get("code"),
        sector=told.get("sector"),
        canonical=told.get("canonical"),
        unnamed=told.get("unnamed"),
        insider=told.get("insider"),
    )
    return GoldAttribution(
        id=id,
        source=found.spans("source"),
        cue=found.spans("cue"),
        content=found.spans("content"),
        **msgspec.structs.asdict(coding),
    )


class _Offsets:
    """Spans of a text from a region's offsets.

    Label Studio counts code points, as Python does; versions before 1.5 counted UTF-16
    units (https://github.com/HumanSignal/label-studio/issues/1347). The region's own text
    tells which, where the two differ.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._points: list[int] | None = None

    def span(self, value: Mapping[str, Any]) -> Span:
        """The span of a region.

        Raises:
            ValueError: the offsets are none of this text, or other words stand there.
        """
        start, end, shown = value.get("start"), value.get("end"), value.get("text")
        if not isinstance(start, int) or not isinstance(end, int):
            raise ValueError("its start and end are not numbers (annotate plain text, not HTML)")
        shown = shown if isinstance(shown, str) else ""
        reason = mismatch(self._text, [(start, end)], shown)
        if reason is None:
            return start, end
        # Label Studio may spell the line ends of a region's text as a backslash and an n.
        for span in ((start, end), self._from_utf16(start, end)):
            for spelt in (shown, shown.replace("\\n", "\n")):
                if span and shown and mismatch(self._text, [span], spelt) is None:
                    return span
        raise ValueError(f"it {reason}" if "reads" in reason else reason)

    def _from_utf16(self, start: int, end: int) -> Span | None:
        if self._points is None:
            # The code point that each UTF-16 unit belongs to, and one past the last.
            units = [i for i, c in enumerate(self._text) for _ in range(1 + (ord(c) > 0xFFFF))]
            self._points = [*units, len(self._text)]
        if 0 <= start < end < len(self._points):
            return self._points[start], self._points[end]
        return None
