"""Decisions on the command line: audits with a file of them, and `onrecord decide`."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.audit.decisions.types import Decision, NoClaim, Quote, SetLabel, SetSpeaker
from onrecord.cli.main import main
from tests.audit.decisions.made import made, quoted

ARTICLE = (
    "Council Votes to Close Old Pier\n\nBy Ines Marsh\n\n"
    "BRACKWATER — The council of Brackwater will close the ferry pier in May, Mayor Nora Quill "
    "said on Tuesday.\n\n“It was a hard choice,” Quill said. “But the pier is not safe.”\n\n"
    "The ferry has crossed the bay every day since 1911.\n"
)


def lines(*decisions: Decision) -> bytes:
    return b"".join(msgspec.json.encode(one) + b"\n" for one in decisions)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "pier.txt"
    path.write_text(ARTICLE)
    return path


def audited(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, Any], str]:
    assert main(["audit", *arguments, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    return json.loads(out), err


def test_decisions_beside_a_draft_are_applied_and_counted(
    draft: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry = "The ferry has crossed the bay every day since 1911."
    good = SetSpeaker(on=quoted(ARTICLE, ferry), name="Nora Quill", **made(1))
    gone = NoClaim(on=Quote(exact="The lighthouse keeper was asleep in his boat."), **made(2))
    beside = draft.with_name("pier.onrecord.jsonl")
    beside.write_bytes(lines(good) + b"{oops\n" + lines(gone))
    audit, err = audited(capsys, str(draft))
    assert audit["decisions"]["applied"] == 1
    assert [note["line"] for note in audit["decisions"]["unmatched"]] == [3]
    assert [note["line"] for note in audit["decisions"]["unreadable"]] == [2]
    assert "line 2" in err
    assert "line 3" in err
    (claim,) = (one for one in audit["claims"] if one["decided"])
    names = {source["id"]: source["name"] for source in audit["sources"]}
    assert names[claim["source_id"]] == "Nora Quill"
    text = audit["article"]["text"]
    assert "".join(text[s:e] for s, e in claim["spans"]) == ferry


def test_of_decisions_that_contradict_each_other_the_later_stands(
    draft: Path, weights: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    on = quoted(ARTICLE, "The ferry has crossed the bay every day since 1911.")
    file = tmp_path / "settled.jsonl"
    file.write_bytes(
        lines(
            SetLabel(on=on, label="unsourced", **made(9)),
            SetLabel(on=on, label="anonymous", **made(3)),
        )
    )
    audit, err = audited(capsys, str(draft), "--decisions", str(file))
    (claim,) = (one for one in audit["claims"] if one["decided"])
    assert claim["label"] == "unsourced"
    assert [note["line"] for note in audit["decisions"]["overruled"]] == [2]
    assert "line 2" in err


def test_a_file_of_decisions_that_is_missing_ends_the_command(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(draft), "--decisions", str(draft.parent / "no.jsonl")]) == 2
    assert "no file of decisions" in capsys.readouterr().err
