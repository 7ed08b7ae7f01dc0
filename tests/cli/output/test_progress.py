"""The progress bar: when it appears, where it draws."""

import io
import time

import pytest

from onrecord.cli.output import progress


class Terminal(io.StringIO):
    """Stands for a stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def wait_for(stream: io.StringIO, text: str) -> None:
    """Return once `text` is drawn on `stream`."""
    deadline = time.monotonic() + 60
    while text not in stream.getvalue():
        assert time.monotonic() < deadline, stream.getvalue()
        time.sleep(0.02)


def test_short_work_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.progress("Auditing", 3) as bar:
        bar.advance()
    assert stream.getvalue() == ""


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress("Auditing", 3) as bar:
        bar.advance()
        wait_for(stream, "1/3")
        bar.update(2, 3, "two of them")
        wait_for(stream, "two of them")
    assert "Auditing" in stream.getvalue()


@pytest.mark.slow
def test_nothing_is_drawn_off_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    with progress.progress("Auditing", 3) as bar:
        bar.advance()
        time.sleep(0.3)
    assert stream.getvalue() == ""


def test_it_makes_way_for_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.progress("Auditing", None) as bar:
        wait_for(stream, "Auditing")
        with bar.hidden():
            print("a report")
        bar.advance()
    assert capsys.readouterr().out == "a report\n"
