"""How much CPU time processes have taken, by Linux's own account."""

import os
from pathlib import Path

from onrecord.eval.speed.machine.memory import family

_PROC = Path("/proc")


def cpu_seconds(process: int) -> dict[int, float]:
    """CPU seconds so far of a process and of its descendants that are there now, by their ids.

    Those of processes that have ended are not in it. Empty where the system doesn't say.
    """
    ticks = os.sysconf("SC_CLK_TCK")
    found: dict[int, float] = {}
    for one in family(process):
        try:
            said = (_PROC / str(one) / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        fields = said.rpartition(")")[2].split()
        found[one] = (int(fields[11]) + int(fields[12])) / ticks
    return found


def largest_peak(process: int) -> float | None:
    """The most memory that one of them has taken so far, in megabytes (10^6 bytes)."""
    peaks: list[float] = []
    for one in family(process):
        try:
            lines = (_PROC / str(one) / "status").read_text(errors="replace").splitlines()
        except OSError:
            continue
        peaks += [int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")]
    return max(peaks, default=None)
