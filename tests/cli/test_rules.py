"""`onrecord rules`."""

from pathlib import Path

import pytest

from onrecord.cli.main import main


def test_lists_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert "single-source" in capsys.readouterr().out
    assert main(["rules", "hearsay", "few-named"]) == 0
    out = capsys.readouterr().out
    assert out.index("hearsay: finds") < out.index("few-named: finds")


def test_shows_what_a_newsrooms_own_policy_makes_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "desk.toml"
    policy.write_text('extends = "Default"\n[rules]\nhearsay = "error"\n')
    assert main(["rules", "hearsay", "--policy", str(policy)]) == 0
    assert "desk  error" in capsys.readouterr().out


def test_a_mistake_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "heresay"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
