"""What is said where one of a run's databases can't go on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from onrecord.models.errors import OnRecordError

#: What SQLite calls a disk that is full, fails or can't be written.
_UNWRITABLE: Final = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
)
#: The last bytes of a journal that names a journal of several databases (SQLite, *Database File
#: Format*, 3.1 and *Atomic Commit*, 5.2).
_NAMES_ANOTHER: Final = bytes.fromhex("d9d505f920a163d7")


@contextmanager
def worded(path: Path) -> Iterator[None]:
    """Say in a line why the database at `path` can't be used.

    Raises:
        OnRecordError: the disk is full, or the database is damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the code, the others say more of it.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNWRITABLE:
            raise OnRecordError(
                f"{path} can't be written ({error}); make room and give the same command again: "
                "it goes on where it stopped."
            ) from error
        raise damaged(path, str(error)) from error
    except (TypeError, ValueError) as error:  # a value that nobody can have written there
        raise damaged(path, "a value of a wrong type") from error


def damaged(path: Path, why: str) -> OnRecordError:
    """The error that says that `path` is damaged, and what to do."""
    return OnRecordError(f"{path} is damaged ({why}); use --restart to start over.")


def check_journal(path: Path) -> None:
    """Make sure that what an interrupted change to the database at `path` left is of it alone.

    SQLite deletes a file that such a journal names, wherever that is; none of a run does.

    Raises:
        OnRecordError: it names another file.
    """
    journal = path.with_name(f"{path.name}-journal")
    try:
        with journal.open("rb") as file:
            file.seek(max(0, journal.stat().st_size - len(_NAMES_ANOTHER)))
            names_another = file.read() == _NAMES_ANOTHER
    except OSError:
        return
    if names_another:
        raise damaged(journal, "it names another file")
