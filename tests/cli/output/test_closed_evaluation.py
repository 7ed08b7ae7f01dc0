"""`onrecord eval agreement` and `eval speed` without a standard output to write to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cli.output.outcome import FAILED
from tests.cli.test_main import PROGRAM, one_line

pytestmark = pytest.mark.slow

TEXT = "The bridge will stay closed until May, Mayor Anna Lindqvist said."
#: The command, whose measuring takes minutes and is tested elsewhere: a report stands for it.
SPEED = """
import sys
from onrecord.cli.main import main
from onrecord.eval.speed import measure
from onrecord.eval.speed.types import SpeedReport

def measured(plan, tell):
    tell("Measuring ...")
    return SpeedReport(
        date="2025-01-01", machine=measure._machine(), limits=[], runtimes=[], processes=[],
        import_torch=1.0,
    )

measure.measure_speed = measured
sys.exit(main(["eval", "speed", *sys.argv[1:]]))
"""


def run(folder: Path, command: list[str]) -> tuple[int, str]:
    """The exit code of a command without standard output, and what it said on standard error."""
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command],
        cwd=folder,
        timeout=300,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    return done.returncode, done.stderr


@pytest.fixture
def people(tmp_path: Path) -> list[str]:
    """Files of two annotators of an article."""
    for name, end in (("ada", 37), ("ben", 27)):
        row = {
            "id": "E1",
            "source": [[39, 59]],
            "cue": [[60, 64]],
            "content": [[0, end]],
            "code": "P",
        }
        article = {"id": "bridge", "text": TEXT, "attributions": [row]}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(article) + "\n")
    return ["ada.jsonl", "ben.jsonl"]


def test_agreement_that_cannot_be_written_is_one_line(people: list[str], tmp_path: Path) -> None:
    code, said = run(tmp_path, [*PROGRAM, "eval", "agreement", *people])
    assert code == FAILED
    assert one_line(said).startswith("onrecord: the output can't be written")


def test_agreement_in_a_file_needs_no_standard_output(people: list[str], tmp_path: Path) -> None:
    command = [*PROGRAM, "eval", "agreement", *people, "-f", "json", "-o", "found.json"]
    code, said = run(tmp_path, command)
    assert code == 0, said
    assert json.loads((tmp_path / "found.json").read_text())["articles"] == 1


def test_speed_that_cannot_be_written_is_one_line_behind_what_it_did(tmp_path: Path) -> None:
    code, said = run(tmp_path, [sys.executable, "-c", SPEED, "--runtime", "onnx"])
    assert code == FAILED
    measuring, last = said.splitlines()
    assert measuring == "Measuring ..."
    assert last.startswith("onrecord: the output can't be written")


def test_speed_in_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SPEED, "--runtime", "onnx", "-f", "json", "-o", "speed.json"]
    code, said = run(tmp_path, command)
    assert code == 0, said
    assert json.loads((tmp_path / "speed.json").read_text())["date"] == "2025-01-01"
