"""Tasks for Label Studio: finished annotations, or predictions for people to correct.

After Label Studio's description of pre-annotated tasks
(https://labelstud.io/guide/predictions). `onrecord.eval.gold.formats.label_studio.labelling` is the
project's configuration that goes with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.audit.files import write_atomically
from onrecord.eval.gold import values
from onrecord.eval.gold.analysis import as_gold
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.models.types import Analysis, Span

#: Names of the tags in the configuration.
LABELS_TAG: Final = "role"
TEXT_TAG: Final = "text"


def annotated_tasks(articles: Iterable[GoldArticle]) -> bytes:
    """Gold articles as annotated tasks, as Label Studio would export them."""
    return _encode([_task(a, annotations=[{"result": result_of(a)}]) for a in articles])


def predicted_tasks(
    articles: Sequence[GoldArticle], analyses: Sequence[Analysis], model_version: str
) -> bytes:
    """Tasks that show the model's answers as predictions to correct.

    Args:
        articles: texts and metadata; their attributions are not used.
        analyses: the model's answer for each.
        model_version: what Label Studio names beside a prediction.

    Raises:
        ValueError: the two are not of the same length.
    """
    tasks = []
    for article, analysis in zip(articles, analyses, strict=True):
        told = as_gold(analysis, id=article.id, text=article.text, meta=article.meta)
        scores = {a.id: a.confidence for a in analysis.attributions}
        prediction: dict[str, Any] = {
            "model_version": model_version,
            "result": result_of(told, scores),
        }
        if scores:
            prediction["score"] = round(sum(scores.values()) / len(scores), 4)
        tasks.append(_task(told, predictions=[prediction]))
    return _encode(tasks)


def write_tasks(tasks: bytes, path: Path) -> None:
    """Write tasks to a file.

    Raises:
        OnRecordError: `path` can't be written.
    """
    write_atomically(path, tasks)


def _encode(tasks: list[dict[str, Any]]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(tasks), indent=1) + b"\n"


def _task(article: GoldArticle, **results: Any) -> dict[str, Any]:
    return {"data": {"id": article.id, **article.meta, "text": article.text}, **results}


def result_of(
    article: GoldArticle, scores: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """The regions, relations and choices of an article's attributions.

    Identical source pieces of several attributions are one region, so that a name is
    marked once however much it says. Attributions without any words can't be shown.

    Args:
        article: the text and its attributions.
        scores: confidence by id of the attribution, shown with its regions.
    """
    result = _Result(article.text, scores or {})
    for attribution in article.attributions:
        result.add(attribution, nested=False)
    for attribution in article.nested:
        result.add(attribution, nested=True)
    return [*result.regions, *result.descriptions, *result.relations]


class _Result:
    def __init__(self, text: str, scores: Mapping[str, float]) -> None:
        self.text = text
        self.scores = scores
        self.regions: list[dict[str, Any]] = []
        self.descriptions: list[dict[str, Any]] = []
        self.relations: list[dict[str, Any]] = []
        self._sources: dict[Span, str] = {}

    def add(self, attribution: GoldAttribution, *, nested: bool) -> None:
        centre: str | None = None
        for role in ("cue", "content", "source"):
            first: str | None = None
            for n, span in enumerate(getattr(attribution, role)):
                # Without a cue a shared source would join what belongs to different people.
                shared = role == "source" and bool(attribution.cue)
                region = self._region(attribution, role, n, span, shared=shared)
                if centre is None:
                    centre = region
                    self._describe(attribution, region, span, nested=nested)
                else:
                    # Everything hangs on the cue; pieces of a mention on its first one.
                    on_cue = bool(attribution.cue) and role != "cue"
                    self._link(centre if on_cue else first or centre, region, role)
                first = first or region

    def _region(
        self, attribution: GoldAttribution, role: str, n: int, span: Span, *, shared: bool
    ) -> str:
        if shared and span in self._sources:
            return self._sources[span]
        id = f"{attribution.id}/{role}/{n}"
        item: dict[str, Any] = {
            "id": id,
            "from_name": LABELS_TAG,
            "to_name": TEXT_TAG,
            "type": "labels",
            "value": {**self._place(span), "labels": [role.capitalize()]},
        }
        if attribution.id in self.scores:
            item["score"] = self.scores[attribution.id]
        self.regions.append(item)
        if shared:
            self._sources[span] = id
        return id

    def _place(self, span: Span) -> dict[str, Any]:
        return {"start": span[0], "end": span[1], "text": self.text[span[0] : span[1]]}

    def _link(self, one: str, other: str, role: str) -> None:
        relation = {"from_id": one, "to_id": other, "type": "relation", "direction": "right"}
        self.relations.append({**relation, "labels": [role]})

    def _describe(
        self, attribution: GoldAttribution, region: str, span: Span, *, nested: bool
    ) -> None:
        a = attribution
        said: dict[str, str | None] = {
            "code": values.format_code(a.code, a.withheld),
            "sector": a.sector,
            "unnamed": a.unnamed,
            "insider": None if a.insider is None else values.format_insider(a.insider),
            "nested": "true" if nested else None,
            "canonical": a.canonical,
        }
        for name, value in said.items():
            if value is not None:
                type, key = ("textarea", "text") if name == "canonical" else ("choices", "choices")
                self.descriptions.append(
                    {
                        "id": region,
                        "from_name": name,
                        "to_name": TEXT_TAG,
                        "type": type,
                        "value": {**self._place(span), key: [value]},
                    }
                )
