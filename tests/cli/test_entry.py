"""Ctrl-C at any moment, also before the program is loaded."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.cli.output.outcome import INTERRUPTED

pytestmark = pytest.mark.slow

#: A library that the program imports first: it has Ctrl-C pressed while it is loaded.
_PRESSED = """
import os, signal, time
os.kill(os.getpid(), signal.SIGINT)
time.sleep(20)
"""
#: A C library in which Ctrl-C becomes an error of another kind, or none at all.
_TURNED = """
import os, signal, time
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(20)
except KeyboardInterrupt as interrupt:
    raise {error}("initialization failed") from {cause}
"""
PROGRAM = [sys.executable, "-m", "onrecord.cli"]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("library", ["click", "msgspec"])
def test_ctrl_c_while_the_program_is_loaded(library: str, tmp_path: Path) -> None:
    (tmp_path / f"{library}.py").write_text(_PRESSED)
    done = subprocess.run(
        [*PROGRAM, "rules"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize(
    ("library", "error", "cause"),
    [
        ("onnxruntime", "ImportError", "interrupt"),
        ("onnxruntime", "SystemError", "None"),
        ("tokenizers", "OSError", "interrupt"),
    ],
)
def test_ctrl_c_that_a_library_turns_into_an_error(
    library: str, error: str, cause: str, tmp_path: Path
) -> None:
    (tmp_path / f"{library}.py").write_text(_TURNED.format(error=error, cause=cause))
    article = tmp_path / "article.txt"
    article.write_text("The mayor resigned on Monday, two council members said.\n")
    done = subprocess.run(
        [*PROGRAM, "audit", str(article)],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_ctrl_c_while_python_clears_up() -> None:
    program = (
        "import atexit, os, signal, sys, time\n"
        "from onrecord.cli.entry import main\n"
        "atexit.register(lambda: (os.kill(os.getpid(), signal.SIGINT), time.sleep(20)))\n"
        "sys.argv = ['onrecord', '--version']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")
    assert done.stdout.startswith("onrecord")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_ctrl_c_at_any_moment_of_an_audit(tmp_path: Path) -> None:
    """From when the program's first module is there: what Python does before is not ours."""
    article = tmp_path / "article.txt"
    article.write_text("The mayor resigned on Monday, two council members said.\n\n" * 400)
    program = (
        "import sys\n"
        "from onrecord.cli.entry import main\n"
        "print('begun', flush=True)\n"
        f"sys.argv = ['onrecord', 'audit', {str(article)!r}, '-f', 'json', '-o', "
        f"{str(tmp_path / 'out.json')!r}]\n"
        "sys.exit(main())\n"
    )
    moments = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.05 + moments.random())
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        # Killed by the signal when the work was done is 130 too, as a shell reports it.
        code = INTERRUPTED if process.returncode == -signal.SIGINT else process.returncode
        assert code in (0, INTERRUPTED), err
        assert "Traceback" not in err
        assert out == ""
        # A report is there whole, or not at all, and nothing is left beside it.
        assert {path.name for path in tmp_path.iterdir()} <= {"article.txt", "out.json"}
        report = tmp_path / "out.json"
        assert report.exists() or code == INTERRUPTED
        if report.exists():
            assert json.loads(report.read_text())["article"]["text"] == article.read_text()
            report.unlink()
