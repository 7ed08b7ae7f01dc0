"""Unpacking gzip, zstd and zip without unpacking a bomb."""

import gzip
import io
from pathlib import PurePath
from typing import IO, Any, Final, cast

from onrecord.audit.batch.corpus.gzip_members import GzipMembers
from onrecord.audit.batch.corpus.warc_blocks import START
from onrecord.audit.batch.errors import ExpansionError
from onrecord.audit.ingest.errors import shown, size

#: Text packs to a tenth or a twentieth; what unpacks to more than this many times its size,
#: and to more than a file that small could need, is no text.
MOST_TIMES: Final = 100
ALWAYS_ALLOWED: Final = 64_000_000
#: The largest window that zstd may ask for: what its own ``--ultra`` levels use.
_ZSTD_WINDOW: Final = 2**27
PACKED: Final = frozenset({".gz", ".zst", ".zstd"})


class Budget:
    """How much may still come out of one packed file, all its members together."""

    def __init__(self, name: str, packed: int) -> None:
        self._name = name
        self._allowed = max(ALWAYS_ALLOWED, MOST_TIMES * packed)
        self._spent = 0

    def spend(self, count: int) -> None:
        """Take `count` bytes out.

        Raises:
            ExpansionError: that is more than is left.
        """
        self._spent += count
        if self._spent > self._allowed:
            raise ExpansionError(
                f"{shown(self._name)} unpacks to more than {size(self._allowed)}, which no text "
                "of its size does; what follows in it is left out."
            )


class Bounded(io.RawIOBase):
    """A stream of unpacked bytes that stops where the budget does."""

    def __init__(self, stream: IO[bytes] | io.RawIOBase, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill `buffer` as far as there is something.

        Raises:
            ExpansionError: more comes out than the budget allows.
        """
        room = memoryview(buffer)
        data = self._stream.read(len(room)) or b""
        self._budget.spend(len(data))
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what lies beneath as well."""
        self._stream.close()
        super().close()


def bounded(stream: IO[bytes] | io.RawIOBase, budget: Budget) -> io.BufferedReader:
    """`stream`, buffered, within `budget`."""
    return io.BufferedReader(Bounded(stream, budget), 1 << 16)


def unpacked(stream: IO[bytes], name: str, budget: Budget) -> io.BufferedReader:
    """What the gzip or zstd file `name` holds, as a stream."""
    if name.lower().endswith(".warc.gz"):  # a member a record
        return bounded(GzipMembers(stream, START), budget)
    if PurePath(name).suffix.lower() == ".gz":
        return bounded(cast(IO[bytes], gzip.GzipFile(fileobj=stream)), budget)
    from zstandard import ZstdDecompressor

    reader = ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(
        stream, read_across_frames=True
    )
    return bounded(reader, budget)
