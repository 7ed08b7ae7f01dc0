"""Running Python in a separate process, and measuring what it takes."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from onrecord.eval.speed.machine import launcher
from onrecord.models.errors import OnRecordError

#: Variables that set how many threads libraries use.
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def output_of(arguments: Sequence[str], threads: int) -> bytes:
    """What ``python *arguments`` prints when it is given `threads` threads.

    Raises:
        OnRecordError: it failed.
    """
    told = {name: str(threads) for name in _THREADS}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, env={**os.environ, **told}
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise OnRecordError(f"Measuring failed ({''.join(last) or 'it was killed'}).")
    return done.stdout


def cost_of(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of ``python *arguments`` with its output thrown away.

    Raises:
        OnRecordError: it failed.
    """
    command = [sys.executable, "-I", str(launcher.__file__), sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        raise OnRecordError(
            f"Measuring failed: 'python {' '.join(arguments)}' exited with {done.returncode}."
        )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)
