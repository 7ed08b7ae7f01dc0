"""The open desk file: one connection, which no other process can share, and its transactions."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from onrecord.audit.ingest.errors import shown
from onrecord.desk.store.errors import (
    DiskError,
    LockedFileError,
    NewerFileError,
    NotDeskFileError,
    StoreError,
)
from onrecord.desk.store.migrations import APPLICATION_ID, VERSION, migrate, version_of

#: Name of the desk file in a folder of drafts.
NAME: Final = "onrecord.desk"
#: Bytes of the smallest database.
_SHORTEST: Final = 512
#: The primary result codes of SQLite (https://sqlite.org/rescode.html) that users can meet.
_PRIMARY: Final = 0xFF
_FULL: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
_BROKEN: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_TAKEN: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class DeskFile:
    """A desk file, held by this process until `close`; may be used from several threads.

    What a transaction has written is on disk before it ends, so nothing that was acknowledged is
    lost where the process is killed or the power goes.
    """

    def __init__(self, path: Path) -> None:
        """Open a desk file, which is made if need be and brought up to the present version.

        Raises:
            StoreError: it is no desk file, is of a later version, is held by another process, or
                can't be read or written; the file is as it was.
        """
        self.path = path
        self._name = shown(str(path))
        self._lock = threading.RLock()
        with self._worded():
            self._make()
            self._db = sqlite3.connect(path, timeout=0, check_same_thread=False)
        try:
            with self._worded():
                self._begin()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, suppress(sqlite3.Error):
            self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading.

        Raises:
            StoreError: the file can't be read.
        """
        with self._lock, self._worded():
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction, which is on disk in whole afterwards, or not at all.

        Raises:
            StoreError: the file can't be written.
        """
        with self._lock, self._worded():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                # SQLite has ended the transaction itself after some of its errors.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _make(self) -> None:
        """Make the file, for its owner alone: drafts are confidential."""
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            # SQLite takes a file that is too short for a database for an empty one.
            if 0 < self.path.stat().st_size < _SHORTEST:
                raise self._no_desk_file() from None

    def _begin(self) -> None:
        db = self._db
        db.isolation_level = None  # transactions begin and end where they are said to
        db.row_factory = sqlite3.Row
        # Before the first read, so that the lock is taken with it and kept.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        application, version = db.execute("PRAGMA application_id").fetchone()[0], version_of(db)
        tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application != APPLICATION_ID and (application or version or tables):
            raise NotDeskFileError(
                f"{self._name} is a database of another program; name another file with --desk."
            )
        if version > VERSION:
            raise NewerFileError(
                f"{self._name} was written by a later version of OnRecord (format {version}, this "
                f"one knows up to {VERSION}); update OnRecord, or name another file with --desk."
            )
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        with self.writing():
            migrate(db)

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """Say in a sentence what SQLite or the system has to say of the file."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(
                f"The desk file {self._name} can't be opened ({reason}); name another with --desk."
            ) from error
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _no_desk_file(self) -> StoreError:
        return NotDeskFileError(
            f"{self._name} is no desk file, or is damaged; name another file with --desk."
        )

    def _told(self, error: sqlite3.Error) -> StoreError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
        if code in _TAKEN:
            return LockedFileError(
                f"{self._name} is open in another process, such as a desk that runs already; use "
                "that one, or name another file with --desk."
            )
        if code in _BROKEN:
            return self._no_desk_file()
        if code in _FULL:
            return DiskError(
                f"{self._name} can't be written ({error}), so nothing was saved; make room on the "
                "disk, then try again."
            )
        return StoreError(f"The desk file {self._name} can't be used ({error}).")
