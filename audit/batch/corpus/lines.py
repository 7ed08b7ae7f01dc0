"""Lines of a file, each within bounds, whatever the file holds."""

import codecs
import io
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Line(NamedTuple):
    """A line's number, from 1, and its bytes without the line end; None: it is too long."""

    number: int
    data: bytes | None


def lines(stream: IO[bytes], longest: int) -> Iterator[Line]:
    """The lines of `stream` (UTF-8, or UTF-16 with its mark); of none more than `longest` bytes
    are held.
    """
    buffered = io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream
    source = _without_mark(buffered)
    number = 0
    while True:
        data = source.readline(longest + 1)
        if not data:
            return
        number += 1
        if len(data) > longest and not data.endswith(b"\n"):
            while (rest := source.readline(1 << 16)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, None)
        else:
            yield Line(number, data.rstrip(b"\r\n"))


class _Recoded:
    """A UTF-16 stream whose lines come as UTF-8."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace")

    def readline(self, limit: int) -> bytes:
        """The next line, or its first `limit` characters."""
        return self._text.readline(limit).encode(errors="replace")


class _Rest:
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream

    def readline(self, limit: int) -> bytes:
        """The next line, or its first `limit` bytes."""
        if not self._head:
            return self._stream.readline(limit)
        head, self._head = self._head, b""
        return head if head.endswith(b"\n") else head + self._stream.readline(limit - len(head))


def _without_mark(stream: IO[bytes]) -> "_Recoded | _Rest":
    peek = getattr(stream, "peek", None)
    if peek is not None and bytes(peek(2))[:2] in _UTF16:
        return _Recoded(stream)
    head = stream.readline(3)
    return _Rest(b"" if head == codecs.BOM_UTF8 else head, stream)
