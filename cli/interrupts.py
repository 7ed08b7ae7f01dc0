"""Ctrl-C as a wish to stop soon, for work that is to end cleanly."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from onrecord.cli.messages import complain


@contextmanager
def finishing() -> Iterator[Callable[[], bool]]:
    """While in the ``with`` block, the first interrupt is noted, and a second one interrupts.

    Yields:
        What tells whether there was one.
    """
    wished = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        if wished.is_set():
            raise KeyboardInterrupt
        wished.set()
        complain("stopping after the batch in hand; press Ctrl-C again to stop at once.")

    before = signal.signal(signal.SIGINT, note)
    try:
        yield wished.is_set
    finally:
        signal.signal(signal.SIGINT, before)
