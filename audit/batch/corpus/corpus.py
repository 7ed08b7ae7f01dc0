"""A corpus: the files that its names stand for, and the records in them, in a fixed order."""

import glob
import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import IO, Final

import msgspec

from onrecord.audit.batch.corpus.columnar import HUB, from_hub, hub_name, is_saved, parquet, saved
from onrecord.audit.batch.corpus.expansion import PACKED, Budget, bounded, unpacked
from onrecord.audit.batch.corpus.records import refused
from onrecord.audit.batch.corpus.registry import reader_of
from onrecord.audit.batch.errors import ArchiveError, ExpansionError, check_machine
from onrecord.audit.batch.places import resolved
from onrecord.audit.batch.types import Raw, ReadOptions
from onrecord.audit.decisions.load import SUFFIX as DECISIONS
from onrecord.audit.ingest.errors import (
    IngestError,
    TooLargeError,
    UnreadableError,
    legible,
    shown,
    size,
)
from onrecord.audit.ingest.reader import read_bytes, read_document
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError

_BLOCK: Final = 1 << 20


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """What one name of a corpus stood for when it was read.

    digest: SHA-256 over name, size and time of change of every file (of a data set on a hub, its
    revision): equal where nothing changed.
    """

    name: str
    files: int
    bytes: int
    digest: str


class Corpus:
    """The articles that names of files, folders, patterns and data sets stand for.

    `read` counts the bytes read so far, of `size` that there are (0: not known).
    """

    def __init__(
        self,
        names: Sequence[str],
        options: ReadOptions,
        *,
        leave_out: Path | None = None,
        results: Container[str] = (),
    ) -> None:
        """Look up what is there.

        Args:
            names: files, folders, patterns (``2024-*.jsonl.gz``), ``hub:owner/name[:split]``.
            options: how to read them.
            leave_out: a folder that is no part of the corpus, wherever it lies.
            results: names in that folder that no pattern stands for, since they were not there
                when the command was first given.

        Raises:
            OnRecordError: a name stands for nothing.
        """
        self.options = options
        self._left_out = resolved(leave_out) if leave_out else None
        self._results = results
        self._hub = {name: hub_name(name) for name in names if name.startswith(HUB)}
        self._names = [found for name in names for found in self._found(name)]
        self.extents = [self._extent(name) for name in self._names]
        self.size = sum(extent.bytes for extent in self.extents)
        self.read = 0

    def records(self) -> Iterator[Raw]:
        """Every record, in the order of names; within a folder by path.

        What can't be read at all is one record, whose `load` says why.
        """
        for name in self._names:
            if name in self._hub:
                yield from _whole(from_hub(self._hub[name], self.options), name)
            elif Path(name).is_dir():
                yield from self._folder(name)
            else:
                yield from self._file(name)

    def _folder(self, name: str) -> Iterator[Raw]:
        if is_saved(Path(name)):
            yield from _whole(saved(Path(name), self.options), name)
            return
        for path in _files(name, self._left_out):
            yield from self._saved_or_file(path)

    def _saved_or_file(self, path: str) -> Iterator[Raw]:
        if path.endswith("/"):
            yield from _whole(saved(Path(path), self.options), path.rstrip("/"))
        else:
            yield from self._file(path)

    def _file(self, path: str) -> Iterator[Raw]:
        yield from _whole(_records_of(path, self.options), path)
        try:
            self.read += Path(path).stat().st_size
        except OSError:
            return

    def _found(self, name: str) -> list[str]:
        if name.endswith(DECISIONS):
            raise OnRecordError(f"{shown(name)} holds decisions on an article, and no articles.")
        if name in self._hub or (name and _exists(name)):
            return [name]
        matches = [match for match in _matches(name) if not self._is_result(match)]
        if matches:
            return matches
        what = "matches nothing" if glob.has_magic(name) else "doesn't exist"
        raise OnRecordError(f"{shown(name)} {what}; check the path (a data set: {HUB}owner/name).")

    def _is_result(self, match: str) -> bool:
        path = resolved(match)
        if self._left_out is None or not path.is_relative_to(self._left_out):
            return False
        inner = path.relative_to(self._left_out).parts
        return not inner or inner[0] in self._results

    def _extent(self, name: str) -> Extent:
        if name in self._hub:
            return Extent(name=legible(name), files=0, bytes=0, digest=self._hub[name].revision)
        digest = hashlib.sha256()
        count = total = 0
        folder = Path(name).is_dir()
        paths = _files(name, self._left_out, every=is_saved(Path(name))) if folder else [name]
        for path in paths:
            for part in _parts(path):
                try:
                    state = part.stat()
                except OSError:
                    continue
                count += 1
                total += state.st_size
                line = f"{os.path.relpath(part, name)}\0{state.st_size}\0{state.st_mtime_ns}\n"
                digest.update(line.encode(errors="surrogatepass"))
        return Extent(name=legible(name), files=count, bytes=total, digest=digest.hexdigest())


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:  # a name that is too long, a folder that one may not enter
        return False


