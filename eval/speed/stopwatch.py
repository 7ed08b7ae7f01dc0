"""How long each stage of an audit takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from onrecord.audit.auditor import Auditor

#: The stages that an auditor tells of.
STAGES: Final = (
    *("subwords", "network", "grants", "decoding", "linking", "sources"),
    *("segmenting", "claims and findings"),
)
OTHER: Final = "other"


class Stopwatch:
    """Adds up the time of stages; each lasts until the next begins, or the watch is stopped."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: str | None = None
        self._since = 0.0

    def __call__(self, stage: str) -> None:
        """`stage` begins."""
        self.stop()
        self._running = stage

    def stop(self) -> None:
        """No stage goes on any more."""
        now = perf_counter()
        if self._running is not None:
            self.seconds[self._running] = self.seconds.get(self._running, 0.0) + now - self._since
        self._running, self._since = None, now


@contextmanager
def watched_stages(auditor: Auditor) -> Iterator[Stopwatch]:
    """A `Stopwatch` that `auditor` tells of every stage of its audits in the ``with`` block.

    It doesn't tell when the last one ends: begin another, or stop the watch.
    """
    watch = Stopwatch()
    auditor.tagger.stages = watch
    try:
        yield watch
    finally:
        auditor.tagger.stages = None
        watch.stop()
