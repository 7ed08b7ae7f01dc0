"""How far a run over a corpus is: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from rich.progress import Progress

    from onrecord.audit.batch.run import State

#: Seconds between two lines where there is no terminal.
PAUSE: Final = 30.0


@contextmanager
def batch_progress() -> Iterator[Callable[["State"], None]]:
    """What to call with each state of the run; it draws on stderr."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    bar = DrawnBar()
    try:
        yield bar
    finally:
        bar.close()


class Lines:
    """Plain lines, `PAUSE` seconds apart at the least."""

    def __init__(self) -> None:
        self._start = self._last = time.monotonic()

    def __call__(self, state: "State") -> None:
        """Print a line if it is time for one."""
        now = time.monotonic()
        if now - self._last >= PAUSE:
            self._last = now
            click.echo(worded(state, now - self._start), err=True)


class DrawnBar:
    """A bar by the share of the corpus that was read; drawn from the first state on."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._progress: Progress | None = None

    def __call__(self, state: "State") -> None:
        """Move the bar."""
        if self._progress is None:
            self._progress = _drawn()
        self._progress.update(
            self._progress.task_ids[0],
            completed=state.share or 0.0,
            total=None if state.share is None else 1.0,
            description=worded(state, time.monotonic() - self._start),
        )

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def worded(state: "State", seconds: float) -> str:
    """Articles, words per second, errors and time left, in a line.

    Args:
        state: how far the run is.
        seconds: since the session began.
    """
    counts = state.counts
    parts = [f"{counts.audited:,} articles", f"{state.words / max(seconds, 0.001):,.0f} words/s"]
    if counts.errors:
        parts.append(f"{counts.errors:,} errors")
    if state.share:
        parts.append(f"{100 * state.share:.0f}%")
        if state.share < 1:
            parts.append(f"{duration(seconds * (1 - state.share) / state.share)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Hours and minutes, minutes, or seconds."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


def _drawn() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    progress = Progress(
        BarColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    progress.add_task("", total=None)
    progress.start()
    return progress
