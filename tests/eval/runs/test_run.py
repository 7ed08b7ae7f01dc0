"""Evaluation runs: what they write, and what they say of unusable input."""

import html
import json
import math
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.eval.gold.formats.jsonl import write_jsonl
from onrecord.eval.metrics import score, summary
from onrecord.eval.runs.predictions import Prediction, align, read_predictions, write_predictions
from onrecord.eval.runs.report.figure_names import GROUPS, HEADLINES, number
from onrecord.eval.runs.report.run_report import definitions
from onrecord.eval.runs.run import read_record, run_evaluation
from onrecord.models.errors import OnRecordError
from tests.eval.conftest import Files
from tests.eval.corpora import gold, predict, words_article
from tests.full_disk import full_disk

pytestmark = pytest.mark.slow

FILES = {
    "figures.json",
    "report.md",
    "report.html",
    "errors.html",
    "errors.jsonl",
    "predictions.jsonl",
    "timing.json",
}


def numbers(node: Any) -> list[float]:
    if isinstance(node, dict):
        return [n for value in node.values() for n in numbers(value)]
    if isinstance(node, list):
        return [n for value in node for n in numbers(value)]
    return [node] if isinstance(node, float) else []


@pytest.fixture(scope="module")
def run(corpus_files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "new" / "good"
    run_evaluation(corpus_files.data, out, predictions=corpus_files.good, resamples=100)
    return out


def test_a_run_writes_all_its_files(run: Path) -> None:
    assert {path.name for path in run.iterdir()} == FILES


def test_the_record_holds_the_figures_of_score(run: Path, corpus_files: Files) -> None:
    record = read_record(run)
    predicted = align(corpus_files.articles, read_predictions(corpus_files.good), Path("p"))
    figures = summary(score(corpus_files.articles, predicted))
    assert figures.pop("articles") == 12
    assert figures.pop("missing") == 0
    for name, value in figures.items():
        assert record.row.figures[name] == pytest.approx(value, abs=1e-12), name
    low, high = record.row.intervals["labels.macro_f1"]
    assert low < record.row.figures["labels.macro_f1"] < high


def test_every_row_has_floor_beside_it(run: Path) -> None:
    record = read_record(run)
    assert [row.name for row in record.rows] == ["good.jsonl", "rules", "quotes", "majority"]
    assert "no human row" in " ".join(record.notes)


def test_nothing_that_is_passed_on_is_nan(run: Path) -> None:
    found = numbers(json.loads((run / "figures.json").read_text()))
    assert len(found) > 500
    assert all(math.isfinite(value) for value in found)
    for name in ("report.md", "report.html", "errors.html"):
        assert not re.search(r"\bnan\b", (run / name).read_text(), re.IGNORECASE)


def test_the_same_inputs_give_the_same_bytes(
    run: Path, corpus_files: Files, tmp_path: Path
) -> None:
    run_evaluation(corpus_files.data, tmp_path, predictions=corpus_files.good, resamples=100)
    for name in FILES - {"timing.json"}:
        assert (tmp_path / name).read_bytes() == (run / name).read_bytes(), name


def test_the_signature_pins_package_data_predictions_and_seed(run: Path) -> None:
    signature = read_record(run).signature
    line = signature.line()
    assert signature.data.sha256[:12] in line
    assert signature.predictor.signature[:12] in line
    assert f"seed:{signature.settings.seed}" in line
    assert "onrecord:" in line


def test_slices_cover_the_articles(run: Path) -> None:
    record = read_record(run)
    assert [row.value for row in record.article_slices["section"]] == ["north", "south"]
    assert sum(row.size for row in record.article_slices["section"]) == 12
    assert sum(row.size for row in record.article_slices["words"]) == 12
    assert set(record.attribution_slices) >= {"label", "code", "type", "sector", "style", "length"}


def test_pages_need_nothing_else_and_let_nothing_in(run: Path) -> None:
    for name in ("report.html", "errors.html"):
        page = (run / name).read_text()
        assert "default-src 'none'" in html.unescape(page)
        assert not re.search(r"""(?:src|href)=["'](?!data:,|#)""", page)
        assert "<script" not in page


def test_every_named_figure_exists(run: Path) -> None:
    known = set(read_record(run).row.figures)
    named = {entry.figure for group in GROUPS.values() for entry in group}
    named |= {entry.figure for entry in HEADLINES}
    assert named <= known
    assert {name.split(".")[0] for name in named} - {"ranking"} <= set(definitions())


def test_a_full_disk_leaves_the_run_that_was_there(corpus_files: Files, tmp_path: Path) -> None:
    """A folder never holds the report of one run and the figures of another."""

    def evaluate(predictions: Path) -> None:
        run_evaluation(corpus_files.data, tmp_path, predictions=predictions, resamples=10)

    evaluate(corpus_files.good)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    largest = max(map(len, before.values()))
    with full_disk(largest // 2), pytest.raises(OnRecordError, match="File too large"):
        evaluate(corpus_files.bad)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", sorted(FILES - {"figures.json", "timing.json"}))
def test_results_that_no_run_made_are_kept(name: str, corpus_files: Files, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(OnRecordError, match=f"{name} exists, but not the evaluation run"):
        run_evaluation(corpus_files.data, tmp_path, predictions=corpus_files.good, resamples=10)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_nothing_is_written_through_links_in_the_folder(
    corpus_files: Files, tmp_path: Path
) -> None:
    theirs, out = tmp_path / "theirs", tmp_path / "out"
    theirs.write_text("theirs")
    out.mkdir()
    for name in FILES:
        (out / name).symlink_to(theirs)
    run_evaluation(corpus_files.data, out, predictions=corpus_files.good, resamples=10)
    assert theirs.read_text() == "theirs"
    assert not any(path.is_symlink() for path in out.iterdir())


def test_text_is_escaped(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> & \x1b[31m"
    article = words_article(20, [gold(20, [(0, 1)], [(1, 2)], [(2, 8)], "P", hostile)])
    article = msgspec.structs.replace(article, text=article.text + " " + hostile, id="a|<b>")
    data = tmp_path / "gold.jsonl"
    write_jsonl([msgspec.structs.replace(article, meta={"section": hostile})], data)
    write_predictions([Prediction(id="a|<b>", analysis=predict([]))], tmp_path / "p.jsonl")
    run_evaluation(
        data, tmp_path / "out", predictions=tmp_path / "p.jsonl", slices=["section"], resamples=10
    )
    for name in ("report.html", "errors.html"):
        page = (tmp_path / "out" / name).read_text()
        assert "<script>alert" not in page
        assert "\x1b" not in page
    assert "&lt;script&gt;" in (tmp_path / "out" / "errors.html").read_text()


def test_missing_predictions_are_misses_and_said(corpus_files: Files, tmp_path: Path) -> None:
    lines = corpus_files.good.read_bytes().splitlines(keepends=True)
    (tmp_path / "p.jsonl").write_bytes(b"".join(lines[3:]))
    record = run_evaluation(
        corpus_files.data, tmp_path / "out", predictions=tmp_path / "p.jsonl", resamples=10
    )
    assert "3 of 12 articles have no prediction and count as misses: t0, t1, t2." in record.notes
    full = read_predictions(corpus_files.good)
    partial = [full[a.id] if i > 2 else None for i, a in enumerate(corpus_files.articles)]
    figures = score(corpus_files.articles, partial)
    assert record.row.figures["attributions.found.recall"] == figures.attributions.found.recall
    assert len(read_predictions(tmp_path / "out" / "predictions.jsonl")) == 9


def test_articles_without_words_are_said(corpus_files: Files, tmp_path: Path) -> None:
    articles = [*corpus_files.articles, words_article(0, [], id="void")]
    write_jsonl(articles, tmp_path / "gold.jsonl")
    record = run_evaluation(
        tmp_path / "gold.jsonl", tmp_path / "out", predictions=corpus_files.good, resamples=10
    )
    assert "1 articles have no words and do not count in any figure: void." in record.notes
    assert all(math.isfinite(value) for value in record.row.figures.values())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "elsewhere", "analysis": {}}', "is not a prediction"),
        ("nonsense", "is not a prediction"),
        ("", "has no predictions"),
    ],
)
def test_unusable_predictions(
    corpus_files: Files, tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "p.jsonl").write_text(content)
    with pytest.raises(OnRecordError, match=message):
        run_evaluation(corpus_files.data, tmp_path / "out", predictions=tmp_path / "p.jsonl")
    assert not (tmp_path / "out").exists()


def test_predictions_for_other_articles_are_refused(corpus_files: Files, tmp_path: Path) -> None:
    nothing = predict([])
    path = tmp_path / "p.jsonl"
    write_predictions([Prediction(id="elsewhere", analysis=nothing)], path)
    with pytest.raises(OnRecordError, match=r"not in the data \(elsewhere, for example\)"):
        run_evaluation(corpus_files.data, tmp_path / "out", predictions=path)
    write_predictions([Prediction(id="t0", analysis=nothing)] * 2, path)
    with pytest.raises(OnRecordError, match="the id t0 appears twice"):
        run_evaluation(corpus_files.data, tmp_path / "out", predictions=path)
    far = predict([gold(900, [], [], [(800, 850)])])
    write_predictions([Prediction(id="t0", analysis=far)], path)
    with pytest.raises(OnRecordError, match="is not in the article's text"):
        run_evaluation(corpus_files.data, tmp_path / "out", predictions=path)


def test_other_unusable_arguments(corpus_files: Files, tmp_path: Path) -> None:
    files = corpus_files
    with pytest.raises(OnRecordError, match="no column colour to slice by; it has section"):
        run_evaluation(files.data, tmp_path / "o", predictions=files.good, slices=["colour"])
    with pytest.raises(OnRecordError, match="not both"):
        run_evaluation(files.data, tmp_path / "o", predictions=files.good, model=tmp_path)
    with pytest.raises(OnRecordError, match="is a file"):
        run_evaluation(files.data, files.data, predictions=files.good)
    with pytest.raises(OnRecordError, match="can't be read"):
        run_evaluation(files.data, tmp_path / "o", predictions=tmp_path / "nowhere.jsonl")
    with pytest.raises(OnRecordError, match="has no evaluation run"):
        read_record(tmp_path)


def test_empty_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("")
    with pytest.raises(OnRecordError, match="there is nothing to measure on"):
        run_evaluation(tmp_path / "gold.jsonl", tmp_path / "out")
    write_jsonl([words_article(20, [])], tmp_path / "gold.jsonl")
    with pytest.raises(OnRecordError, match="no attribution"):
        run_evaluation(tmp_path / "gold.jsonl", tmp_path / "out")


def test_numbers_as_printed() -> None:
    assert number(0.8734, points=False) == ".873"
    assert number(1.0, points=False) == "1.000"
    assert number(-0.05, points=False) == "−.050"
    assert number(-0.0001, points=False) == ".000"
    assert number(-7.23, points=True) == "−7.2"
    assert number(0.04, points=True) == "0.0"


def test_the_shipped_model_is_evaluated(corpus_files: Files, tmp_path: Path) -> None:
    text = (
        "The harbour board will meet again on Friday.\n\n“We were never asked about the pier,” "
        "Ada Brook said. Officials said the work would take a year.\n"
    )
    start, end = text.index("“"), text.index("”") + 1
    name, cue = text.index("Ada"), text.index(" said") + 1
    attribution = gold(1, [], [], [], "P", "Ada Brook")
    attribution = msgspec.structs.replace(
        attribution, source=[(name, name + 9)], cue=[(cue, cue + 4)], content=[(start, end)]
    )
    article = msgspec.structs.replace(words_article(1, [attribution]), text=text, silver=None)
    write_jsonl([article], tmp_path / "gold.jsonl")
    record = run_evaluation(tmp_path / "gold.jsonl", tmp_path / "out", resamples=10)
    assert record.signature.predictor.version
    assert record.row.figures["attributions.found.recall"] == 1.0
    assert record.row.figures["name.accuracy"] == 1.0
    assert set(record.calibration) == {"words", "claims", "attributions"}
    assert record.row.intervals == {}, "one article gives no interval"


def test_the_documentation_names_every_metric() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "evaluation.md").read_text()
    for name in definitions():
        assert f"`{name}." in page or f"| {name} |" in page, name
