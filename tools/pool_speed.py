"""Whether worker processes of our own pay against a standard pool: paired runs over one corpus.

    python tools/pool_speed.py --articles 120 --words 250 --pairs 3

Each pair audits the same batches with `Workers` and with `concurrent.futures.ProcessPoolExecutor`,
in an order that changes from pair to pair; both have their models loaded before the clock starts.
What counts are the ratios. Then a worker of each is killed in the middle of such a run. Needs Linux
for the CPU times.
"""

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.corpus.batches import batches
from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.run.auditing import Auditing, Collect, InProcess, Line, Outcome
from onrecord.audit.batch.run.choices import Choices
from onrecord.audit.batch.run.messages import Setup, setup_of
from onrecord.audit.batch.run.workers import Workers
from onrecord.audit.batch.types import Entry, ReadOptions
from onrecord.eval.speed.corpora import write_corpus
from onrecord.eval.speed.machine.cpu import cpu_seconds

#: Articles of a task of the pool: as many of 250 words as `Workers` sends at a time.
_TASK: Final = 8
#: Batches that are under way at a time, as in a run.
_UNDER_WAY: Final = 3
_held: list[Auditor] = []


class Pool:
    """`Auditing` by a standard pool, which pickles what it sends."""

    def __init__(self, setup: Setup, processes: int) -> None:
        os.environ["OMP_NUM_THREADS"] = "1"
        self._pool = ProcessPoolExecutor(
            processes,
            mp_context=get_context("spawn"),
            initializer=_load,
            initargs=(msgspec.msgpack.encode(setup),),
        )

    @property
    def network_seconds(self) -> float:
        """Not known."""
        return 0.0

    def begin(self, entries: Sequence[Entry]) -> Collect:
        """See `Auditing.begin`."""
        # The entries of a run hold nothing that can't be pickled but what was read.
        sent = [Entry(one.record, one.place, one.document, None, None) for one in entries]
        tasks: list[Future[dict[int, Outcome]]] = [
            self._pool.submit(_audit, sent[at : at + _TASK]) for at in range(0, len(sent), _TASK)
        ]
        return lambda: {n: one for task in tasks for n, one in task.result().items()}

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def _load(setup: bytes) -> None:
    how = msgspec.msgpack.decode(setup, type=Setup)
    _held.append(Auditor.load(runtime=how.runtime, policy=how.policy, house=how.house))


def _audit(entries: Sequence[Entry]) -> dict[int, Outcome]:
    return InProcess(_held[0], no_text=False).begin(entries)()


def outcomes(auditing: Auditing, read: Sequence[list[Entry]]) -> Iterator[dict[int, Outcome]]:
    """What the batches in `read` come to, one after the other."""
    waiting: list[Collect] = []
    for batch in read:
        waiting.append(auditing.begin(batch))
        if len(waiting) == _UNDER_WAY:
            yield waiting.pop(0)()
    for collect in waiting:
        yield collect()


def cost(auditing: Auditing, read: Sequence[list[Entry]]) -> tuple[float, float]:
    """Seconds and CPU seconds of all processes for the batches in `read`."""
    start, before = time.monotonic(), sum(cpu_seconds(os.getpid()).values())
    for _ in outcomes(auditing, read):
        pass
    return time.monotonic() - start, sum(cpu_seconds(os.getpid()).values()) - before


def killed(auditing: Auditing, read: Sequence[list[Entry]], process: int) -> str:
    """What comes of the batches in `read` where a process is killed."""
    audited = 0
    try:
        for found in outcomes(auditing, read):
            if not audited:
                os.kill(process, signal.SIGKILL)
            audited += sum(isinstance(one, Line) for one in found.values())
    except Exception as error:
        return f"{audited} audited, then {type(error).__name__}: {error}"
    return f"{audited} audited"


def started(make: Callable[[], Auditing], read: Sequence[list[Entry]]) -> tuple[Auditing, int]:
    """What `make` makes, once its processes have their models, and the busiest of those."""
    others = set(cpu_seconds(os.getpid()))
    auditing = make()
    for _ in outcomes(auditing, [read[0][:8]] * 4):
        pass
    spent = cpu_seconds(os.getpid())
    return auditing, max(spent.keys() - others, key=lambda one: spent[one])


def batches_of(folder: Path, articles: int, words: int) -> list[list[Entry]]:
    """A corpus of so many articles of about so many words, in batches."""
    path = folder / "corpus.jsonl"
    write_corpus(path, articles, words)
    corpus = Corpus([str(path)], ReadOptions())
    with closing(Seen(folder / "seen.sqlite")) as seen:
        seen.forget(0)
        return list(batches(corpus, seen, start=0, stop=lambda: False, left_out=False))


def main() -> None:
    """Measure; print each pair, the medians of the ratios, and what a killed worker does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--words", type=int, default=250)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    setup = setup_of(Auditor.load(), Choices())
    with tempfile.TemporaryDirectory() as scratch:
        read = batches_of(Path(scratch), given.articles, given.words)
    makers: dict[str, Callable[[], Auditing]] = {
        "own": lambda: Workers(setup, given.processes, 1),
        "pool": lambda: Pool(setup, given.processes),
    }
    alive: dict[str, Auditing] = {}
    busiest: dict[str, int] = {}
    try:
        for name, make in makers.items():
            alive[name], busiest[name] = started(make, read)
        ratios: list[tuple[float, float]] = []
        for pair in range(given.pairs):
            took = {name: cost(alive[name], read) for name in sorted(alive, reverse=bool(pair % 2))}
            (own, own_cpu), (pool, pool_cpu) = took["own"], took["pool"]
            ratios.append((own / pool, own_cpu / pool_cpu))
            print(
                f"own {own:.2f} s, {own_cpu:.2f} CPU s; pool {pool:.2f} s, {pool_cpu:.2f} CPU s",
                flush=True,
            )
        by_clock, by_cpu = (median(ratio) for ratio in zip(*ratios, strict=True))
        print(f"own over pool, median: {by_clock:.3f} of the time, {by_cpu:.3f} of the CPU time")
        for name, auditing in alive.items():
            print(f"{name}, a process killed: {killed(auditing, read, busiest[name])}", flush=True)
    finally:
        for auditing in alive.values():
            auditing.close()


if __name__ == "__main__":
    main()
