"""Runs of a small corpus that are killed at random moments, over and over, and then ended."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

#: What of a run's results differs from run to run: its times.
_TIMED: Final = ("run.json",)
_PROGRAM: Final = """
import sys
from pathlib import Path
from onrecord.audit.batch.corpus import batches
from onrecord.audit.batch.run.run_batch import Choices, run_batch
batches.BATCH_WORDS = 150
print("begun", flush=True)
run_batch([sys.argv[1]], Path(sys.argv[2]), Choices(processes=1))
"""


def made_corpus(path: Path, random: Random) -> None:
    """A corpus of made-up articles, of which some come again and some are no records."""
    names = ("Ann Lee", "Bo Kern", "Nora Quill", "Tom Roe", "Ines Marsh")
    lines = []
    for number in range(14):
        body = " ".join(
            f"{random.choice(names)} said on day {random.randrange(99)} that the pier was weak. "
            "Officials who asked not to be named denied it, and nobody else answered."
            for _ in range(random.randint(1, 6))
        )
        record = {"id": f"a{number}", "text": body, "publisher": random.choice("xyz")}
        lines.append("{" if number % 11 == 5 else json.dumps(record))
        if number % 9 == 4:
            lines.append(json.dumps(record | {"id": f"again{number}"}))
    path.write_text("\n".join(lines))


def results(folder: Path) -> dict[str, bytes]:
    """All results of a run by name, but those that tell of its times."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".batch" not in path.parts and path.name not in _TIMED
    }


def run(corpus: Path, output: Path, after: float | None = None) -> bool:
    """Begin a run, or go on with one, and kill it `after` so many seconds (None: not).

    Returns:
        Whether it came to its end.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(corpus), str(output)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    if after is not None:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    code = process.wait()
    process.stdout.close()
    assert code in (0, -signal.SIGKILL), code
    return code == 0


def kill_runs(folder: Path, kills: int, seed: int = 0) -> Iterator[bool]:
    """Kill runs `kills` times in all; for each run, whether it ended in the bytes of a whole one.

    A run is killed until it ends by itself, at most ten times, and then ended.
    """
    random = Random(seed)
    corpus = folder / "corpus.jsonl"
    made_corpus(corpus, random)
    started = time.monotonic()
    assert run(corpus, folder / "whole")
    took = time.monotonic() - started
    whole, done, number = results(folder / "whole"), 0, 0
    while done < kills:
        output, number = folder / f"run{number}", number + 1
        for _ in range(min(10, kills - done)):
            if run(corpus, output, after=random.random() * took):
                break
            done += 1
        run(corpus, output)
        yield results(output) == whole
