"""Where the service's token comes from, and what is no token."""

from pathlib import Path

import pytest

from onrecord.desk.service.token import VARIABLE, token_of
from onrecord.models.errors import OnRecordError


def test_the_token_of_a_file_goes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, " of-the-environment\n")
    assert token_of(None) == "of-the-environment"
    (tmp_path / "token").write_text("\n  of-a-file \r\n")
    assert token_of(tmp_path / "token") == "of-a-file"


@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_without_a_token_there_is_none(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    assert token_of(None) is None


@pytest.mark.parametrize("data", [b"", b" \n", b"two\nlines", b"caf\xc3\xa9", b"bell\x07"])
def test_what_no_header_can_carry_is_no_token(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(data)
    with pytest.raises(OnRecordError, match="has no token in it; put one line") as error:
        token_of(tmp_path / "token")
    assert str(tmp_path / "token") in str(error.value)


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "of-the-environment")
    with pytest.raises(OnRecordError, match=r"can't be read from .*token \(No such file"):
        token_of(tmp_path / "token")
    (tmp_path / "token").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OnRecordError, match="it is no text"):
        token_of(tmp_path / "token")
