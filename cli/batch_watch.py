"""What `onrecord batch` shows of its progress."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from onrecord.audit.batch.run.choices import State
    from onrecord.cli.output.progress import Bar

#: Seconds between two lines if stderr is not a terminal.
EVERY: Final = 30.0


class Watch:
    """Hears how far a run is, and shows it: beside a bar, or in a line now and then."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._lines = not sys.stderr.isatty()
        self._start = self._told = time.monotonic()
        self._share_before: float | None = None

    def __call__(self, state: State) -> None:
        """Show `state`; called from the thread that writes."""
        now = time.monotonic()
        if self._share_before is None:
            # The first call comes after the first batch; what came before it was done earlier.
            self._share_before = state.share or 0.0
        note = self._note(state, now - self._start)
        self._bar.update(state.share or 0.0, None if state.share is None else 1.0, note)
        if self._lines and now - self._told >= EVERY:
            self._told = now
            click.echo(note, err=True)

    def _note(self, state: State, seconds: float) -> str:
        parts = [f"{state.counts.audited:,} articles"]
        if state.counts.errors:
            parts.append(f"{state.counts.errors:,} errors")
        if seconds > 0:
            parts.append(f"{state.words / seconds:,.0f} words/s")
        left = self._left(state.share, seconds)
        if left is not None:
            parts.append(f"{left} left")
        return ", ".join(parts)

    def _left(self, share: float | None, seconds: float) -> str | None:
        """Time left, from the share that this session has read so far."""
        if share is None or self._share_before is None or share <= self._share_before:
            return None
        return worded(seconds * (1.0 - share) / (share - self._share_before))


def worded(seconds: float) -> str:
    """A duration to the precision that an estimate deserves."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min" if minutes else f"{rest} s"
