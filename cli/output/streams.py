"""Standard output and standard error that lose nothing without an error."""

import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO


class Whole(io.FileIO):
    """A file descriptor of which a write takes all it is given, or raises OSError.

    The system may take a part (a disk that fills up, a pipe that doesn't block). Python's own
    streams go on with the rest only where they are buffered, which PYTHONUNBUFFERED turns off.
    """

    def write(self, data: Any, /) -> int:
        """Write all of `data`, and wait where the reader is slow; its length in bytes."""
        rest = memoryview(data).cast("B")
        length = len(rest)
        while rest:
            written: int | None = super().write(rest)
            if written is None:
                select.select([], [self], [])
            else:
                rest = rest[written:]
        return length


class Forgiving(Whole):
    """One where what can't be written is dropped: there is nowhere left to say so."""

    def write(self, data: Any, /) -> int:
        """Write `data` if possible; its length in bytes."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


@contextmanager
def standard_streams() -> Iterator[None]:
    """Have `sys.stdout` and `sys.stderr` lose nothing, for the time of a ``with`` block.

    What is printed on stdout arrives whole, or writing or flushing it raises OSError, also where
    stdout is closed. What can't be printed on stderr is dropped. Characters that a stream's
    encoding lacks become ``?``. Streams that somebody has put in place of the process's own stay.
    """
    _take_numbers()
    out = _stream(sys.stdout, sys.__stdout__, Whole)
    err = _stream(sys.stderr, sys.__stderr__, Forgiving)
    with redirect_stdout(out), redirect_stderr(err):
        yield


def _take_numbers() -> None:
    """Let no file have the number of a standard stream that is closed.

    Libraries and the processes that are started write to the numbers. Reading finds the end, and
    writing fails, as it should.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)


def _stream(now: TextIO | None, own: TextIO | None, kind: type[Whole]) -> TextIO | None:
    if now is not own or (own is not None and os.name != "posix"):
        reconfigure = getattr(now, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
        return now
    if own is None:  # its number was closed
        raw = kind(os.open(os.devnull, os.O_RDONLY), "w")
        return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "replace")
    own.flush()
    at_once = getattr(own, "line_buffering", False) or getattr(own, "write_through", False)
    raw = kind(own.fileno(), "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), own.encoding, "replace", line_buffering=at_once)