def _matches(pattern: str) -> list[str]:
    """What a pattern stands for, by name; ``**`` crosses folders."""
    if not glob.has_magic(pattern):
        return []
    found = glob.iglob(pattern, recursive=True)  # noqa: PTH207 - may be absolute
    return sorted(name for name in found if not name.endswith(DECISIONS))


def _parts(path: str) -> Iterator[Path]:
    """The file, or those of a saved data set."""
    if not path.endswith("/"):
        yield Path(path)
        return
    yield from (Path(part) for part in _files(path.rstrip("/"), None, every=True))


def _files(folder: str, left_out: Path | None, every: bool = False) -> Iterator[str]:
    """Files under `folder`, by path; a saved data set is one, with a slash at its end.

    Hidden files are none, nor are decisions on articles; `every`: neither are data sets told from
    other folders.
    """
    yield from _walk(folder, left_out, every, ())


def _walk(
    folder: str, left_out: Path | None, every: bool, above: tuple[tuple[int, int], ...]
) -> Iterator[str]:
    try:
        here = Path(folder).stat()
        identity = (here.st_dev, here.st_ino)
        if identity in above:  # a link to a folder above
            return
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found), key=lambda entry: entry.name)
    except OSError as error:
        check_machine(folder, error)
        yield folder  # it can't be read as a file either, which is said
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(DECISIONS):
            continue
        if not _is_folder(entry):
            yield entry.path
        elif left_out is None or resolved(entry.path) != left_out:
            if not every and is_saved(Path(entry.path)):
                yield f"{entry.path}/"
            else:
                yield from _walk(entry.path, left_out, every, (*above, identity))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle
        return False


def _whole(records: Iterator[Raw], name: str) -> Iterator[Raw]:
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


def _records_of(path: str, options: ReadOptions) -> Iterator[Raw]:
    suffix = PurePath(path).suffix.lower()
    if not Path(path).is_file():
        what = "a folder that can't be listed" if Path(path).is_dir() else "no regular file"
        message = f"{shown(path)} can't be read (it is {what}); check it."
        yield refused(path, UnreadableError(message))
    elif suffix == ".zip":
        yield from _members(path, options)
    elif suffix in PACKED:
        budget = Budget(path, Path(path).stat().st_size)
        with Path(path).open("rb") as file, unpacked(file, path, budget) as stream:
            yield from _stream(stream, path[: -len(suffix)], path, options)
    elif (reader := reader_of(path)) is not None:
        with Path(path).open("rb") as file:
            yield from reader(file, path, options)
    else:
        yield Raw(path, lambda: _article(path, options))


def _article(path: str, options: ReadOptions) -> Document:
    return read_document(
        path,
        max_bytes=options.max_bytes,
        format=options.format,
        any_language=options.any_language,
    )


def _members(path: str, options: ReadOptions) -> Iterator[Raw]:
    """The records of every file in a zip archive, in the order of the archive."""
    budget = Budget(path, Path(path).stat().st_size)
    with zipfile.ZipFile(path) as archive:
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


def _stream(
    stream: io.BufferedReader, inner: str, name: str, options: ReadOptions
) -> Iterator[Raw]:
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
