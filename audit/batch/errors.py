"""What can be wrong with a record of a corpus, beside what can be wrong with any article."""

import errno
from typing import Final

from onrecord.audit.ingest.errors import IngestError, shown
from onrecord.models.errors import OnRecordError

#: What the system says where the machine, and not what is read on it, is at fault.
_EXHAUSTED: Final = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM)
#: What each kind of error is called where its reason is not told.
ERROR_NAMES: Final = {
    "archive": "file or archive that can’t be read to its end",
    "audit": "could not be audited",
    "binary": "no text (a picture, a PDF …)",
    "damaged": "a broken file",
    "directory": "a folder",
    "duplicate-id": "an id for the second time",
    "empty": "no words",
    "encrypted": "a file with a password",
    "expansion": "unpacks to far more than text does",
    "format": "data, not an article",
    "language": "in another language",
    "macros": "a document with macros",
    "missing": "gone",
    "no-article": "a page without an article",
    "no-text": "no text in the record",
    "record": "broken record",
    "too-complex": "a page with too much markup",
    "too-large": "too large",
    "undecodable": "in no known encoding",
    "unreadable": "can’t be read",
}


class RecordError(IngestError):
    """A record that can't be read: broken JSON, a row with too few cells, an endless line."""

    kind = "record"


class NoTextError(IngestError):
    """A record without a text: no such column, or nothing in it."""

    kind = "no-text"


class DuplicateIdError(IngestError):
    """Another record before it has the same id."""

    kind = "duplicate-id"


class ArchiveError(IngestError):
    """A file of records or an archive that can't be read, or not to its end."""

    kind = "archive"


class ExpansionError(IngestError):
    """A compressed file that unpacks to far more than compressed text does."""

    kind = "expansion"


class UnusableError(IngestError):
    """Why a record with an id of its own can't be used: `cause`."""

    def __init__(self, id: str, cause: IngestError) -> None:
        super().__init__(str(cause))
        self.id = id
        self.cause = cause


def check_machine(place: str, error: BaseException) -> None:
    """Make sure that no record is taken for broken because the machine can't go on.

    Raises:
        OnRecordError: `error`, which came up in reading at `place`, is of that kind.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _EXHAUSTED:
            raise OnRecordError(
                f"{shown(place)} can't be read on this machine ({cause.strerror}); see to that "
                "and give the same command again: it goes on where it stopped."
            ) from error
        cause = cause.__cause__
