"""Whether the cost of a run grows with its corpus: CPU, memory and disk an article, by size.

    python tools/scale.py 2000 8000

Each corpus is fictional and audited by `onrecord batch` in processes of its own. CPU seconds are
those of all of them: others at work on the machine change them far less than the time on the clock.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from onrecord.eval.speed.corpora import write_corpus


class Cost(NamedTuple):
    """What a run took: CPU seconds, megabytes of its largest process, bytes on disk."""

    articles: int
    words: int
    cpu: float
    memory: float
    audits: int
    tables: int
    state: int


def measured(articles: int, words: int, processes: int) -> Cost:
    """The cost of a run over so many articles of about so many words."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus, output = Path(scratch, "corpus.jsonl"), Path(scratch, "out")
        total = write_corpus(corpus, articles, words)
        command = [sys.executable, "-m", "onrecord.cli", "batch", str(corpus), "-o", str(output)]
        child = subprocess.Popen(
            [*command, "--processes", str(processes)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"the run over {articles} articles failed ({child.returncode})")
        return Cost(
            articles=articles,
            words=total,
            cpu=usage.ru_utime + usage.ru_stime,
            memory=usage.ru_maxrss / 1024,
            audits=(output / "audits.jsonl").stat().st_size,
            tables=sum(path.stat().st_size for path in output.glob("*.parquet")),
            state=(output / ".batch" / "seen.sqlite").stat().st_size,
        )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    print("| articles | words | CPU ms an article | peak MB | audits kB | tables kB | seen kB |")
    print("|---|---|---|---|---|---|---|")
    for articles in given.articles:
        cost = measured(articles, given.words, given.processes)
        each = (cost.audits, cost.tables, cost.state)
        disk = " | ".join(f"{size / articles / 1000:.2f}" for size in each)
        milliseconds = 1000 * cost.cpu / articles
        print(
            f"| {articles:,} | {cost.words:,} | {milliseconds:.1f} | {cost.memory:.0f} | {disk} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
