"""`onrecord diff` with the model that ships: formats, exit codes, what it refuses."""

import json
from pathlib import Path

import pytest

from onrecord.audit.diff.reports.registry import DIFF_FORMATS
from onrecord.audit.schema.audit import LEVELS
from onrecord.cli import diff as command
from onrecord.cli.main import main

OLD = """The bridge at Lund will stay closed until May, Mayor Anna Lindqvist said on Tuesday.

The repairs will cost $3 million, said Carl Boman, the town’s treasurer.
"""
NEW = """The bridge at Lund will stay closed until May, Mayor Anna Lindqvist said on Tuesday.

The repairs are believed to cost $3 million.
"""


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD)
    new.write_text(NEW)
    return str(old), str(new)


def test_choices_are_those_of_the_modules_behind_them() -> None:
    assert set(command.FORMATS) == set(DIFF_FORMATS)
    assert command.LEVELS == LEVELS


def test_says_what_changed(drafts: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *drafts]) == 0
    said = capsys.readouterr().out
    assert "dropped" in said
    assert "Carl Boman" in said
    assert "hearsay" in said


@pytest.mark.slow
def test_fails_on_new_findings_only(drafts: tuple[str, str]) -> None:
    old, new = drafts
    assert main(["diff", old, new, "--fail-on", "warning"]) == 1
    assert main(["diff", new, new, "--fail-on", "suggestion"]) == 0
    assert main(["diff", new, old, "--fail-on", "error"]) == 0


def test_the_ending_of_the_output_chooses_the_format(
    drafts: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "changes.json"
    assert main(["diff", *drafts, "-o", str(out)]) == 0
    assert json.loads(out.read_text())["schema"] == "onrecord.diff/1"


def test_a_draft_is_never_overwritten(
    drafts: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *drafts, "-o", drafts[1]]) == 2
    assert Path(drafts[1]).read_text() == NEW
    assert "is one of the drafts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Snow fell in the pass on Friday night. Two skiers were found alive.", "no sentence in"),
        ("", "no words"),
    ],
)
def test_what_can_be_no_draft_of_it_is_refused_in_a_line(
    drafts: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str,
    said: str,
) -> None:
    other, out = tmp_path / "other.txt", tmp_path / "out.json"
    other.write_text(content)
    assert main(["diff", drafts[0], str(other), "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not out.exists()


def test_both_drafts_that_cannot_be_read_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nowhere.txt", "neither.txt"]) == 2
    error = capsys.readouterr().err
    assert "nowhere.txt" in error
    assert "neither.txt" in error
    assert main(["diff", "-", "-"]) == 2
