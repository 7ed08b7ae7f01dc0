"""`onrecord batch` beside the bare network, on the same corpus in the same run.

``python -m onrecord.eval.speed.batch_speed`` measures this alone and prints JSON.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec

from onrecord.eval.speed.corpora import write_corpus
from onrecord.eval.speed.machine.memory import TreeMemory
from onrecord.eval.speed.machine.processes import output_of
from onrecord.eval.speed.types import BatchSpeed
from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.threads import available_threads
from onrecord.models.tagger import shipped_weights

#: Articles of a corpus, enough for what a run takes once to weigh little, and words of an article.
ARTICLES: Final = 480
WORDS: Final = 900
_RUNTIME: Final = "onnx"


def measure_batch(
    folder: Path,
    articles: int = ARTICLES,
    words: int = WORDS,
    tell: Callable[[str], None] = lambda _: None,
) -> BatchSpeed:
    """Measure a corpus of `articles` articles with the model in `folder` on the CPU.

    The bare network runs before and after, with all threads, and the mean of both counts: what
    else the machine does meanwhile then falls on both sides.

    Raises:
        OnRecordError: a process in which something is measured failed.
    """
    with tempfile.TemporaryDirectory(prefix="onrecord-speed-") as scratch:
        corpus, output = Path(scratch) / "corpus.jsonl", Path(scratch) / "out"
        total = write_corpus(corpus, articles, words)
        before = _bare(folder, corpus, tell)
        tell(f"onrecord batch, {articles} articles of {words} words")
        start = perf_counter()
        peak = _run(folder, corpus, output)
        process = perf_counter() - start
        after = _bare(folder, corpus, tell)
        record = msgspec.json.decode((output / "run.json").read_bytes())
    if record["counts"]["audited"] != articles:
        raise OnRecordError("Measuring failed: 'onrecord batch' did not audit all articles.")
    return BatchSpeed(
        runtime=_RUNTIME,
        threads=available_threads(),
        articles=articles,
        words=total,
        network=[before, after],
        seconds=record["timings"]["seconds"],
        network_in_batch=record["timings"]["network_seconds"],
        process=process,
        peak=peak,
    )


def _bare(folder: Path, corpus: Path, tell: Callable[[str], None]) -> float:
    tell("the network alone on the same windows")
    arguments = ["-m", "onrecord.eval.speed.bare", str(folder), str(corpus), _RUNTIME]
    return float(output_of(arguments, available_threads()))


def _run(folder: Path, corpus: Path, output: Path) -> float | None:
    """Run the command; the most memory that it took with all its processes, in megabytes."""
    command = [sys.executable, "-m", "onrecord.cli", "batch", str(corpus), "-o", str(output)]
    options = ["--model", str(folder), "--runtime", _RUNTIME]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with TreeMemory(process.pid) as memory:
        _, said = process.communicate()
    if process.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        raise OnRecordError(f"Measuring failed ({''.join(last) or 'it was killed'}).")
    return memory.peak


def main() -> None:
    """Measure `onrecord batch` and print a `BatchSpeed` as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--model", type=Path, default=shipped_weights())
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--words", type=int, default=WORDS)
    arguments = parser.parse_args()
    found = measure_batch(arguments.model, arguments.articles, arguments.words)
    shown = {**msgspec.to_builtins(found), "of_bare": found.of_bare}
    print(msgspec.json.format(msgspec.json.encode(shown), indent=2).decode())


if __name__ == "__main__":
    main()
