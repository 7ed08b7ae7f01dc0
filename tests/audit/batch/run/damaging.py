"""Runs of a small corpus to be damaged, and what must hold of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.audit.batch.report.tables import TABLES
from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.models.errors import OnRecordError

Damage = Callable[[Path], None]
CHOICES = Choices(processes=1)
STATE = ("progress.json", "reports.json", "seen.sqlite", "lock", "sources.sqlite")
LOGS = ("audits.jsonl", "errors.jsonl", "duplicates.jsonl")
PARTS = [f".{table.file}.part" for table in TABLES]
REPORTS = ("report.json", "report.md", "report.html", "run.json", *(t.file for t in TABLES))


def results(output: Path) -> dict[str, bytes]:
    found = {name: (output / name).read_bytes() for name in (*LOGS, *REPORTS) if name != "run.json"}
    return found | {p.name: p.read_bytes() for p in sorted((output / "articles").iterdir())}


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files under `folder` but endless ones, with their times of change."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path: path.stat() for path in files}
    kept = {path: state for path, state in found.items() if state.st_size < 2**30}
    return {str(path): (state.st_mtime_ns, path.read_bytes()) for path, state in kept.items()}


def refused(corpus: Path, output: Path, *, restart: bool = False) -> str:
    """What a run says that can't go on, in one line."""
    before = everything(output)
    with pytest.raises(OnRecordError) as error:
        run_batch([str(corpus)], output, Choices(processes=1, restart=restart))
    (line,) = str(error.value).splitlines()
    after = everything(output)
    logs = [str(output / name) for name in LOGS]
    assert [before.get(log) for log in logs] == [after.get(log) for log in logs]
    return line


def endless(name: str) -> Damage:
    """A file far larger than memory, which takes no room on the disk."""
    return lambda output: os.truncate(output / name, 2**42)
