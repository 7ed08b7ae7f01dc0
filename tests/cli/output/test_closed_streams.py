"""Commands whose streams are closed or full: the exit code still says what came of them."""

import subprocess
from itertools import product
from pathlib import Path

import pytest

from onrecord.cli.output.outcome import FAILED
from tests.cli.test_main import PROGRAM

pytestmark = pytest.mark.slow

DRAFT = "The bridge is closed, Mayor Anna Lindqvist said on Tuesday. An official agreed.\n"
CLOSED = "<&- >&- 2>&-"
FULL = ">/dev/full 2>/dev/full"
ONLY_ERRORS_FULL = "2>/dev/full"
#: Commands that fail, whatever becomes of what they say.
FAILING = {
    "audit": ["audit", "missing.txt"],
    "audit of standard input": ["audit", "-"],
    "diff": ["diff", "missing.txt", "draft.txt"],
    "decide": ["decide", "missing.txt", "c1", "--label", "named"],
    "desk": ["desk", "--no-browser", "--desk", "desk.file", "missing.txt"],
    "serve": ["serve", "--host", "0.0.0.0", "--port", "0"],
    "rules": ["rules", "no-such-rule"],
    "batch": ["batch", "missing", "-o", "out"],
    "eval run": ["eval", "run", "missing", "-o", "out"],
    "eval compare": ["eval", "compare", "missing", "missing"],
    "eval convert": ["eval", "convert", "missing", "-o", "out"],
    "train": ["train", "missing", "-o", "out"],
    "export": ["export", "missing"],
}


def run(folder: Path, arguments: list[str], streams: str) -> int:
    """The exit code of the program in `folder`, its streams as the shell's `streams` say."""
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("needs the device /dev/full")
    (folder / "draft.txt").write_text(DRAFT)
    line = ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", *PROGRAM, *arguments]
    return subprocess.run(line, cwd=folder, timeout=300, stdin=subprocess.DEVNULL).returncode


@pytest.mark.parametrize(
    ("command", "streams"),
    # Only `export` loads torch first, which takes seconds.
    list(product(FAILING, (CLOSED, FULL))),
)
def test_what_fails_is_no_finding(command: str, streams: str, tmp_path: Path) -> None:
    assert run(tmp_path, FAILING[command], streams) == FAILED
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("streams", [CLOSED, FULL])
def test_an_answer_that_cannot_be_written_is_no_finding(streams: str, tmp_path: Path) -> None:
    assert run(tmp_path, ["rules"], streams) == FAILED


def test_full_errors_change_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, ["rules"], ONLY_ERRORS_FULL) == 0


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("streams", ["<&- 2>&-", ONLY_ERRORS_FULL])
def test_several_processes_audit_without_a_place_for_errors(streams: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for number in range(3):
        (tmp_path / "corpus" / f"{number}.txt").write_text(f"{DRAFT}That was day {number}.\n")
    arguments = ["batch", "corpus", "-o", "out", "--processes", "2"]
    assert run(tmp_path, arguments, streams) == 0
    assert (tmp_path / "out" / "audits.jsonl").read_text().count("\n") == 3


@pytest.mark.usefixtures("weights")
def test_a_file_gets_nothing_that_was_meant_for_a_closed_stream(tmp_path: Path) -> None:
    """The first file that is opened would have the stream's number otherwise."""
    assert run(tmp_path, ["audit", "draft.txt", "-o", "out.json"], CLOSED) == 0
    assert (tmp_path / "out.json").read_bytes().startswith(b'{"schema":')
