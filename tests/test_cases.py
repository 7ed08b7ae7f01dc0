"""The tool that keeps what small texts are expected to show, on texts and a judge of our own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TOOL = Path(__file__).resolve().parents[1] / "tools" / "cases.py"
CASES = [
    {
        "id": "pier-01",
        "text": "“The pier is weak,” said Nora Quill, the mayor.",
        "expect": ["named", "anonymous"],
    },
    {"id": "pier-02", "text": "The pier was built in 1911 by the town.", "expect": ["unsourced"]},
]
#: It expects a label of the first claim.
JUDGE = """
def failures(case, audit):
    label = audit["claims"][0]["label"]
    return [(k, f"{label}, not {e}") for k, e in enumerate(case["expect"]) if e != label]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(f"{json.dumps(case)}\n" for case in CASES)
    (tmp_path / "cases.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "check.py").write_text(JUDGE, encoding="utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, str(TOOL), str(folder), "--held", str(folder / "held"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_what_held_must_go_on_holding(folder: Path) -> None:
    code, said = run(folder, "--renew")
    assert (code, (folder / "held").read_text()) == (0, "pier-01 0\npier-02 0\n"), said
    assert run(folder) == (0, "2 of 3 expectations hold; 0 that held fail, 0 are new\n")
    (folder / "held").write_text("pier-01 1\npier-03 0\n")
    code, said = run(folder)
    assert code == 1
    assert said.splitlines() == [
        "pier-01 1 held: named, not anonymous",
        "pier-03 is not there any more",
        "2 of 3 expectations hold; 1 that held fail, 2 are new",
    ]
    code, said = run(folder, "--renew")
    assert code == 0 and "pier-01 1 held" in said
    assert run(folder)[0] == 0
