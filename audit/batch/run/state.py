"""How far a run has come, on disk: enough to go on after a kill at any moment."""

import errno
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import msgspec
from filelock import FileLock, Timeout

from onrecord.audit.batch.corpus.corpus import Extent
from onrecord.audit.batch.logs import LOGS, UNREADABLE, Sum, check_logs, summed
from onrecord.audit.batch.places import (
    contents,
    no_folders,
    only_names,
    own_files,
    own_folder,
    resolved,
)
from onrecord.audit.batch.report.parquet_files import beside
from onrecord.audit.batch.run.outlier_reports import MADE, reports_made
from onrecord.audit.batch.run.results import ARTICLES, FOLDER, MADE_LAST, RESULTS, TABLE_FILES
from onrecord.audit.batch.types import Counts
from onrecord.audit.files import write_atomically
from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError

#: The setting that names the format of the audits; the first runs kept none.
FORMAT: Final = "format"
_FIRST_FORMAT: Final = "onrecord.audit/1"
_NOTHING: Final = hashlib.sha256().hexdigest()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All that the audits depend on, as text by name; a run is resumed only with the same."""

    corpus: list[Extent]
    settings: dict[str, str]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What is done and safely on disk.

    lengths: bytes of each log; what lies beyond is torn and cut. digests: their SHA-256. finished:
    the tables and the report are written as well. seconds: of work, over all sessions.
    network_seconds: those of the network, in all processes together.
    """

    settings: Settings
    counts: Counts = Counts()
    lengths: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(LOGS, 0))
    digests: dict[str, str] = msgspec.field(default_factory=lambda: dict.fromkeys(LOGS, _NOTHING))
    read_all: bool = False
    finished: bool = False
    seconds: float = 0.0
    network_seconds: float = 0.0
    sessions: int = 0
    started: str = ""


