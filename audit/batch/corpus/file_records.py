"""The records of one file, whatever it is packed in."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import IO, Final

from onrecord.audit.batch.corpus.columnar import parquet
from onrecord.audit.batch.corpus.expansion import PACKED, Budget, bounded, unpacked
from onrecord.audit.batch.corpus.records import refused
from onrecord.audit.batch.corpus.registry import reader_of
from onrecord.audit.batch.errors import ArchiveError, ExpansionError, check_machine
from onrecord.audit.batch.types import Raw, ReadOptions
from onrecord.audit.ingest.errors import (
    IngestError,
    TooLargeError,
    UnreadableError,
    shown,
    size,
)
from onrecord.audit.ingest.reader import read_bytes, read_document
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError

_BLOCK: Final = 1 << 20


def whole(records: Iterator[Raw], name: str) -> Iterator[Raw]:
    """`records`, and where they break off a last one that says why."""
    try:
        yield from records
    except Exception as error:  # a broken file must not end the run, whatever breaks
        yield _broken(name, error)


def _broken(name: str, error: Exception) -> Raw:
    """The record in the place where a file breaks off.

    Raises:
        OnRecordError: it is not the file that is at fault.
    """
    if isinstance(error, IngestError):
        return refused(name, error)
    if isinstance(error, OnRecordError):
        raise error
    check_machine(name, error)
    reason = getattr(error, "strerror", None) or type(error).__name__
    message = f"{shown(name)} can't be read to its end ({reason}); check the file."
    return refused(name, ArchiveError(message))


def records_of_file(path: str, options: ReadOptions) -> Iterator[Raw]:
    """The records in the file at `path`, in their order; whatever breaks in it is raised."""
    suffix = PurePath(path).suffix.lower()
    if not Path(path).is_file():
        what = "a folder that can't be listed" if Path(path).is_dir() else "no regular file"
        message = f"{shown(path)} can't be read (it is {what}); check it."
        yield refused(path, UnreadableError(message))
    elif suffix == ".zip" or suffix in PACKED or reader_of(path) is not None:
        with Path(path).open("rb") as file:
            yield from records_of_stream(file, path, Path(path).stat().st_size, options)
    else:
        yield Raw(path, lambda: _article(path, options))


def _article(path: str, options: ReadOptions) -> Document:
    return read_document(
        path,
        max_bytes=options.max_bytes,
        format=options.format,
        any_language=options.any_language,
    )


def records_of_stream(
    stream: IO[bytes], path: str, length: int, options: ReadOptions
) -> Iterator[Raw]:
    """As `records_of_file`, of a file that is open already and `length` bytes long."""
    suffix = PurePath(path).suffix.lower()
    if suffix == ".zip":
        yield from _members(stream, path, length, options)
    elif suffix in PACKED:
        with unpacked(stream, path, Budget(path, length)) as inner:
            yield from _stream(inner, path[: -len(suffix)], path, options)
    else:
        yield from _stream(stream, path, path, options)


def _members(stream: IO[bytes], path: str, length: int, options: ReadOptions) -> Iterator[Raw]:
    """The records of every file in a zip archive, in the order of the archive."""
    budget = Budget(path, length)
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            base = PurePath(member.filename).name
            if member.is_dir() or base.startswith(".") or "__MACOSX" in member.filename:
                continue
            name = f"{path}/{member.filename}"
            try:
                stream = bounded(archive.open(member), budget)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                message = f"{shown(name)} can't be unpacked ({error}); unpack it yourself."
                yield refused(name, ArchiveError(message))
                continue
            suffix = PurePath(base).suffix.lower()
            with stream:
                if suffix == ".zip" or suffix in PACKED:
                    message = f"{shown(name)} is packed twice; unpack the outer archive."
                    yield refused(name, ArchiveError(message))
                else:
                    yield from _member(stream, name, options)


def _member(stream: io.BufferedReader, name: str, options: ReadOptions) -> Iterator[Raw]:
    """The records of one member; where it breaks off the archive goes on with the next."""
    try:
        yield from _stream(stream, name, name, options)
    except ExpansionError:  # the budget is that of the whole archive
        raise
    except Exception as error:
        yield _broken(name, error)


def _stream(stream: IO[bytes], inner: str, name: str, options: ReadOptions) -> Iterator[Raw]:
    """The records of an unpacked file called `inner`."""
    reader = reader_of(inner)
    if reader is parquet:
        with _seekable(stream, name) as whole:
            yield from parquet(whole, name, options)
    elif reader is not None:
        yield from reader(stream, name, options)
    else:
        data = stream.read(options.max_bytes + 1)
        yield Raw(name, lambda: _unpacked_article(data, inner, name, options))


def _unpacked_article(data: bytes, inner: str, name: str, options: ReadOptions) -> Document:
    if len(data) > options.max_bytes:
        limit = size(options.max_bytes)
        raise TooLargeError(f"{shown(name)} has more than {limit}; --max-bytes allows more.")
    return read_bytes(
        data,
        name=inner,
        id=name,
        max_bytes=options.max_bytes,
        format=options.format,
        any_language=options.any_language,
    )


@contextmanager
def _seekable(stream: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """All of `stream` as a file of no name, for what is not read from front to back.

    Raises:
        OnRecordError: there is no place for it.
    """
    with ExitStack() as stack:
        try:
            whole = stack.enter_context(tempfile.TemporaryFile(buffering=0))
        except OSError as error:
            raise _no_room(name, error) from error
        while block := stream.read(_BLOCK):
            rest = memoryview(block)
            while rest:
                try:
                    rest = rest[whole.write(rest) :]
                except OSError as error:
                    raise _no_room(name, error) from error
        whole.seek(0)
        yield whole


def _no_room(name: str, error: OSError) -> OnRecordError:
    reason = error.strerror or str(error)
    return OnRecordError(
        f"{shown(name)} can't be unpacked where temporary files lie ({reason}); make room there, "
        "or name another folder in TMPDIR, and give the same command again: it goes on where it "
        "stopped."
    )
