"""Files of decisions, good and bad."""

from pathlib import Path

import msgspec
import pytest

from onrecord.audit.decisions import load
from onrecord.audit.decisions.load import (
    as_file,
    decisions_beside,
    decisions_for,
    load_decisions,
    parse_decisions,
    place_beside,
)
from onrecord.audit.decisions.types import Decision, DecisionFile, NoClaim, Quote, SetLabel
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError
from tests.audit.decisions.made import made

GOOD = SetLabel(on=Quote(exact="the pier is weak"), label="named", **made(5))
EARLIER = NoClaim(on=Quote(exact="the pier"), **made(1))


def line(decision: Decision) -> bytes:
    return msgspec.json.encode(decision) + b"\n"


def test_decisions_come_back_the_earliest_first() -> None:
    file = parse_decisions(b"\xef\xbb\xbf" + line(GOOD) + b"\n" + line(EARLIER), "x")
    assert (file.decisions, file.lines, file.faults) == ([EARLIER, GOOD], [3, 1], [])


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"\xff\xfe",
        b"[1]",
        b"null",
        b'{"decision": "forget"}',
        b'{"decision": "no-claim", "by": "N", "at": "2026-03-02T09:00:00Z"}',
        b'{"decision": "no-claim", "by": "N", "at": "2026-03-02T09:00:00", "on": {"exact": "x"}}',
        b'{"decision": "no-claim", "by": "N", "at": "2026-03-02T09:00:00Z", "on": {"exact": ""}}',
        line(GOOD).replace(b'"label":"named"', b'"label":"nmaed"').strip(),
        line(GOOD).replace(b'"by"', b'"who"').strip(),
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_the_rest_read(bad: bytes) -> None:
    file = parse_decisions(line(EARLIER) + bad + b"\n" + line(GOOD), "x")
    assert file.decisions == [EARLIER, GOOD]
    ((number, why),) = file.faults
    assert number == 2
    assert why.isprintable()


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    none = tmp_path / "none.jsonl"
    with pytest.raises(OnRecordError) as missing:
        load_decisions(none)
    assert str(missing.value) == f"There is no file of decisions {none}; check --decisions."
    with pytest.raises(OnRecordError) as folder:
        load_decisions(tmp_path)
    why = "(Is a directory); check the file."
    assert str(folder.value) == f"The decisions in {tmp_path} can't be read {why}"
    with pytest.raises(OnRecordError, match="embedded null"):
        load_decisions(Path("a\0b"))


def test_a_file_is_read_up_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(line(GOOD))
    monkeypatch.setattr(load, "MAX_BYTES", len(line(GOOD)))
    assert load_decisions(path).decisions == [GOOD]
    path.write_bytes(line(GOOD) + b"\n")
    with pytest.raises(OnRecordError) as caught:
        load_decisions(path)
    assert str(caught.value).startswith(f"{path} has more than ")
    end = ", too many for decisions on one article; check that it is the right file."
    assert str(caught.value).endswith(end)


def test_a_line_that_is_no_decision_is_quoted() -> None:
    ((_, why),) = parse_decisions(b"[1]", "x").faults
    assert why == "it is not a decision (Expected `object`, got `array`)"
    assert parse_decisions(b"", "the file").name == "the file"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("speaker", "a speaker needs a `name` or a `mention`"),
        ("source", "a source needs a `name`, a `type` or a `sector`"),
    ],
)
def test_a_decision_that_says_nothing_is_none(kind: str, why: str) -> None:
    bare = line(EARLIER).replace(b"no-claim", kind.encode())
    ((_, fault),) = parse_decisions(bare, "x").faults
    assert fault == f"it is not a decision ({why})"


def test_of_decisions_at_one_time_the_first_in_the_file_comes_first() -> None:
    one = NoClaim(on=Quote(exact="the pier"), **made(1))
    other = NoClaim(on=Quote(exact="the ferry"), **made(1))
    assert parse_decisions(line(other) + line(one), "x").decisions == [other, one]
    file = as_file([GOOD, EARLIER])
    assert (file.name, file.decisions, file.lines) == ("decisions", [EARLIER, GOOD], [0, 0])


def test_decisions_come_from_anywhere(tmp_path: Path) -> None:
    document = Document(id="x", text="The pier is weak.")
    path = tmp_path / "x.jsonl"
    path.write_bytes(line(GOOD))
    file = load_decisions(path)
    assert file.name == str(path)
    for source in (path, str(path), file):
        found = decisions_for(source)
        assert found is not None
        assert found(document) == file
    listed = decisions_for([GOOD, EARLIER])
    assert listed is not None
    assert listed(document) == as_file([EARLIER, GOOD])

    def given(_: Document) -> DecisionFile:
        return file

    assert decisions_for(given) is given
    assert decisions_for(None) is None


def test_decisions_lie_beside_the_article(tmp_path: Path) -> None:
    beside = tmp_path / "draft.v2.onrecord.jsonl"
    assert decisions_beside(str(tmp_path / "draft.v2.md")) is None
    beside.write_bytes(line(GOOD))
    assert decisions_beside(str(tmp_path / "draft.v2.md")) == beside
    assert decisions_beside("-") is None
    assert place_beside("draft") == Path("draft.onrecord.jsonl")
    assert place_beside("a/.draft") == Path("a/.draft.onrecord.jsonl")
    assert place_beside("") == Path()
    assert decisions_beside("x" * 5_000) is None
