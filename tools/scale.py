"""Whether the cost of a run grows with its corpus: CPU, memory and disk an article, by size.

    python tools/scale.py 500 2000 8000 --words 60
    python tools/scale.py 8000 --words 60 --keep FOLDER --minutes 20

Each corpus is fictional and audited by `onrecord batch` in processes of its own. CPU seconds are
those of all of them: others at work on the machine change them far less than the time on the clock.
With `--minutes` a run is stopped after so many, and the same command goes on with it. Needs Linux.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from onrecord.eval.speed.corpora import write_corpus
from onrecord.eval.speed.machine.cpu import cpu_seconds, largest_peak

_EVERY: Final = 1.0
#: How `onrecord batch` ends that was stopped.
_STOPPED: Final = 130


class Spent(msgspec.Struct):
    """What a run has taken so far: CPU seconds, megabytes of its largest process, sessions."""

    words: int
    cpu: float = 0.0
    memory: float = 0.0
    sessions: int = 0


class Tree:
    """CPU seconds and the largest process's megabytes, of a process and its descendants."""

    def __init__(self, process: int) -> None:
        self._cpu: dict[int, float] = {}
        self.memory = 0.0
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def cpu(self) -> float:
        """Of all processes, up to when they were last seen."""
        return sum(self._cpu.values())

    def __enter__(self) -> "Tree":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self._cpu |= cpu_seconds(self._process)
            self.memory = max(self.memory, largest_peak(self._process) or 0.0)


def run(folder: Path, articles: int, given: argparse.Namespace) -> Spent | None:
    """What a run over so many articles took; None where it was stopped before its end."""
    corpus, output, notes = folder / "corpus.jsonl", folder / "out", folder / "spent.json"
    if notes.exists():
        spent = msgspec.json.decode(notes.read_bytes(), type=Spent)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        spent = Spent(words=write_corpus(corpus, articles, given.words))
    command = [sys.executable, "-m", "onrecord.cli", "batch", str(corpus), "-o", str(output)]
    child = subprocess.Popen(
        [*command, "--processes", str(given.processes), "--engine", given.engine],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with Tree(child.pid) as tree:
        try:
            code = child.wait(60 * given.minutes if given.minutes else None)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGINT)
            code = child.wait()
    if code not in (0, _STOPPED):
        raise SystemExit(f"the run over {articles} articles failed ({code})")
    spent.cpu += tree.cpu
    spent.memory = max(spent.memory, tree.memory)
    spent.sessions += 1
    notes.write_bytes(msgspec.json.encode(spent))
    return spent if code == 0 else None


def row(folder: Path, articles: int, spent: Spent) -> str:
    """A line of the table."""
    output = folder / "out"
    sizes = (
        sum(path.stat().st_size for path in output.glob(f"**/{pattern}"))
        for pattern in ("*audits.jsonl", "*.parquet", "seen.sqlite")
    )
    disk = " | ".join(f"{size / articles / 1000:.2f}" for size in sizes)
    each = 1000 * spent.cpu / articles
    return (
        f"| {articles:,} | {spent.words:,} | {spent.sessions} | {spent.cpu:.0f} | {each:.1f} "
        f"| {spent.memory:.0f} | {disk} |"
    )


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """A folder to work in: the one that is given, or one that goes afterwards."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory() as scratch:
        yield Path(scratch)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where runs are kept")
    parser.add_argument("--minutes", type=float, help="stop after so many; needs --keep")
    given = parser.parse_args()
    if given.minutes and not given.keep:
        parser.error("--minutes needs --keep, so that the same command can go on.")
    print(
        "| articles | words | sessions | CPU s | CPU ms an article | peak MB "
        "| audits kB | tables kB | seen kB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for articles in given.articles:
        with kept(given.keep) as folder:
            place = folder / f"{given.engine}-{articles}-{given.words}"
            spent = run(place, articles, given)
            if spent is None:
                raise SystemExit("stopped; the same command goes on")
            print(row(place, articles, spent), flush=True)


if __name__ == "__main__":
    main()
