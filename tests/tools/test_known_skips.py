"""Skips that fail CI, and those that don't."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def checked(folder: Path, *lines: str) -> tuple[int, str]:
    output = folder / "out.txt"
    output.write_text("\n".join(["...s [100%]", *lines, "3 passed, 1 skipped"]))
    command = [sys.executable, str(ROOT / "tools" / "known_skips.py"), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout


def test_a_known_skip_passes(tmp_path: Path) -> None:
    line = "SKIPPED [2] tests/audit/ingest/test_reader.py:110: root may read everything"
    assert checked(tmp_path, line) == (0, "")
    assert checked(tmp_path) == (0, "")


def test_another_skip_fails(tmp_path: Path) -> None:
    status, said = checked(tmp_path, "SKIPPED [1] tests/test_a.py:7: it takes too long")
    assert status == 1
    assert "tests/test_a.py:7: it takes too long" in said


def test_data_may_be_missing_only_where_it_is(tmp_path: Path) -> None:
    line = f"SKIPPED [9] tests/conftest.py:20: needs the annotated data in {SHARED}, which is not"
    assert checked(tmp_path, line)[0] == int(SHARED.is_dir())
