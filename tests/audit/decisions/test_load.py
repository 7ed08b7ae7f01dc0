"""Files of decisions, good and bad."""

from pathlib import Path

import msgspec
import pytest

from onrecord.audit.decisions.load import decisions_beside, load_decisions, parse_decisions
from onrecord.audit.decisions.types import Decision, NoClaim, Quote, SetLabel
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
    with pytest.raises(OnRecordError, match="no file of decisions"):
        load_decisions(tmp_path / "none.jsonl")
    with pytest.raises(OnRecordError, match="can't be read"):
        load_decisions(tmp_path)


def test_decisions_lie_beside_the_article(tmp_path: Path) -> None:
    beside = tmp_path / "draft.v2.onrecord.jsonl"
    assert decisions_beside(str(tmp_path / "draft.v2.md")) is None
    beside.write_bytes(line(GOOD))
    assert decisions_beside(str(tmp_path / "draft.v2.md")) == beside
    assert decisions_beside("-") is None
    assert decisions_beside("x" * 5_000) is None
