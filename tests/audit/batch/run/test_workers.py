"""Runs in several processes: the same results, no process left behind, none waited for in vain."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from onrecord.audit.batch.corpus import batches
from onrecord.audit.batch.run.auditing import Line
from onrecord.audit.batch.run.messages import Setup
from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.audit.batch.run.workers import Workers
from onrecord.audit.batch.types import Entry, Failure
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import jsonl, rows, story

SETUP = Setup(model=None, runtime="onnx", policy=load_policy("default"), no_text=False)
LOGS = ("audits.jsonl", "errors.jsonl", "duplicates.jsonl", "claims.parquet", "report.html")
PROGRAM = (
    "import sys\nfrom pathlib import Path\n"
    "from onrecord.audit.batch.corpus import batches\nbatches.BATCH_WORDS = 150\n"
    "from onrecord.audit.batch.run.run_batch import Choices, run_batch\n"
    "run_batch([sys.argv[1]], Path(sys.argv[2]), Choices(processes=2))\n"
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_WORDS", 150)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = [*rows(6), b"{", *rows(2, start=6), {"id": "void", "text": ""}, *rows(20, start=8)]
    return jsonl(tmp_path_factory.mktemp("corpus") / "news.jsonl", records)


@pytest.fixture(scope="module")
def alone(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run in one process writes."""
    output = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "BATCH_WORDS", 150)
        run_batch([str(corpus)], output, Choices(processes=1))
    return logs(output)


@pytest.fixture
def workers() -> Iterator[Workers]:
    found = Workers(SETUP, processes=2, threads=1)
    yield found
    found.close()


def logs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in LOGS}


def entry(number: int) -> Entry:
    document = Document(id=f"n{number}", text=story(number))
    return Entry(number, f"news.jsonl:{number}", document, None, None)


def children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                state = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(state[1]) == parent:
                found.append(int(folder.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2][:3]
    except OSError:
        return False


def test_several_processes_write_what_one_writes(
    corpus: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    result = run_batch([str(corpus)], tmp_path, Choices(processes=2))
    assert (result.counts.audited, result.counts.errors) == (28, 2)
    assert logs(tmp_path) == alone
    timings = msgspec.json.decode((tmp_path / "run.json").read_bytes())["timings"]
    assert 0 < timings["network_seconds"] < 2 * timings["seconds"]


def test_audits_are_collected_in_any_order(workers: Workers) -> None:
    first, second = workers.begin([entry(1), entry(2)]), workers.begin([entry(3)])
    found = {**second(), **first(), **workers.begin([])()}
    assert sorted(found) == [1, 2, 3]
    for number, line in found.items():
        assert isinstance(line, Line)
        assert msgspec.json.decode(line.data)["article"]["text"] == story(number)
        assert line.words > 50


def test_an_article_that_cannot_be_sent_is_one_failure(workers: Workers) -> None:
    document = Document(id="b", text="Half a pair, \udc80, she said.")
    found = workers.begin([entry(1), Entry(2, "news.jsonl:2", document, None, None), entry(3)])()
    assert isinstance(found[1], Line) and isinstance(found[3], Line)
    assert isinstance(found[2], Failure) and found[2].kind == "audit"


def test_a_lost_process_ends_the_wait(workers: Workers) -> None:
    begun = [workers.begin([entry(number)]) for number in range(40)]
    workers._workers[0].kill()
    with pytest.raises(OnRecordError, match=r"ended before its time \(signal 9\).*goes on where"):
        for collect in begun:
            collect()
    with pytest.raises(OnRecordError, match="ended before its time"):
        workers.begin([entry(1)])()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find processes")
def test_a_killed_run_leaves_no_process_and_goes_on(
    corpus: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "audits.jsonl"
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(corpus), str(tmp_path)])
    while process.poll() is None and not (log.exists() and log.stat().st_size):
        time.sleep(0.001)
    theirs = children(process.pid)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert len(theirs) == 2
    until = time.monotonic() + 20
    while any(map(is_alive, theirs)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(is_alive, theirs))
    assert run_batch([str(corpus)], tmp_path, Choices(processes=2)).complete
    assert logs(tmp_path) == alone


def test_an_interrupt_ends_at_once_and_loses_nothing(corpus: Path, tmp_path: Path) -> None:
    log = tmp_path / "audits.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(corpus), str(tmp_path)], stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not (log.exists() and log.stat().st_size):
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(timeout=20) != 0
    assert run_batch([str(corpus)], tmp_path, Choices(processes=1)).complete
