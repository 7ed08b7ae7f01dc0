"""The model card: its figures are those of the runs it is written from."""

from pathlib import Path

import msgspec
import pytest

from onrecord.eval.runs.report.card import write_card
from onrecord.eval.runs.report.figure_names import GROUPS, figure
from onrecord.eval.runs.run import read_record, run_evaluation
from onrecord.eval.runs.types import RunRecord
from onrecord.models.errors import OnRecordError
from tests.eval.conftest import Files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def records(corpus_files: Files, tmp_path_factory: pytest.TempPathFactory) -> dict[str, RunRecord]:
    """A run of predictions that are mostly right, and one of others."""
    folder = tmp_path_factory.mktemp("card-runs")
    found = {}
    for name, predictions in (("Good news", corpus_files.good), ("Bad news", corpus_files.bad)):
        run_evaluation(corpus_files.data, folder / name, predictions=predictions, resamples=50)
        found[name] = read_record(folder / name)
    return found


def cells(card: str, title: str) -> list[str]:
    """The cells of the row that is about `title`, without intervals."""
    row = next(line for line in card.splitlines() if line.startswith(f"| {title} |"))
    return [cell.strip().split(" ")[0] for cell in row.strip("|").split("|")][1:]


def test_every_figure_stands_in_the_column_of_its_run(
    records: dict[str, RunRecord], tmp_path: Path
) -> None:
    write_card(tmp_path, records, "# A model")
    card = (tmp_path / "README.md").read_text()
    assert card.startswith("# A model\n\n## Figures")
    good, bad = records.values()
    different = 0
    for group, items in GROUPS.items():
        for named in items:
            first, second = cells(card, f"{group}: {named.title}")
            assert (first, second) == (figure(good.row, named), figure(bad.row, named))
            different += first != second
    assert different > 20


def test_the_figures_for_reports_are_those_of_the_first_run(
    records: dict[str, RunRecord], tmp_path: Path
) -> None:
    write_card(tmp_path, records, "# A model")
    measured = msgspec.json.decode((tmp_path / "figures.json").read_bytes())
    good, bad = records.values()
    assert measured["measured_on"] == "Good news, 12 articles"
    assert measured["signature"] == good.signature.line()
    shown = measured["figures"]["labels.macro_f1"]
    assert shown == pytest.approx(good.row.figures["labels.macro_f1"], abs=1e-6)
    assert shown != pytest.approx(bad.row.figures["labels.macro_f1"], abs=1e-6)
    swapped = tmp_path / "swapped"
    swapped.mkdir()
    write_card(swapped, dict(reversed(records.items())), "# A model")
    assert (swapped / "figures.json").read_bytes() != (tmp_path / "figures.json").read_bytes()


def test_a_folder_that_is_not_there_leaves_nothing(
    records: dict[str, RunRecord], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OnRecordError):
        write_card(tmp_path / "file" / "model", records, "# A model")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
