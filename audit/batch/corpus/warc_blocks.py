"""A WARC file cut into its records, of which a broken one doesn't take the next ones with it."""

import re
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

START: Final = b"WARC/"
#: Where a record was torn off, the next one does not begin a line.
_BEGIN: Final = re.compile(rb"WARC/\d\.\d\r?\n")
_LONGEST_BEGIN: Final = len(b"WARC/1.0\r\n")
_LENGTH: Final = re.compile(
    rb"^content-length\s*+:\s*+(\d{1,18})\s*+$", re.IGNORECASE | re.MULTILINE
)
_LONGEST_HEAD: Final = 1 << 16
_READ: Final = 1 << 16
_END: Final = b"\r\n\r\n"
_BLANK: Final = b"\r\n"


class WarcBlock(NamedTuple):
    """A record, from its first byte to its last.

    number: in the file, from 1. data: only its beginning where it is too long to be held
    (`is_cut`). fault: what is wrong with it, as a part of a sentence; `data` is empty then.
    """

    number: int
    data: bytes
    is_cut: bool = False
    fault: str | None = None


def warc_blocks(stream: IO[bytes], longest: int) -> Iterator[WarcBlock]:
    """The records of a WARC file; of none more than some `longest` bytes are held.

    A record is whole where its length leads to the next one, or to the end of the file. After one
    that isn't, the next begins where the next one says its version.
    """
    source = _Source(stream)
    number = 0
    while source.pass_blank():
        number += 1
        head = source.head()
        length = _LENGTH.search(head) if head is not None else None
        if head is None or length is None:
            source.resume()
            yield WarcBlock(number, b"", fault="has no head that says its length")
            continue
        size = len(head) + int(length[1])
        is_cut = size > longest
        if is_cut:
            data = source.look(2 * _LONGEST_HEAD)
            is_whole = source.drop(size) == size and source.is_between()
        else:
            is_whole = source.holds(size) and source.is_between(size)
            data = source.look(size) if is_whole else b""
            source.drop(size if is_whole else 0)
        if is_whole:
            yield WarcBlock(number, data, is_cut=is_cut)
        else:
            source.resume()
            yield WarcBlock(number, b"", fault="is not as long as it says")


class _Source:
    """A stream with bytes that were looked at and not yet taken."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._ahead = bytearray()

    def holds(self, count: int) -> bool:
        """Whether `count` bytes are left."""
        while len(self._ahead) < count:
            block = self._stream.read(max(_READ, count - len(self._ahead)))
            if not block:
                return False
            self._ahead += block
        return True

    def look(self, count: int, at: int = 0) -> bytes:
        """The `count` bytes from `at` on, fewer at the end; they stay."""
        self.holds(at + count)
        return bytes(self._ahead[at : at + count])

    def drop(self, count: int) -> int:
        """Pass over `count` bytes; how many there were."""
        held = min(count, len(self._ahead))
        del self._ahead[:held]
        left = count - held
        while left and (block := self._stream.read(min(left, _READ))):
            left -= len(block)
        return count - left

    def pass_blank(self) -> bool:
        """Pass over line ends; whether anything follows."""
        while data := self.look(_READ):
            blank = len(data) - len(data.lstrip(_BLANK))
            self.drop(blank)
            if blank < len(data):
                return True
        return False

    def head(self) -> bytes | None:
        """The lines at the top of a record, with the empty one that ends them; they stay."""
        if self.look(len(START)) != START:
            return None
        data = self.look(_LONGEST_HEAD)
        end = data.find(_END)
        return None if end < 0 else data[: end + len(_END)]

    def is_between(self, at: int = 0) -> bool:
        """Whether, `at` bytes on, there are line ends at the most and then a record or nothing."""
        rest = self.look(_LONGEST_HEAD, at).lstrip(_BLANK)
        return not rest or rest.startswith(START)

    def resume(self) -> None:
        """Go to where the next record begins, or to the end."""
        self.drop(1)
        while data := self.look(_LONGEST_HEAD):
            found = _BEGIN.search(data)
            if found is not None:
                self.drop(found.start())
                return
            # What begins a record may begin in the last bytes.
            self.drop(max(1, len(data) - _LONGEST_BEGIN + 1))
