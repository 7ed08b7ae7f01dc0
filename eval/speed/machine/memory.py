"""How much memory a process takes together with the processes that it starts."""

import threading
from pathlib import Path
from typing import Final, Self

_PROC: Final = Path("/proc")
_EVERY: Final = 0.5
_KIB: Final = 1024


class TreeMemory:
    """Watches a process and its descendants while in a ``with`` block, twice a second.

    `peak` is the most that they took at one time, in megabytes (10^6 bytes), each page counted
    once (Linux's "proportional set size"); None where the system doesn't say.
    """

    def __init__(self, process: int) -> None:
        self.peak: float | None = None
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            taken = [kept for one in family(self._process) if (kept := _size(one)) is not None]
            if taken:
                self.peak = max(self.peak or 0.0, sum(taken))


def family(process: int) -> list[int]:
    """A process and its descendants that are there now; empty where nobody says."""
    parents: dict[int, int] = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            said = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        parents[int(folder.name)] = int(said.rpartition(")")[2].split()[1])
    found = [process] if process in parents else []
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _size(process: int) -> float | None:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next(
        (int(line.split()[1]) * _KIB / 1e6 for line in lines if line.startswith("Pss:")), None
    )
