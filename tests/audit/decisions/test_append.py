"""Adding decisions to a file."""

from pathlib import Path

import msgspec
import pytest

from onrecord.audit.decisions.append import append
from onrecord.audit.decisions.load import load_decisions
from onrecord.audit.decisions.types import NoClaim, Quote
from onrecord.models.errors import OnRecordError
from tests.audit.decisions.made import made

FIRST = NoClaim(on=Quote(exact="the pier"), **made(1))
SECOND = NoClaim(on=Quote(exact="the ferry"), **made(2))


def test_decisions_stand_one_under_another(tmp_path: Path) -> None:
    path = tmp_path / "draft.onrecord.jsonl"
    append(FIRST, path)
    append(SECOND, path)
    lines = [msgspec.json.encode(one) for one in (FIRST, SECOND)]
    assert path.read_bytes() == b"\n".join([*lines, b""])
    assert load_decisions(path).decisions == [FIRST, SECOND]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_last_line_without_an_end_stays_one(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "draft.onrecord.jsonl"
    path.write_bytes(b"# not a decision" + end)
    append(FIRST, path)
    assert path.read_bytes() == b"# not a decision\n" + msgspec.json.encode(FIRST) + b"\n"


def test_what_can_not_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError) as caught:
        append(FIRST, tmp_path)
    assert str(caught.value) == f"{tmp_path} can't be read (Is a directory); check --decisions."
