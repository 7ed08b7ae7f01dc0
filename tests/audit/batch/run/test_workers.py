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
from onrecord.audit.house.types import NO_HOUSE
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import jsonl, rows, story

pytestmark = pytest.mark.slow

SETUP = Setup(
    model=None, runtime="onnx", policy=load_policy("default"), house=NO_HOUSE, no_text=False
)
MANY = 60
LOGS = ("audits.jsonl", "errors.jsonl", "duplicates.jsonl", "claims.parquet", "report.html")
#: A run that gets the signal of its third argument once the first results are written.
PROGRAM = """
import os, sys
from pathlib import Path
from onrecord.audit.batch.corpus import batches
from onrecord.audit.batch.run.run_batch import Choices, run_batch
batches.BATCH_WORDS = 150
signals = [int(sys.argv[3])]
def written(state):
    if signals:
        os.kill(os.getpid(), signals.pop())
run_batch([sys.argv[1]], Path(sys.argv[2]), Choices(processes=2), watch=written)
"""


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


def deadly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str) -> None:
    """Let the processes to come die, by the statement `how`, of texts with a certain word."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "if '-m' in sys.orig_argv and 'onrecord.audit.batch.run.worker' in sys.orig_argv:\n"
        "    from onrecord.models.tagger import Tagger\n"
        "    analyse = Tagger.analyse_views\n"
        "    def die(self, views):\n"
        "        if any('Deadly' in view.text for view in views):\n"
        f"            {how}\n"
        "        return analyse(self, views)\n"
        "    Tagger.analyse_views = die\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)


KILLED = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize("how", [KILLED, "os._exit(3)", "os.abort()"])
def test_an_article_that_kills_a_process_is_one_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    deadly(monkeypatch, tmp_path, how)
    killer = Entry(2, "news.jsonl:2", Document(id="b", text="Deadly, she said."), None, None)
    workers = Workers(SETUP, processes=2, threads=1)
    try:
        begun = [workers.begin([entry(1), killer, entry(3)]), workers.begin([entry(4)])]
        found = {number: one for collect in begun for number, one in collect().items()}
    finally:
        workers.close()
    assert sorted(found) == [1, 2, 3, 4]
    failure = found.pop(2)
    assert all(isinstance(one, Line) for one in found.values())
    assert isinstance(failure, Failure)
    assert (failure.record, failure.id, failure.kind) == (2, "b", "audit")
    assert "ended before its time" in failure.reason and "Deadly" not in failure.reason


def test_a_process_that_is_killed_costs_nothing(workers: Workers) -> None:
    begun = [workers.begin([entry(number)]) for number in range(40)]
    workers._workers[0].kill()
    found = {number: one for collect in begun for number, one in collect().items()}
    assert len(found) == 40
    assert all(isinstance(one, Line) for one in found.values())


def test_processes_that_always_end_end_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deadly(monkeypatch, tmp_path, KILLED)
    monkeypatch.setattr("onrecord.audit.batch.run.workers._MOST_LOST", 3)
    document = Document(id="b", text="Deadly, she said.")
    killers = [Entry(number, "a", document, None, None) for number in range(4)]
    workers = Workers(SETUP, processes=1, threads=1)
    try:
        with pytest.raises(OnRecordError, match=r"before its time \(signal 9\).*goes on where"):
            workers.begin(killers)()
        with pytest.raises(OnRecordError, match="ended before its time"):
            workers.begin([entry(1)])()
    finally:
        workers.close()


def test_a_process_without_a_model_ends_the_run(tmp_path: Path) -> None:
    workers = Workers(msgspec.structs.replace(SETUP, model=str(tmp_path)), processes=1, threads=1)
    try:
        with pytest.raises(OnRecordError, match=r"before its time \(exit code 1\)"):
            workers.begin([entry(1)])()
    finally:
        workers.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts what a process holds")
# Too little for the libraries, for their parts, and for the model.
@pytest.mark.parametrize("memory", [45_000_000, 60_000_000, 90_000_000, 120_000_000])
def test_too_little_memory_for_the_model_ends_the_run_in_a_line(
    memory: int, capfd: pytest.CaptureFixture[str]
) -> None:
    workers = Workers(msgspec.structs.replace(SETUP, memory=memory), processes=1, threads=1)
    try:
        with pytest.raises(OnRecordError, match=r"before its time .*for want of memory"):
            workers.begin([entry(1)])()
    finally:
        workers.close()
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts what a process holds")
def test_an_article_over_the_bound_of_memory_is_one_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deadly(monkeypatch, tmp_path, "bytearray(1_000_000_000)")
    killer = Entry(2, "news.jsonl:2", Document(id="b", text="Deadly, she said."), None, None)
    for memory, fails in ((800_000_000, True), (None, False)):
        setup = msgspec.structs.replace(SETUP, memory=memory)
        workers = Workers(setup, processes=1, threads=1)
        try:
            found = workers.begin([entry(1), killer, entry(3)])()
        finally:
            workers.close()
        assert isinstance(found[1], Line) and isinstance(found[3], Line)
        assert isinstance(found[2], Failure) == fails
        assert not fails or "(MemoryError)" in found[2].reason


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find processes")
def test_a_killed_run_leaves_no_process_and_goes_on(
    corpus: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    # It stands still for as long as its processes are counted.
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(corpus), str(tmp_path), str(int(signal.SIGSTOP))]
    ) as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        theirs = children(process.pid)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert (tmp_path / "audits.jsonl").stat().st_size > 0
    assert len(theirs) == 2
    until = time.monotonic() + 120
    while any(map(is_alive, theirs)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(is_alive, theirs))
    assert run_batch([str(corpus)], tmp_path, Choices(processes=2)).complete
    assert logs(tmp_path) == alone


def test_an_interrupt_ends_at_once_and_loses_nothing(tmp_path: Path) -> None:
    # Far more batches than may wait to be audited and written when the interrupt comes.
    corpus = jsonl(tmp_path / "long.jsonl", rows(MANY))
    output = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(corpus), str(output), str(int(signal.SIGINT))],
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )
    assert done.returncode != 0
    log = output / "audits.jsonl"
    before = log.read_bytes()
    assert 0 < before.count(b"\n") < MANY
    result = run_batch([str(corpus)], output, Choices(processes=1))
    assert (result.complete, result.counts.audited) == (True, MANY)
    assert log.read_bytes().startswith(before[: before.rindex(b"\n") + 1])
