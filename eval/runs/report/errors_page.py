"""The error browser: one page that shows the errors of a run in their passages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from onrecord.eval.gold.types import GoldAttribution
from onrecord.eval.matching import Pair
from onrecord.eval.runs.prediction_errors import MEANINGS, ErrorKind, EvaluationError
from onrecord.eval.runs.report.pages import render_page
from onrecord.eval.runs.report.role_passages import extent, segments, window
from onrecord.eval.runs.types import RunRecord
from onrecord.models.types import Analysis, Attribution

#: Errors of one kind that the page shows; all are in ``errors.jsonl``.
SHOWN: Final = 60
#: The commonest details of a kind that its heading lists.
DETAILS: Final = 6


def to_html(record: RunRecord, pairs: Sequence[Pair], errors: Sequence[EvaluationError]) -> str:
    """The page. Errors come in the order of `errors`, at most sixty of a kind."""
    by_id = {pair.article.id: pair for pair in pairs}
    groups: dict[ErrorKind, list[EvaluationError]] = {}
    for error in errors:
        groups.setdefault(error.kind, []).append(error)
    kinds = [
        {
            "name": kind,
            "id": kind.replace(" ", "-"),
            "meaning": MEANINGS[kind],
            "total": len(own),
            "details": Counter(e.detail for e in own if e.detail).most_common(DETAILS),
            "errors": [_shown(error, by_id[error.article]) for error in own[:SHOWN]],
        }
        for kind, own in groups.items()
    ]
    context = {
        "name": record.signature.predictor.name,
        "line": record.signature.line(),
        "total": len(errors),
        "kinds": kinds,
    }
    return render_page("errors.html.jinja", context)


def _shown(error: EvaluationError, pair: Pair) -> dict[str, Any]:
    text = pair.article.text
    gold = _chosen(pair.article.attributions, error.gold)
    predicted = _chosen(pair.analysis.attributions, error.predicted)
    around = extent([*gold, *predicted]) or (0, 0)
    passage = window(text, around)
    return {
        "article": error.article,
        "offset": around[0],
        "confidence": error.confidence,
        "detail": error.detail,
        "sides": [
            {
                "name": "gold",
                "who": [_gold_source(a) for a in gold],
                "segments": segments(text, passage, gold),
            },
            {
                "name": "predicted",
                "who": [_predicted_source(a, pair.analysis) for a in predicted],
                "segments": segments(text, passage, predicted),
            },
        ],
    }


def _chosen(attributions: Sequence[Any], ids: Sequence[str]) -> list[Any]:
    by_id: Mapping[str, Any] = {attribution.id: attribution for attribution in attributions}
    return [by_id[id] for id in ids]


def _gold_source(attribution: GoldAttribution) -> str:
    code = attribution.code or "not coded"
    return f"{code}: {attribution.canonical}" if attribution.canonical else code


def _predicted_source(attribution: Attribution, analysis: Analysis) -> str:
    names = {source.id: source.name for source in analysis.sources}
    name = names.get(attribution.source_id or "")
    return f"{attribution.code}: {name}" if name else attribution.code
