"""A progress bar for work that takes a while."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress

#: Seconds of work before the bar appears; anything shorter would only flicker.
PATIENCE: Final = 2.0


class Bar:
    """Counts steps of work, and draws them on stderr once the work has lasted `PATIENCE`.

    Nothing is drawn if stderr is not a terminal. Rich is imported only to draw.
    """

    def __init__(self, what: str, total: float | None) -> None:
        self._what = what
        self._total = total
        self._done = 0.0
        self._note = _counted(0, total)
        self._progress: Progress | None = None
        self._lock = threading.RLock()
        self._closed = False
        self._timer: threading.Timer | None = None
        if sys.stderr.isatty():
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def advance(self) -> None:
        """One more step is done."""
        self.update(self._done + 1, self._total)

    def update(self, done: float, total: float | None, note: str | None = None) -> None:
        """`done` of `total` is done (None: unknown).

        note: what stands beside the bar; None: the two numbers.
        """
        with self._lock:
            self._done, self._total = done, total
            self._note = _counted(done, total) if note is None else note
            if self._progress is not None:
                self._progress.update(
                    self._progress.task_ids[0], completed=done, total=total, note=self._note
                )

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar off the screen while something else is printed."""
        with self._lock:
            if self._progress is not None:
                self._progress.stop()
            try:
                yield
            finally:
                if self._progress is not None:
                    self._progress.start()

    def close(self) -> None:
        """Take the bar away."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            if self._progress is not None:
                self._progress.stop()
                self._progress = None

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._closed:
                return
            self._progress = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                TextColumn("{task.fields[note]}", markup=False),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
            )
            task = self._progress.add_task(self._what, total=self._total, note=self._note)
            self._progress.update(task, completed=self._done)
            self._progress.start()


@contextmanager
def progress(what: str, total: float | None = None) -> Iterator[Bar]:
    """A `Bar` for the time of a ``with`` block."""
    bar = Bar(what, total)
    try:
        yield bar
    finally:
        bar.close()


def _counted(done: float, total: float | None) -> str:
    return "" if total is None else f"{done:.0f}/{total:.0f}"
