"""The command that counts how far an audit wanders through the code."""

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
#: An audit may wander no further than this. A little more than it does: rules and weights change.
MOST_FILES = 155
MOST_HOPS = 4_400


@pytest.fixture
def call_trace(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("call_trace")


def module(path: Path, text: str) -> ModuleType:
    path.write_text(text)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_a_hop_is_a_call_from_one_file_into_another(call_trace: Any, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    helper = module(
        inside / "helper.py",
        "def one():\n    return 1\n\ndef both():\n    return one() + one()\n\n"
        "def numbers():\n    yield from (1, 2)\n",
    )
    caller = module(
        inside / "caller.py",
        "def run(helper, other):\n    helper.one()\n    helper.both()\n    other.away()\n"
        "    return sum(list(helper.numbers()))\n",
    )
    outside = module(tmp_path / "outside.py", "def away():\n    return 0\n")
    trace = call_trace.Trace([str(inside)])
    sys.setprofile(trace)
    try:
        assert caller.run(helper, outside) == 3
    finally:
        sys.setprofile(None)
    # `one`, `both`, and the generator at its start and behind each number; no call from outside.
    assert {Path(name).name: hops for name, hops in trace.entered.items()} == {
        "caller.py": 0,
        "helper.py": 5,
    }
    assert trace.hops == 5


def test_an_audit_stays_within_bounds() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "call_trace.py"), "--by-file"],
        capture_output=True,
        text=True,
        check=True,
    )
    first, second, *rows = done.stdout.splitlines()
    files, hops = int(first.rpartition(" ")[2]), int(second.rpartition(" ")[2])
    assert (len(rows), sum(int(row.split()[0]) for row in rows)) == (files, hops)
    assert files <= MOST_FILES
    assert hops <= MOST_HOPS
