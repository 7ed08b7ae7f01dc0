"""`onrecord serve` beside `onrecord batch`: ``service_speed.py [--articles N] [--rounds N]``.

The same fictional articles go through both in turns, so that what else the machine does falls on
both. Eight clients send one article after the other to the service, which is up already. Of a batch
counts the time in which it audits and writes, without loading and reports. The time of a single
audit is what one client alone waits for.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2

from onrecord.eval.speed.corpora import write_corpus

CLIENTS = 8
SINGLE = 10
LEAST_THROUGHPUT, MOST_WAIT = 0.85, 12.0


@contextmanager
def served() -> Iterator[str]:
    """A service that runs; its address."""
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        if found is None:
            raise RuntimeError("the service didn't start")
        yield found[0]
    finally:
        process.terminate()
        process.wait()


def asked(address: str, articles: list[dict[str, str]], clients: int) -> tuple[float, list[float]]:
    """Seconds until all articles are audited, and how long each answer took."""
    with httpx2.Client(base_url=address, timeout=300) as client:

        def ask(article: dict[str, str]) -> float:
            begun = time.perf_counter()
            client.post("/audits", json=article).raise_for_status()
            return time.perf_counter() - begun

        begun = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            times = list(pool.map(ask, articles))
        return time.perf_counter() - begun, times


def batch_seconds(corpus: Path, output: Path) -> float:
    """Seconds in which a batch audits and writes the corpus."""
    command = [sys.executable, "-m", "onrecord.cli", "batch", str(corpus), "-o", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    seconds: float = json.loads((output / "run.json").read_bytes())["timings"]["seconds"]
    return seconds


def main() -> int:
    """Measure, and print the figures; 1 where one misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--words", type=int, default=900)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    ratios, waits = [], []
    with tempfile.TemporaryDirectory() as scratch, served() as address:
        corpus = Path(scratch) / "corpus.jsonl"
        write_corpus(corpus, given.articles, given.words)
        articles = [json.loads(line) for line in corpus.read_text().splitlines()]
        asked(address, articles[: 2 * CLIENTS], CLIENTS)  # the first audits are slower
        for number in range(given.rounds):
            batch = batch_seconds(corpus, Path(scratch) / f"out-{number}")
            _, single = asked(address, articles[:SINGLE], 1)
            service, times = asked(address, articles, CLIENTS)
            ratios.append(batch / service)
            alone, late = statistics.median(single), statistics.quantiles(times, n=20)[-1]
            waits.append(late / alone)
            told = f"batch {batch:.1f} s, service {service:.1f} s, single {alone:.3f} s"
            print(f"{told}, p95 {late:.3f} s", flush=True)
    throughput, wait = statistics.median(ratios), statistics.median(waits)
    print(f"throughput: {throughput:.0%} of batch's (aim: {LEAST_THROUGHPUT:.0%} or more)")
    print(f"p95: {wait:.1f} times a single audit (aim: {MOST_WAIT:.0f} or less)")
    return int(throughput < LEAST_THROUGHPUT or wait > MOST_WAIT)


if __name__ == "__main__":
    sys.exit(main())
