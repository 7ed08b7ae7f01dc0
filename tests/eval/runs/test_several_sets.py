"""Runs over several data sets, and the card made of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from onrecord.eval.compare.compare import compare_runs
from onrecord.eval.gold.formats.jsonl import write_jsonl
from onrecord.eval.metrics import score, summary
from onrecord.eval.runs.predictions import Prediction, write_predictions
from onrecord.eval.runs.report.card import write_card
from onrecord.eval.runs.report.ceiling import Ceiling, read_ceiling
from onrecord.eval.runs.report.figure_names import Named, headline_lines
from onrecord.eval.runs.run import read_record, run_evaluation
from onrecord.models.errors import OnRecordError
from onrecord.models.types import Analysis
from tests.eval.corpora import random_corpus

pytestmark = pytest.mark.slow

SETS = ("north", "south")


@pytest.fixture(scope="module")
def analyses() -> dict[str, list[Analysis]]:
    return {}


@pytest.fixture(scope="module")
def run(
    tmp_path_factory: pytest.TempPathFactory, analyses: dict[str, list[Analysis]]
) -> Iterator[Path]:
    """A run over two data sets of twenty articles each."""
    folder = tmp_path_factory.mktemp("sets")
    predicted = []
    for seed, name in enumerate(SETS):
        golds, answers = random_corpus(seed, articles=20)
        golds = [msgspec.structs.replace(a, id=f"{name}-{i}") for i, a in enumerate(golds)]
        (folder / name).mkdir()
        write_jsonl(golds, folder / name / "dev.jsonl")
        analyses[name] = answers
        predicted += [Prediction(id=a.id, analysis=p) for a, p in zip(golds, answers, strict=True)]
    write_predictions(predicted, folder / "p.jsonl")
    out = folder / "run"
    run_evaluation(
        [folder / name / "dev.jsonl" for name in SETS],
        out,
        predictions=folder / "p.jsonl",
        resamples=50,
    )
    yield out


def test_each_set_has_the_figures_of_a_run_of_its_own(
    run: Path, analyses: dict[str, list[Analysis]]
) -> None:
    record = read_record(run)
    assert [part.row.name for part in record.sets] == ["north/dev", "south/dev"]
    for seed, (name, part) in enumerate(zip(SETS, record.sets, strict=True)):
        golds, _ = random_corpus(seed, articles=20)
        alone = summary(score(golds, analyses[name]))
        for figure in ("sector.mean_recall", "right_speaker.f1", "balance.error", "type.accuracy"):
            assert part.row.figures[figure] == pytest.approx(alone[figure], abs=1e-12)
            low, high = part.row.intervals[figure]
            assert low <= alone[figure] <= high
    assert record.row.articles == 40
    assert [(row.value, row.size) for row in record.article_slices["data set"]] == [
        ("north/dev", 20),
        ("south/dev", 20),
    ]


def test_sector_recall_is_pooled_over_the_sets(run: Path) -> None:
    record = read_record(run)
    for sector in ("justice", "advocacy"):
        parts = [part.row.figures for part in record.sets]
        found = sum(p[f"sector.{sector}.found"] for p in parts)
        right = sum(
            p.get(f"sector.{sector}.recall", 0) * p[f"sector.{sector}.found"] for p in parts
        )
        assert record.row.figures[f"sector.{sector}.recall"] == pytest.approx(right / found)


def test_reports_and_the_command_show_each_set(run: Path) -> None:
    for name in ("report.md", "report.html"):
        page = (run / name).read_text()
        assert "north/dev" in page and "south/dev" in page
    lines = headline_lines(read_record(run))
    assert all("north/dev" in line and "south/dev" in line for line in lines)


def test_the_signature_holds_the_split(run: Path) -> None:
    signature = read_record(run).signature
    assert signature.data.split == "dev"
    assert "|split:dev|" in signature.line()
    assert len(signature.data.paths) == 2


def test_a_comparison_finds_all_sets_again(run: Path) -> None:
    compared = compare_runs(run, run, rounds=20, resamples=20).comparison
    assert {test.articles for test in compared.tests} == {40}
    assert {t.value for t in compared.slices if t.dimension == "data set"} == {
        "north/dev",
        "south/dev",
    }


def test_articles_of_one_id_in_two_sets_are_refused(run: Path, tmp_path: Path) -> None:
    data = run.parent / "north" / "dev.jsonl"
    (tmp_path / "dev.jsonl").write_bytes(data.read_bytes())
    with pytest.raises(OnRecordError, match="both have an article north-0"):
        run_evaluation([data, tmp_path / "dev.jsonl"], tmp_path / "out")


def test_the_card_has_a_column_a_set_and_one_of_people(run: Path, tmp_path: Path) -> None:
    record = read_record(run)
    people = Ceiling(title="two people", note="Apart.", figures={"right_speaker.f1": [0.9, 0.95]})
    write_card(tmp_path, {"all of it": record, "again": record}, "# Model", people)
    card = (tmp_path / "README.md").read_text()
    head = next(line for line in card.splitlines() if line.startswith("| figure | all of it"))
    assert head == "| figure | all of it | north/dev | south/dev | again | two people |"
    (line,) = [line for line in card.splitlines() if ": right speaker |" in line]
    assert line.endswith("| .900 to .950 |")
    assert "*two people*: Apart." in card
    assert "| data set | n |" in card and "| label | n |" in card
    assert "## By slice (again)" in card
    measured = json.loads((tmp_path / "figures.json").read_text())
    assert measured["measured_on"] == "all of it, 40 articles"


def test_figures_of_annotators_are_read_from_a_file(tmp_path: Path) -> None:
    own = read_ceiling(Path(__file__).resolve().parents[3] / "tools" / "annotators.toml")
    assert own.shown(Named("right_speaker.f1", "")) == ".907 to .924"
    assert own.shown(Named("balance.error", "", points=True)) == "1.3 to 2.4"
    assert own.shown(Named("code.accuracy", "")) == "–"
    (tmp_path / "a.toml").write_text("title = 3")
    with pytest.raises(OnRecordError, match="does not give figures of annotators"):
        read_ceiling(tmp_path / "a.toml")
    with pytest.raises(OnRecordError, match="can't be read"):
        read_ceiling(tmp_path / "b.toml")
