"""A corpus: the files that its names stand for, and the records in them, in a fixed order."""

import glob
import hashlib
import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from onrecord.audit.batch.corpus.columnar import (
    HUB,
    HubName,
    from_hub,
    hub_name,
    is_saved,
    saved,
)
from onrecord.audit.batch.corpus.file_records import records_of_file, whole
from onrecord.audit.batch.errors import check_machine
from onrecord.audit.batch.places import resolved
from onrecord.audit.batch.types import Raw, ReadOptions
from onrecord.audit.decisions.load import SUFFIX as DECISIONS
from onrecord.audit.ingest.errors import legible, shown
from onrecord.models.errors import OnRecordError

#: How many links to folders may lead to a file, one in another. Folders that all link to each other
#: would be more than anybody could list.
_MOST_LINKS: Final = 2


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """What one name of a corpus stood for when it was read.

    digest: SHA-256 over name, size and time of change of every file (of a data set on a hub, its
    revision): equal where nothing changed.
    """

    name: str
    files: int
    bytes: int
    digest: str


class Part(NamedTuple):
    """A part of a corpus that is read from front to back: a file, or a data set.

    size: of the file, in bytes (0: not known). hub: where it is a data set on a hub.
    """

    name: str
    size: int = 0
    is_saved: bool = False
    hub: HubName | None = None


def records_of_part(part: Part, options: ReadOptions) -> Iterator[Raw]:
    """The records of `part`; where it breaks off, the last one says why."""
    if part.hub is not None:
        return whole(from_hub(part.hub, options), part.name)
    if part.is_saved:
        return whole(saved(Path(part.name), options), part.name)
    return whole(records_of_file(part.name, options), part.name)


def _part(path: str) -> Part:
    """The part that `_files` calls `path`."""
    if path.endswith("/"):
        return Part(path.rstrip("/"), is_saved=True)
    try:
        return Part(path, Path(path).stat().st_size)
    except OSError:
        return Part(path)


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
        for part in self.parts():
            yield from records_of_part(part, self.options)
            self.read += part.size

    def parts(self) -> Iterator[Part]:
        """What is read by itself, in the order in which it is read."""
        for name in self._names:
            if name in self._hub:
                yield Part(name, hub=self._hub[name])
            elif is_saved(Path(name)):
                yield Part(name, is_saved=True)
            elif Path(name).is_dir():
                for path in _files(name, self._left_out):
                    yield _part(path)
            else:
                yield _part(name)

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
    other folders. A link to a folder above is left out; a folder behind too many links is given
    as a file, which it is an error to read.
    """
    yield from _walk(folder, left_out, every, ())


def _walk(
    folder: str,
    left_out: Path | None,
    every: bool,
    above: tuple[tuple[int, int], ...],
    links: int = 0,
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
        linked = links + entry.is_symlink()
        if not _is_folder(entry) or linked > _MOST_LINKS:
            yield entry.path
        elif left_out is None or resolved(entry.path) != left_out:
            if not every and is_saved(Path(entry.path)):
                yield f"{entry.path}/"
            else:
                yield from _walk(entry.path, left_out, every, (*above, identity), linked)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle
        return False
