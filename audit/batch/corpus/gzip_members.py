"""Gzip files of many members, of which a broken one doesn't take the next ones with it."""

import io
import zlib
from typing import IO, Any, Final

_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP: Final = 16 + zlib.MAX_WBITS
#: Bytes that are unpacked at a time: what follows a fault in the same bytes is looked through.
_BLOCK: Final = 1 << 14
#: Bytes of a member in which a next one is looked for, should it prove broken.
_KEPT: Final = 1 << 20
#: The last bytes of a member come out only once its checksum holds, so that a broken member's
#: record lacks its end and is known for broken.
_HELD: Final = 8


class GzipMembers(io.RawIOBase):
    """What the members of a gzip file hold, one after the other.

    In the place of a broken member, or of what is left of it, stand `start` and an empty line, for
    it to be missed; then it goes on with the next one that begins with `start`.
    """

    def __init__(self, stream: IO[bytes], start: bytes) -> None:
        self._stream = stream
        self._start = start
        self._rest = b""
        self._kept = bytearray()
        self._held = b""
        self._unpacker = zlib.decompressobj(_GZIP)
        self._out = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill `buffer` as far as there is something."""
        room = memoryview(buffer)
        while not self._out and self._more():
            pass
        count = min(len(room), len(self._out))
        room[:count] = self._out[:count]
        self._out = self._out[count:]
        return count

    def close(self) -> None:
        """Close what lies beneath as well."""
        self._stream.close()
        super().close()

    def _more(self) -> bool:
        """Unpack one more block; False at the end."""
        pending = self._unpacker.unconsumed_tail
        block = pending or self._rest or self._stream.read(_BLOCK)
        if not pending:
            self._rest = b""
            self._kept += block
            if len(self._kept) > _KEPT:
                del self._kept[: len(self._kept) - _KEPT]
        if not block:  # a member that was torn off may have taken the next one for its own
            return bool(self._kept) and self._next_member()
        try:
            found = self._unpacker.decompress(block, _BLOCK)
        except zlib.error:
            return self._next_member()
        data = self._held + found
        if self._unpacker.eof:
            self._out, self._held = data, b""
            # Zeros may fill the file up to a block's end.
            self._rest = self._unpacker.unused_data.lstrip(b"\0")
            self._begin()
        else:
            self._out, self._held = data[:-_HELD], data[-_HELD:]
        return True

    def _begin(self) -> None:
        self._kept.clear()
        self._unpacker = zlib.decompressobj(_GZIP)

    def _next_member(self) -> bool:
        """Go to the next member that begins as one should, or to the end."""
        kept = bytes(self._kept)
        self._out, self._held = self._start + b"\r\n\r\n", b""
        self._begin()
        at = 0
        while True:
            at = kept.find(_MAGIC, at + 1)
            if at >= 0:
                more = self._stream.read(_BLOCK) if len(kept) - at < _BLOCK else b""
                kept += more
                if self._begins(kept[at : at + _BLOCK]):
                    self._rest = kept[at:]
                    return True
                continue
            block = self._stream.read(_BLOCK)
            if not block:
                return True
            kept = kept[-len(_MAGIC) :] + block
            at = -1

    def _begins(self, data: bytes) -> bool:
        try:
            return zlib.decompressobj(_GZIP).decompress(data, len(self._start)) == self._start
        except zlib.error:
            return False
