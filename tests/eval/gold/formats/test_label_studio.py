"""Label Studio: exports read, tasks written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord.eval.gold import GoldArticle, GoldError, load_annotated, load_gold
from onrecord.eval.gold.analysis import analysis_of
from onrecord.eval.gold.formats.label_studio.labelling import labelling_config
from onrecord.eval.gold.formats.label_studio.tasks import (
    annotated_tasks,
    predicted_tasks,
    result_of,
)
from onrecord.models.labels import SECTORS

Written = Callable[..., Path]
TEXT = "🦊 Ada Brook said:\n“It rains.”"


def region(id: str, start: int, end: int, label: str, text: str | None = None) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text or TEXT[start:end], "labels": [label]}
    return {"id": id, "from_name": "role", "to_name": "text", "type": "labels", "value": value}


def link(one: str, other: str) -> dict[str, Any]:
    return {"from_id": one, "to_id": other, "type": "relation", "direction": "left"}


def said(id: str, name: str, value: str) -> dict[str, Any]:
    type, key = ("textarea", "text") if name == "canonical" else ("choices", "choices")
    return {"id": id, "from_name": name, "to_name": "text", "type": type, "value": {key: [value]}}


RESULT = [
    region("x1", 2, 11, "Source"),
    region("x2", 12, 16, "Cue"),
    region("x3", 18, 29, "Content"),
    region("x4", 0, 1, "Something else"),
    link("x2", "x1"),
    link("x3", "x2"),
    said("x1", "code", "P"),
    said("x1", "sector", "government"),
    said("x1", "canonical", "Ada Brook"),
]


def task(*results: list[dict[str, Any]], **data: Any) -> dict[str, Any]:
    annotations = [{"id": i, "completed_by": i, "result": r} for i, r in enumerate(results)]
    return {"id": 41, "data": {"text": TEXT} | data, "annotations": annotations}


def export(written: Written, *tasks: Any) -> Path:
    return written("export.json", json.dumps(list(tasks)))


def test_regions_relations_and_choices_make_an_attribution(written: Written) -> None:
    (article,) = load_gold(export(written, task(RESULT, publisher="The Courier"))).articles
    assert article.id == "task-41"
    assert article.meta["publisher"] == "The Courier"
    (only,) = article.attributions
    assert (only.id, only.source, only.cue) == ("x2", [(2, 11)], [(12, 16)])
    assert only.content == [(18, 29)]
    assert (only.code, only.sector, only.canonical) == ("P", "government", "Ada Brook")


def test_what_is_said_on_the_cue_wins(written: Written) -> None:
    result = [*RESULT, said("x2", "code", "X!"), said("x2", "canonical", "an aide")]
    (only,) = load_gold(export(written, task(result))).articles[0].attributions
    assert (only.code, only.withheld, only.canonical) == ("X", True, "an aide")
    assert only.sector == "government"


def test_offsets_in_utf16_are_understood(written: Written) -> None:
    # The fox is two UTF-16 units, so that everything behind it lies one further.
    result = [
        region("x1", 3, 12, "Source", "Ada Brook"),
        region("x2", 13, 17, "Cue", "said"),
        region("x3", 17, 30, "Content", ":\\n“It rains.”"),
        link("x2", "x1"),
        link("x2", "x3"),
    ]
    (only,) = load_gold(export(written, task(result))).articles[0].attributions
    assert (only.source, only.cue, only.content) == ([(2, 11)], [(12, 16)], [(16, 29)])


@pytest.mark.parametrize(
    ("broken", "item", "reason"),
    [
        (region("x2", 12, 99, "Cue", "said"), "x2", "[12, 99] is not a span"),
        (region("x2", 11, 15, "Cue", "said"), "x2", "it reads 'said' but the text has"),
        (
            {"id": "x2", "type": "labels", "value": {"start": "/p[1]", "labels": ["Cue"]}},
            "x2",
            "its start and end are not numbers",
        ),
        (said("x1", "code", "Z"), "x3", "unknown code 'Z'"),
    ],
)
def test_what_cannot_be_used_is_named_or_left_out(
    written: Written, broken: dict[str, Any], item: str, reason: str
) -> None:
    kept = [r for r in RESULT if (r.get("id"), r["type"]) != (broken["id"], broken["type"])]
    good = task(RESULT, id="good")
    result = [*kept, link("x3", "x1"), broken]
    with pytest.raises(GoldError) as caught:
        load_gold(export(written, good, task(result, id="bad")))
    where = item if item == "x2" else "x2"
    assert f"bad/{where}: " in str(caught.value) and reason in str(caught.value)
    data = load_gold(export(written, good, task(result, id="bad")), lenient=True)
    assert [p.id for p in data.skipped] == [f"bad/{where}"]
    assert len(data.articles[0].attributions) == 1


@pytest.mark.parametrize(
    "broken",
    [7, {}, {"data": {"audio": "x"}}, {"data": {"text": TEXT}, "annotations": [{"result": "x"}]}],
)
def test_what_is_no_task_is_a_fault(written: Written, broken: Any) -> None:
    path = export(written, task(RESULT), broken)
    with pytest.raises(GoldError, match="task 2: it "):
        load_gold(path)
    assert len(load_gold(path, lenient=True).articles) == 1


def test_unannotated_and_cancelled_work_is_no_gold(written: Written) -> None:
    cancelled = task(RESULT, id="cancelled")
    cancelled["annotations"][0]["was_cancelled"] = True
    data = load_gold(export(written, task(RESULT), task(id="fresh"), cancelled))
    assert [a.id for a in data.articles] == ["task-41"]
    assert [w.id for w in data.warnings] == ["fresh", "cancelled"]


def test_several_annotators_with_ground_truth_first(written: Written) -> None:
    both = task([], RESULT)
    both["annotations"][0]["completed_by"] = {"id": 5, "email": "kim@courier.example"}
    path = export(written, both)
    assert load_annotated([path]).annotators == ["kim@courier.example", "1"]
    both["annotations"][1]["ground_truth"] = True
    path = export(written, both)
    assert load_annotated([path]).annotators == ["1", "kim@courier.example"]
    assert len(load_gold(path).articles[0].attributions) == 1


def test_not_an_export(written: Written) -> None:
    with pytest.raises(GoldError, match="is not a Label Studio export: it is not JSON"):
        load_gold(written("a.json", "[{"))
    with pytest.raises(GoldError, match="is not a Label Studio export"):
        load_gold(written("b.json", '{"id": 1}'), format="label-studio")


def test_a_shared_source_is_one_region(article: GoldArticle) -> None:
    first, second = article.attributions[0], article.attributions[1]
    sharing = GoldArticle(
        id="a",
        text=article.text,
        attributions=[
            first,
            type(second)(id="E2", source=first.source, cue=second.cue, content=[]),
        ],
    )
    marked = [r["value"]["text"] for r in result_of(sharing) if r["type"] == "labels"]
    assert marked.count("Ada Brook") == 1


def test_predictions_become_gold_when_they_are_submitted(
    article: GoldArticle, written: Written
) -> None:
    analysis = analysis_of(article)
    tasks = json.loads(predicted_tasks([article], [analysis], "onrecord 0.1.0"))
    assert [list(t) for t in tasks] == [["data", "predictions"]]
    (prediction,) = tasks[0]["predictions"]
    assert prediction["model_version"] == "onrecord 0.1.0" and prediction["score"] == 1.0
    # Submitting copies a prediction's result into an annotation.
    tasks[0]["annotations"] = [{"result": prediction["result"]}]
    (corrected,) = load_gold(export(written, *tasks)).articles
    assert corrected.meta == article.meta
    by_start = sorted(article.attributions, key=lambda a: min([*a.source, *a.cue, *a.content]))
    for told, gold in zip(corrected.attributions, by_start, strict=True):
        for field in ("source", "cue", "content", "code", "withheld", "sector", "canonical"):
            assert getattr(told, field) == getattr(gold, field)


def test_predictions_need_as_many_articles(article: GoldArticle) -> None:
    with pytest.raises(ValueError, match="shorter"):
        predicted_tasks([article], [], "x")


def test_the_configuration_names_what_the_tasks_say(article: GoldArticle) -> None:
    view = ElementTree.fromstring(labelling_config())
    tags = {e.get("name"): e for e in view.iter() if e.get("name")}
    results = json.loads(annotated_tasks([article]))[0]["annotations"][0]["result"]
    for item in results:
        if item["type"] == "relation":
            labels = {e.get("value") for e in view.iter("Relation")}
            assert set(item["labels"]) <= labels
            continue
        tag = tags[item["from_name"]]
        assert tag.get("toName") == item["to_name"] == "text"
        values = item["value"][item["type"] if item["type"] != "textarea" else "text"]
        if item["type"] != "textarea":
            assert set(values) <= {e.get("alias") or e.get("value") for e in tag}
    assert {e.get("value") for e in tags["sector"]} == set(SECTORS)
