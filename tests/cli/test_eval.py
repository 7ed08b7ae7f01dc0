"""`onrecord eval convert` and `agreement` on small fictional gold data."""

import json
from pathlib import Path

import pytest
from msgspec import structs

from onrecord.cli.eval import convert, options, run
from onrecord.cli.main import main
from onrecord.eval.gold import load_gold
from onrecord.eval.gold.analysis import analysis_of
from onrecord.eval.gold.convert import PREDICTED_TASKS, TARGETS
from onrecord.eval.gold.formats.registry import FORMATS
from onrecord.eval.gold.loading.splits import SPLITS
from onrecord.eval.runs.predictions import Prediction, write_predictions

pytestmark = pytest.mark.slow

TEXT = "The bridge will stay closed until May, Mayor Anna Lindqvist said."
ROW = {
    "id": "bridge",
    "text": TEXT,
    "attributions": [
        {
            "id": "E1",
            "source": [[39, 59]],
            "cue": [[60, 64]],
            "content": [[0, 37]],
            "code": "P",
            "sector": "G",
            "canonical": "Anna Lindqvist",
        }
    ],
}


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_choices_are_those_of_the_modules_behind_them() -> None:
    assert options.FORMATS == FORMATS
    assert convert.TARGETS == TARGETS
    assert convert.TASKS == PREDICTED_TASKS
    assert run.SPLITS == SPLITS


def test_convert_there_and_back(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", ROW)
    folder, back = tmp_path / "brat", tmp_path / "back.jsonl"
    assert main(["eval", "convert", str(gold), "--to", "brat", "-o", str(folder)]) == 0
    assert main(["eval", "convert", str(folder), "--to", "jsonl", "-o", str(back)]) == 0
    (found,) = (json.loads(line) for line in back.read_text().splitlines())
    assert found["text"] == TEXT
    (attribution,) = found["attributions"]
    assert attribution["content"] == [[0, 37]]
    assert attribution["canonical"] == "Anna Lindqvist"


def test_a_bad_offset_is_named_and_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beyond = {**ROW["attributions"][0], "id": "E2", "content": [[70, 99]]}  # type: ignore[index]
    row = {**ROW, "attributions": [*ROW["attributions"], beyond]}  # type: ignore[misc]
    gold, out = written(tmp_path / "gold.jsonl", row), tmp_path / "out.jsonl"
    asked = ["eval", "convert", str(gold), "--to", "jsonl", "-o", str(out)]
    assert main(asked) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "E2" in line
    assert not out.exists()
    assert main([*asked, "--lenient"]) == 0
    assert "left out" in capsys.readouterr().err
    assert out.exists()


@pytest.mark.usefixtures("weights")
def test_tasks_show_what_the_model_says(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "bridge.txt").write_text(TEXT)
    out = tmp_path / "tasks.json"
    asked = ["eval", "convert", str(tmp_path / "drafts"), "--to", "label-studio-tasks"]
    assert main([*asked, "-o", str(out)]) == 0
    (task,) = json.loads(out.read_text())
    assert task["predictions"][0]["result"]


@pytest.mark.usefixtures("weights")
def test_run_writes_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, out = written(tmp_path / "gold.jsonl", ROW), tmp_path / "run"
    asked = ["eval", "run", "--data", str(gold), "-o", str(out), "--resamples", "20"]
    assert main(asked) == 0
    assert "Attributions found, F1" in capsys.readouterr().out
    figures = (out / "figures.json").read_bytes()
    assert {"report.md", "report.html", "predictions.jsonl"} <= {p.name for p in out.iterdir()}
    again = tmp_path / "again"
    predictions = ["--predictions", str(out / "predictions.jsonl")]
    assert main([*asked[:4], "-o", str(again), "--resamples", "20", *predictions]) == 0
    rows = [json.loads((d / "figures.json").read_bytes())["rows"][0] for d in (out, again)]
    assert rows[0]["figures"] == rows[1]["figures"]
    assert main(asked) == 0
    assert (out / "figures.json").read_bytes() == figures


def test_run_on_data_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "run", "--data", "nowhere.jsonl", "-o", "run"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err
    assert not Path("run").exists()


def test_compare_sees_no_difference_and_a_regression(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**ROW, "id": f"bridge-{n}"} for n in range(12)]
    gold = written(tmp_path / "gold.jsonl", *rows)
    right = analysis_of(load_gold(gold).articles[0])
    nothing = structs.replace(right, attributions=[], sources=[])
    for name, analysis in (("right", right), ("wrong", nothing)):
        found = [Prediction(id=str(row["id"]), analysis=analysis) for row in rows]
        write_predictions(found, tmp_path / f"{name}.jsonl")
        asked = ["eval", "run", "--data", str(gold), "-o", str(tmp_path / name)]
        asked += ["--predictions", str(tmp_path / f"{name}.jsonl"), "--resamples", "50"]
        assert main(asked) == 0
    gate = ["--gate", "attributions.found.f1:0.01", "--resamples", "50", "--rounds", "500"]
    right_run, wrong_run = str(tmp_path / "right"), str(tmp_path / "wrong")
    out = tmp_path / "comparison"
    assert main(["eval", "compare", right_run, right_run, *gate]) == 0
    assert main(["eval", "compare", wrong_run, right_run, *gate]) == 0
    assert main(["eval", "compare", right_run, wrong_run, *gate, "-o", str(out)]) == 1
    assert (out / "comparison.html").exists()
    assert main(["eval", "compare", right_run, wrong_run, "--gate", "nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_agreement_of_one_person_with_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kim = written(tmp_path / "kim.jsonl", ROW)
    shorter = {**ROW["attributions"][0], "content": [[4, 37]]}  # type: ignore[index]
    lee = written(tmp_path / "lee.jsonl", {**ROW, "attributions": [shorter]})
    assert main(["eval", "agreement", str(kim), str(lee)]) == 0
    assert "# Agreement" in capsys.readouterr().out
    out = tmp_path / "agreement.json"
    asked = ["eval", "agreement", str(kim), str(lee), "--format", "json", "-o", str(out)]
    assert main(asked) == 0
    found = json.loads(out.read_text())
    assert found["annotators"] == ["kim", "lee"]
    # The shorter content has six of the seven words of the longer one.
    assert found["together"]["roles"]["content"]["words_f1"] == pytest.approx(2 * 6 / (7 + 6))


def test_agreement_needs_two_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kim = written(tmp_path / "kim.jsonl", ROW)
    assert main(["eval", "agreement", str(kim)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
