"""Ctrl-C, remembered: a library that is being loaded may turn it into an error of its own."""

import signal
from types import FrameType

_heard = False


def listen() -> None:
    """Raise `KeyboardInterrupt` at Ctrl-C, as Python does, and remember that it came."""
    signal.signal(signal.SIGINT, _interrupt)


def heard() -> bool:
    """Whether Ctrl-C came since the process began to listen."""
    return _heard


def _interrupt(number: int, frame: FrameType | None) -> None:
    global _heard
    _heard = True
    signal.default_int_handler(number, frame)
