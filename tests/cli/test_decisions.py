"""Decisions on the command line: audits with a file of them, and `onrecord decide`."""

import json
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from onrecord.audit.decisions.types import Decision, NoClaim, Quote, SetLabel, SetSpeaker
from onrecord.cli import decide as command
from onrecord.cli.main import main
from onrecord.eval.gold.loading.load import load_gold
from onrecord.models.labels import LABELS, SECTORS, SourceType
from tests.audit.decisions.made import made, quoted

pytestmark = pytest.mark.slow

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


def decided(*arguments: str) -> int:
    return main(["decide", *arguments, "--by", "Nora Whitlock"])


def test_what_is_decided_is_in_the_next_audit(
    draft: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry = ("--words", "The ferry has crossed the bay every day")
    assert decided(str(draft), "speaker", *ferry, "--name", "Nora Quill") == 0
    mayor = ("--words", "Mayor Nora Quill", "--sector", "citizen")
    assert decided(str(draft), "source", *mayor) == 0
    assert "pier.onrecord.jsonl" in capsys.readouterr().out
    audit, err = audited(capsys, str(draft))
    assert not err
    assert audit["decisions"]["applied"] == 2
    (quill,) = (one for one in audit["sources"] if one["name"] == "Nora Quill")
    assert (quill["sector"], quill["decided"]) == ("citizen", True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["label", "--words", "The ferry"], "--label"),
        (["label", "--label", "named"], "--words"),
        (["label", "--label", "named", "--words", "The ferry has crossed"], "speaker instead"),
        (["no-claim", "--words", "the"], "times"),
        (["no-claim", "--words", "The lighthouse was dark"], "can't be used"),
        (["join", "--words", "Nora Quill"], "2 times or more"),
        (["source", "--words", "By Ines Marsh", "--name", "Marsh"], "no source is mentioned"),
        (["waive", "--rule", "hearsay", "--reason", "settled"], "no finding of the rule"),
        (["speaker", "--words", "The ferry has crossed"], "--name or --source"),
    ],
)
def test_what_can_not_be_decided_is_said_and_not_kept(
    arguments: list[str],
    said: str,
    draft: Path,
    weights: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert decided(str(draft), *arguments) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert not list(draft.parent.glob("*.jsonl"))


def test_a_waived_finding_fails_no_audit(
    tmp_path: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "rumour.txt"
    draft.write_text(
        "By Ines Marsh\n\nThe mayor reportedly wants to close the ferry pier in May, and the "
        "council is believed to be against it. The pier was built in 1911, Nora Quill said.\n"
    )
    rule = ["--policy", "strict", "--fail-on", "warning"]
    assert main(["audit", str(draft), *rule, "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    loud = [one for one in findings if one["level"] != "suggestion"]
    for one in loud:
        text = draft.read_text()
        words = [w for s, e in one["spans"][:1] for w in ("--words", text[s:e])]
        waive = [
            "waive",
            "--rule",
            one["rule"],
            "--reason",
            "the desk agreed",
            "--policy",
            "strict",
        ]
        assert decided(str(draft), *waive, *words) == 0
    capsys.readouterr()
    assert main(["audit", str(draft), *rule, "--format", "md"]) == 0
    out = capsys.readouterr().out
    assert f"and {len(loud)} waived" in out
    assert "Waived by an editor: the desk agreed" in out
    assert f"{len(loud)} decision" in out


def test_the_choices_are_those_of_the_types() -> None:
    kinds = [one.__struct_config__.tag for one in get_args(Decision)]
    assert sorted(command.ACTIONS) == sorted(kinds)
    assert get_args(SourceType) == command.TYPES
    assert (command.LABELS, command.SECTORS) == (LABELS, SECTORS)


def test_a_decided_audit_becomes_gold(
    draft: Path, weights: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    audit, gold = tmp_path / "audit.json", tmp_path / "gold.jsonl"
    assert main(["audit", str(draft), "-f", "json", "-o", str(audit)]) == 0
    convert = ["eval", "convert", str(audit), "--to", "jsonl", "-o", str(gold)]
    assert main(convert) == 2
    assert "no editor has made a decision" in capsys.readouterr().err
    ferry = ("--words", "The ferry has crossed")
    assert decided(str(draft), "speaker", *ferry, "--name", "Ada Pell") == 0
    pier = ("--words", "But the pier is not")
    assert decided(str(draft), "label", *pier, "--label", "unsourced") == 0
    assert main(["audit", str(draft), "-f", "json", "-o", str(audit), "--pretty"]) == 0
    assert main(convert) == 0
    (article,) = load_gold(gold).articles
    said = next(a for a in article.attributions if a.canonical == "Ada Pell")
    assert article.text[said.content[0][0] : said.content[-1][1]].startswith("The ferry has")
    assert said.code == "P"
    assert article.meta["decided_claims"] == "2"
    (own,) = (a for a in article.attributions if a.code == "A")
    assert "But the pier is not safe" in article.text[own.content[0][0] : own.content[-1][1]]
