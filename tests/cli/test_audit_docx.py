"""`onrecord audit` of Word files, and with `--format docx`."""

import io
import os
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import main
from tests.audit.ingest.docx.word_files import paragraph, word_file
from tests.audit.reports.docx.commented import bare, comments_of, members

DRAFT = word_file(
    paragraph("Bridge to stay shut", style="Title")
    + paragraph("The bridge will stay closed until May, Mayor Anna Lindqvist said on Tuesday.")
    + paragraph("It is believed that the mayor took money for it, an official said.")
)

pytestmark = pytest.mark.usefixtures("weights")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.docx"
    path.write_bytes(DRAFT)
    return path


def test_a_draft_comes_back_with_comments_and_stays_as_it_is(draft: Path, tmp_path: Path) -> None:
    made = tmp_path / "noted.docx"
    assert main(["audit", str(draft), "-f", "docx", "-o", str(made)]) == 0
    assert draft.read_bytes() == DRAFT
    found = comments_of(made.read_bytes())
    assert found and {one.author for one in found} == {"OnRecord"}
    assert all(one.passage in "".join(map(str, found)) for one in found)
    text = members(made.read_bytes())["word/document.xml"]
    assert bare(text) == bare(members(DRAFT)["word/document.xml"])


def test_each_of_several_comes_back_as_itself(draft: Path, tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.txt", tmp_path / "other.docx"
    plain.write_text("The bridge will stay closed until May, Mayor Anna Lindqvist said.\n")
    other.write_bytes(word_file(paragraph("The ferry will stop, said Ulla Breck, who runs it.")))
    missing, out = tmp_path / "missing.docx", tmp_path / "out"
    given = [str(one) for one in (draft, missing, plain, other)]
    assert main(["audit", *given, "-f", "docx", "-o", str(out)]) == 2
    words = {one.name: members(one.read_bytes())["word/document.xml"] for one in out.iterdir()}
    assert set(words) == {"bridge.docx", "plain.docx", "other.docx"}
    assert b"ferry" in words["other.docx"] and b"Lindqvist" in words["plain.docx"]
    assert bare(words["bridge.docx"]) == bare(members(DRAFT)["word/document.xml"])


@pytest.mark.parametrize("place", ["bridge.docx", ".", "linked.docx"])
def test_the_draft_is_never_overwritten(
    place: str, draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "linked.docx").hardlink_to(draft)
    assert main(["audit", str(draft), "-f", "docx", "-o", str(tmp_path / place)]) == 2
    assert "is the article itself" in capsys.readouterr().err
    assert draft.read_bytes() == DRAFT


def test_nor_is_what_standard_input_comes_from(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with draft.open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(os.fdopen(os.dup(file.fileno()), "rb")))
        assert main(["audit", "-", "-f", "docx", "-o", str(draft)]) == 2
    assert "is the article itself" in capsys.readouterr().err
    assert draft.read_bytes() == DRAFT


@pytest.mark.slow
def test_standard_input_is_told_or_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in ([], ["--input-format", "docx"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT)))
        assert main(["audit", "-", *options, "-f", "md"]) == 0
        assert "Bridge to stay shut" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The mayor said so.")))
    assert main(["audit", "-", "--input-format", "docx"]) == 2
    err = capsys.readouterr().err
    assert "is no Word document" in err and err.count("\n") == 1
