"""The progress bar: when it appears, where it draws."""

import io
import time

import pytest

from onrecord.cli import progress


class Terminal(io.StringIO):
    """Stands for a stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, seconds: float) -> str:
    """What is drawn on `stream` by work of three steps that takes `seconds`."""
    monkeypatch.setattr("sys.stderr", stream)
    with progress.progress("Auditing", 3) as bar:
        bar.advance()
        time.sleep(seconds)
        bar.advance()
    return stream.getvalue()


def test_short_work_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(Terminal(), monkeypatch, 0.05) == ""


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    monkeypatch.setenv("TERM", "xterm")
    seen = drawn(Terminal(), monkeypatch, 1.0)
    assert "Auditing" in seen
    assert "1/3" in seen


def test_nothing_is_drawn_off_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    assert drawn(io.StringIO(), monkeypatch, 0.3) == ""


def test_it_makes_way_for_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    monkeypatch.setattr("sys.stderr", Terminal())
    with progress.progress("Auditing", None) as bar:
        time.sleep(0.5)
        with bar.hidden():
            print("a report")
        bar.advance()
    assert capsys.readouterr().out == "a report\n"