class Folder:
    """The output folder of one run, held by one process at a time.

    Nothing outside it is written or deleted, whatever lies in it.
    """

    def __init__(self, path: Path, *, restart: bool = False) -> None:
        """Make the folder if need be, and take hold of it.

        Args:
            path: where.
            restart: what lies where the run writes and leads out of the folder is removed.

        Raises:
            OnRecordError: it can't be made, another run is at work in it, or something lies where
                the run writes that leads out of it.
        """
        self.path = path
        self.state = path / FOLDER
        self.sums: dict[str, Sum] = {}
        lock = self.state / "lock"
        with self._worded():
            own_folder(self.state, remove=restart)
            own_files([lock], remove=restart)
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(lock, timeout=0, thread_local=False)
            try:
                self._lock.acquire()
            except Timeout as error:
                message = f"Another run is at work in {path}; wait for it to end."
                raise OnRecordError(message) from error
        try:
            with self._worded():
                own_files(self.state.iterdir(), remove=restart)
                own_files((path / name for name in LOGS), remove=restart)
                only_names([self.seen_path, *(path / name for name in LOGS)], remove=restart)
                own_folder(path / ARTICLES, remove=restart)
                no_folders(path / name for name in (*MADE_LAST, *map(beside, TABLE_FILES)))
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._lock.release()

    @property
    def progress_path(self) -> Path:
        """Where the progress is kept."""
        return self.state / "progress.json"

    @property
    def seen_path(self) -> Path:
        """The database of what has been seen."""
        return self.state / "seen.sqlite"

    def resume(self, settings: Settings, *, restart: bool) -> Progress:
        """The progress to go on from; the logs are cut to what is safely written.

        Raises:
            OnRecordError: what lies there was made with other settings or of another corpus, or
                has been changed since; ``--restart`` starts over.
        """
        with self._worded():
            if restart or not self.progress_path.exists():
                self._foreign(restart)
                return self._begin(settings)
            progress = self._kept()
            self._same_format(progress.settings, settings)
            differs = differences(progress.settings, settings)
            if differs:
                raise OnRecordError(
                    f"The run in {self.path} can't be resumed: {'; '.join(differs)}. Use what it "
                    "was begun with, or --restart to start over."
                )
            reports_made(self.state)
            self._check_logs(progress)
            for name, length in progress.lengths.items():
                self._cut(name, length)
        return progress

    def save(self, progress: Progress) -> None:
        """Keep the progress, whole or not at all."""
        write_atomically(self.progress_path, msgspec.json.encode(progress), follow=False)
        _sync_folder(self.state)

    def _kept(self) -> Progress:
        """The progress as it was saved."""
        try:
            progress = msgspec.json.decode(contents(self.progress_path), type=Progress)
        except (ValueError, *UNREADABLE) as error:
            raise self._damaged() from error
        counted = (*msgspec.structs.astuple(progress.counts), *progress.lengths.values())
        named = (progress.lengths.keys(), progress.digests.keys())
        if any(names != set(LOGS) for names in named) or min(counted) < 0:
            raise self._damaged()
        return progress

    def _same_format(self, before: Settings, now: Settings) -> None:
        """Make sure that audits of two formats never come into one file."""
        old, new = (one.settings.get(FORMAT, _FIRST_FORMAT) for one in (before, now))
        if old != new:
            raise OnRecordError(
                f"The audits in {self.path} are {shown(old)}, and this version of onrecord writes "
                f"{new}; choose another folder with -o, or --restart to audit the corpus again."
            )

    def _damaged(self) -> OnRecordError:
        return OnRecordError(f"{self.progress_path} is damaged; use --restart to start over.")

    def _begin(self, settings: Settings) -> Progress:
        """An empty run; nothing of an earlier one is left that could be taken for its own."""
        self.progress_path.unlink(missing_ok=True)
        for leftover in self.state.glob("seen.sqlite*"):
            leftover.unlink(missing_ok=True)
        try:
            reports_made(self.state)
        except OnRecordError:  # which reports are the earlier run's, nobody knows any more
            (self.state / MADE).unlink()
        for name in RESULTS:
            (self.path / name).unlink(missing_ok=True)
        for name in LOGS:
            (self.path / name).touch()
            self.sums[name] = summed(self.path / name, 0)
        _sync_folder(self.path)
        progress = Progress(settings=settings)
        self.save(progress)
        return progress

    def _foreign(self, restart: bool) -> None:
        """Make sure that no results are overwritten that nobody said may go."""
        there = [name for name in RESULTS if _size(self.path / name)]
        place = self.path / ARTICLES
        there += [ARTICLES] if place.is_dir() and any(place.iterdir()) else []
        if there and not restart:
            raise OnRecordError(
                f"{self.path / there[0]} is there, but no run that would have made it; choose "
                "another folder with -o, or --restart to start over."
            )

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """Say in a line why the folder can't be used."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            place = error.filename
            if place is not None and error.errno != errno.EROFS and Path(place) != self.path:
                reason = f"{place}: {reason}"
            raise OnRecordError(
                f"The folder {self.path} can't be written ({reason}); choose another with -o."
            ) from error

    def _check_logs(self, progress: Progress) -> None:
        """Make sure that the logs hold what was written, and take note of what that is."""
        for name, length in progress.lengths.items():
            path = self.path / name
            if _size(path) < length:
                raise OnRecordError(
                    f"{path} is shorter than when it was written; use --restart to start over."
                )
            if progress.read_all and _size(path) > length:  # then none can have been torn
                raise OnRecordError(
                    f"{path} is longer than when it was written; use --restart to start over."
                )
            self.sums[name] = summed(path, length)
        for name, found in self.sums.items():
            if found.sha256.hexdigest() != progress.digests[name]:
                raise OnRecordError(
                    f"{self.path / name} is damaged (it is not what the run wrote); use --restart "
                    "to start over."
                )
        check_logs(self.path, progress.counts, {n: one.lines for n, one in self.sums.items()})

    def _cut(self, name: str, length: int) -> None:
        path = self.path / name
        if _size(path) == length:
            return
        with path.open("r+b") as file:
            file.truncate(length)


def differences(before: Settings, now: Settings) -> list[str]:
    """What is not the same, in words."""
    found = []
    for name in sorted(before.settings.keys() | now.settings.keys()):
        old, new = before.settings.get(name, "–"), now.settings.get(name, "–")
        if old != new:
            found.append(f"{shown(name)} was {shown(old)}, now it is {shown(new)}")
    old_names = [extent.name for extent in before.corpus]
    new_names = [extent.name for extent in now.corpus]
    if old_names != new_names and not same_corpus(before.corpus, now.corpus):
        old, new = (shown(", ".join(names) or "–") for names in (old_names, new_names))
        found.append(f"the corpus was {old}, now it is {new}")
        return found
    for one, other in zip(before.corpus, now.corpus, strict=True):
        if one.files != other.files or one.bytes != other.bytes:
            found.append(
                f"{one.name} had {one.files} files and {one.bytes} bytes, now it has "
                f"{other.files} and {other.bytes}"
            )
        elif one.digest != other.digest:
            found.append(f"files of {one.name} have been changed since")
    return found


def same_corpus(before: Sequence[Extent], now: Sequence[Extent]) -> bool:
    """Whether two lists of names stand for the same files, however they are spelt.

    Files are the same that have the same places below a name, sizes and times.
    """
    return len(before) == len(now) and all(
        one.name == other.name
        or (
            one.files == other.files > 0
            and (one.bytes, one.digest) == (other.bytes, other.digest)
            and resolved(one.name).name == resolved(other.name).name
        )
        for one, other in zip(before, now, strict=True)
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sync_folder(path: Path) -> None:
    """Make sure that new names in a folder outlive the machine."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
