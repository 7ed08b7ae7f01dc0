"""Comparing runs: the paired test, its correction, gates, and the articles that changed."""

import html
import re
from pathlib import Path

import numpy as np
import pytest

from onrecord.eval.compare.compare import compare_runs
from onrecord.eval.compare.gates import parse_gate
from onrecord.eval.compare.report import to_html, to_markdown, write_comparison
from onrecord.eval.gold.formats.jsonl import write_jsonl
from onrecord.eval.runs.run import run_evaluation
from onrecord.eval.statistics.significance import holm, randomisation_test
from onrecord.models.errors import OnRecordError
from tests.eval.conftest import Files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runs(corpus_files: Files, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("compared")
    for name, predictions in (("good", corpus_files.good), ("bad", corpus_files.bad)):
        run_evaluation(corpus_files.data, folder / name, predictions=predictions, resamples=50)
    return folder / "good", folder / "bad"


def test_a_worse_run_is_worse(runs: tuple[Path, Path]) -> None:
    comparison = compare_runs(*runs, rounds=2000, resamples=200).comparison
    by_figure = {test.figure: test for test in comparison.tests}
    found = by_figure["attributions.found.f1"]
    assert found.difference == found.b - found.a < 0
    assert found.better is False
    assert found.interval is not None
    assert found.interval[0] <= found.difference <= found.interval[1] < 0
    assert by_figure["balance.error"].difference > 0
    assert by_figure["balance.error"].better in (False, None)
    assert all(test.p <= test.p_corrected for test in comparison.tests)
    assert {test.dimension for test in comparison.slices} == {"section", "words"}
    assert comparison.passed
    assert comparison.changes[0].b - comparison.changes[0].a == max(
        change.b - change.a for change in comparison.changes
    )
    assert sum(len(change.lost) for change in comparison.changes) > sum(
        len(change.gained) for change in comparison.changes
    )


def test_a_better_run_is_better(runs: tuple[Path, Path]) -> None:
    tests = compare_runs(runs[1], runs[0], rounds=2000, resamples=200).comparison.tests
    assert {test.figure: test.better for test in tests}["attributions.found.f1"] is True


def test_a_run_is_no_different_from_itself(runs: tuple[Path, Path]) -> None:
    gate = parse_gate("labels.macro_f1:0")
    comparison = compare_runs(runs[0], runs[0], gates=[gate], rounds=100, resamples=50).comparison
    assert all(test.p == 1.0 and test.difference == 0.0 for test in comparison.tests)
    assert comparison.changes == []
    assert comparison.passed


def test_gates(runs: tuple[Path, Path]) -> None:
    gates = [parse_gate(text) for text in ("attributions.found.f1:0.01", "words.content.f1:0.99")]
    comparison = compare_runs(*runs, gates=gates, rounds=2000, resamples=50).comparison
    assert not comparison.passed
    failed, held = comparison.gates
    assert not failed.passed
    assert "beyond the tolerance of 0.01 and significantly" in failed.reason
    assert held.passed
    assert "within the tolerance" in held.reason
    reverse = compare_runs(runs[1], runs[0], gates=gates, rounds=200, resamples=50).comparison
    assert reverse.passed
    assert "no worse" in reverse.gates[0].reason


def test_a_gate_on_an_error_fails_where_it_grows(runs: tuple[Path, Path]) -> None:
    strict, loose = parse_gate("attributed.error:1"), parse_gate("attributed.error:50")
    worse = compare_runs(*runs, gates=[strict, loose], rounds=2000, resamples=9).comparison
    assert [gate.passed for gate in worse.gates] == [False, True]
    assert not worse.passed
    assert "got worse, from" in worse.gates[0].reason
    assert compare_runs(runs[1], runs[0], gates=[strict], rounds=99, resamples=9).comparison.passed


@pytest.mark.parametrize("text", ["labels.macro_f1", ":1", "a:b", "a:-1", "a:nan", "a:inf"])
def test_unusable_gates(text: str) -> None:
    with pytest.raises(OnRecordError, match="METRIC:TOLERANCE"):
        parse_gate(text)


def test_a_gate_must_name_a_figure(runs: tuple[Path, Path]) -> None:
    with pytest.raises(
        OnRecordError, match=r"no figure labels\.f2 to gate on; choose one of words"
    ):
        compare_runs(*runs, gates=[parse_gate("labels.f2:0")])


def test_runs_over_different_data_are_refused(
    runs: tuple[Path, Path], corpus_files: Files, tmp_path: Path
) -> None:
    write_jsonl(corpus_files.articles[:6], tmp_path / "gold.jsonl")
    lines = corpus_files.good.read_bytes().splitlines(keepends=True)
    (tmp_path / "p.jsonl").write_bytes(b"".join(lines[:6]))
    run_evaluation(
        tmp_path / "gold.jsonl", tmp_path / "out", predictions=tmp_path / "p.jsonl", resamples=9
    )
    with pytest.raises(OnRecordError, match=r"only runs on the\s+same data can be compared"):
        compare_runs(runs[0], tmp_path / "out")
    with pytest.raises(OnRecordError, match="is not the data that the runs were scored on"):
        compare_runs(*runs, data=[tmp_path / "gold.jsonl"])


def test_reports_of_a_comparison(runs: tuple[Path, Path], tmp_path: Path) -> None:
    compared = compare_runs(
        *runs, gates=[parse_gate("attributions.found.f1:0")], rounds=500, resamples=50
    )
    write_comparison(compared, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"comparison.json", "comparison.md", "comparison.html"}
    text = to_markdown(compared.comparison)
    assert "## Gates: failed" in text
    assert "| attributions.found.f1 |" in text
    page = to_html(compared)
    assert 'class="role content"' in page
    assert "default-src 'none'" in html.unescape(page)
    assert not re.search(r"\bnan\b", page + text, re.IGNORECASE)


def test_randomisation_is_the_paired_permutation_test() -> None:
    # Importing it takes seconds.
    from scipy.stats import permutation_test

    rng = np.random.default_rng(4)
    a = rng.normal(size=(9, 1))
    b = a + rng.normal(0.5, 1.0, size=(9, 1))

    def mean(sums: np.ndarray) -> dict[str, np.ndarray]:
        return {"mean": sums[..., 0] / 9}

    exact = permutation_test(
        (a[:, 0], b[:, 0]),
        lambda x, y, axis: np.abs(x.mean(axis=axis) - y.mean(axis=axis)),
        permutation_type="samples",
        alternative="greater",
        n_resamples=np.inf,
        vectorized=True,
    )
    p = randomisation_test(a, b, mean, seed=1, rounds=40_000)["mean"]
    assert p == pytest.approx(exact.pvalue, abs=0.01)


def test_holm() -> None:
    # Holm's procedure on four p-values: .01 x 4, .02 x 3, .03 x 2, then never lower.
    assert holm([0.02, 0.01, 0.03, 0.9]) == pytest.approx([0.06, 0.04, 0.06, 0.9])
    assert holm([0.04, 0.04]) == pytest.approx([0.08, 0.08])
    assert holm([]) == []
