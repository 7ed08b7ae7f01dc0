"""The program as a shell sees it: help, usage errors, closed pipes, interrupts, full disks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import COMMANDS, CUT_OFF, main
from onrecord.cli.output.outcome import CRASHED, FAILED, INTERRUPTED

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-m", "onrecord.cli"]


def one_line(text: str) -> str:
    """The only line of `text`."""
    (line,) = text.splitlines()
    return line


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "audit" in capsys.readouterr().out


def test_without_arguments_it_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == FAILED
    assert "Commands:" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("onrecord 0.")


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["nonsense"], "nonsense"),
        (["--nonsense"], "--nonsense"),
        (["audit"], "PATH"),
        (["audit", "--nonsense", "x"], "--nonsense"),
        (["audit", "x", "--format", "pdf"], "pdf"),
        (["audit", "x", "--fail-on", "disaster"], "disaster"),
        (["audit", "x", "--max-bytes", "many"], "many"),
        (["audit", "x", "--max-bytes", "0"], "0"),
        (["audit", "x", "--max-bytes", str(10**30)], "--max-bytes"),
        (["audit", "x", "-o", "a\0b"], "NUL"),
        (["audit", "x", "--model", "a\0b"], "NUL"),
        (["batch", "x", "-o", "a\0b"], "NUL"),
        (["audit", "http://127.0.0.1:1/"], "--allow-private"),
    ],
)
def test_a_wrong_argument_is_named_in_one_line(
    arguments: list[str], wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == FAILED
    said = capsys.readouterr()
    assert said.out == ""
    assert wrong in one_line(said.err)


def test_a_fault_of_the_program_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(COMMANDS, "audit", "onrecord.cli.audit:no_such_command")
    assert main(["audit", "x"]) == CRASHED
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.splitlines()[-1].startswith("onrecord: This is a bug in OnRecord")


def test_help_of_a_command_does_not_load_the_model() -> None:
    program = "import sys; from onrecord.cli.main import main; main(['audit', '--help']);"
    program += "print(*sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "--fail-on" in done.stdout
    assert not {"numpy", "tokenizers", "torch", "trafilatura", "rich"} & set(done.stderr.split())


def test_a_closed_pipe_ends_it_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as out:
        done = subprocess.run(
            [*PROGRAM, "--help"], stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (CUT_OFF, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as out:
        done = subprocess.run(
            [*PROGRAM, "--help"], stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == FAILED
    assert "No space left" in one_line(done.stderr)


def test_an_interrupt_ends_it_quietly() -> None:
    with subprocess.Popen(
        [*PROGRAM, "audit", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the program has begun to read.
        process.stdin.write(b"The mayor said so. " * 20_000)
        process.stdin.flush()
        interrupt(process)
        assert process.stdout is not None and process.stderr is not None
        said = (process.stdout.read(), process.stderr.read())
    assert (process.returncode, said) == (INTERRUPTED, (b"", b""))


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C until the process ends: one that comes between two reads waits for the next."""
    for _ in range(6):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
