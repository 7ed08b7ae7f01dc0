"""What is printed arrives whole, or its loss is said, whatever stands behind the streams."""

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from onrecord.cli.output.outcome import FAILED
from tests.cli.test_main import PROGRAM, one_line

pytestmark = pytest.mark.slow

#: More than a pipe holds, and than the limit below; not a multiple of any block.
LENGTH = 300_001
LIMIT = 100_000
#: Ways to print: a report's bytes, a line of text, a long text, what a library prints.
PRINTS = {
    "report": "StandardOutput('json').deliver(None, None)",
    "text": "click.echo('x' * (LENGTH - 1))",
    "terminal": "StandardOutput('terminal').deliver(None, None)",
    "print": "print('x' * (LENGTH - 1))",
}
_PROGRAM = f"""
import sys
import click
from onrecord.audit.reports import registry
from onrecord.cli import main
from onrecord.cli.output.destination import StandardOutput
LENGTH = {LENGTH}
registry.render_in_pieces = lambda *_: {{"": "x" * (LENGTH - 1) + "\\n"}}
@click.command()
def much():
    %s
main.onrecord.add_command(much)
sys.exit(main.main(["much"]))
"""


def environment(*, unbuffered: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return kept | ({"PYTHONUNBUFFERED": "1"} if unbuffered else {})


def limited() -> None:
    """A disk that is full after `LIMIT` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("prints", PRINTS.values(), ids=PRINTS)
def test_a_disk_that_fills_up_is_said(prints: str, unbuffered: bool, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM % prints],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(unbuffered=unbuffered),
            preexec_fn=limited,
        )
    assert done.returncode == FAILED
    assert "the output can't be written (File too large)" in one_line(done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("prints", PRINTS.values(), ids=PRINTS)
def test_a_full_disk_is_said(prints: str, unbuffered: bool) -> None:
    with Path("/dev/full").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM % prints],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(unbuffered=unbuffered),
        )
    assert done.returncode == FAILED
    assert "No space left" in one_line(done.stderr)


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize("prints", PRINTS.values(), ids=PRINTS)
def test_a_slow_reader_gets_all_of_it(prints: str, unbuffered: bool) -> None:
    """Also where the other end has set the pipe not to block, as some programs do."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM % prints],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(unbuffered=unbuffered),
    )
    os.close(writer)
    heard = bytearray()

    def hear() -> None:
        while block := os.read(reader, 50_000):
            heard.extend(block)
            time.sleep(0.01)

    thread = threading.Thread(target=hear)
    thread.start()
    _, said = process.communicate(timeout=60)
    thread.join()
    os.close(reader)
    assert (process.returncode, said) == (0, "")
    assert heard == b"x" * (LENGTH - 1) + b"\n"


@pytest.mark.parametrize("unbuffered", [False, True])
def test_lines_come_at_once_where_output_is_unbuffered(unbuffered: bool) -> None:
    prints = "click.echo('first'); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM % prints],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(unbuffered=unbuffered),
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        if unbuffered:
            assert process.stdout.readline() == b"first\n"
        process.stdin.close()
        assert process.stdout.read() == (b"" if unbuffered else b"first\n")


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"]])
def test_a_closed_output_is_said(arguments: list[str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *PROGRAM, *arguments],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == FAILED
    assert "the output can't be written" in one_line(done.stderr)


@pytest.mark.usefixtures("weights")
def test_a_closed_output_is_no_matter_where_a_file_is_named(tmp_path: Path) -> None:
    article = tmp_path / "bridge.txt"
    article.write_text("The bridge is closed, Mayor Anna Lindqvist said on Tuesday.\n")
    report = tmp_path / "report.md"
    line = [*PROGRAM, "audit", str(article), "-o", str(report)]
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *line], stderr=subprocess.PIPE, text=True
    )
    assert (done.returncode, done.stderr) == (0, f"Wrote {report}.\n")
    assert "Lindqvist" in report.read_text()


@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
def test_where_nothing_can_be_said_the_exit_code_still_tells(to: str, tmp_path: Path) -> None:
    if "full" in to and not Path("/dev/full").exists():
        pytest.skip("needs the device /dev/full")
    line = [*PROGRAM, "audit", str(tmp_path / "missing.txt")]
    done = subprocess.run(["/bin/sh", "-c", f'exec "$@" {to}', "sh", *line], stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (FAILED, b"")


def test_a_closed_input_is_said() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM, "audit", "-"],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (FAILED, "")
    assert "Standard input is closed" in one_line(done.stderr)
