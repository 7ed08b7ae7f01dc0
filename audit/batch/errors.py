"""What can be wrong with a record of a corpus, beside what can be wrong with any article."""

from onrecord.audit.ingest.errors import IngestError


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


class AuditError(IngestError):
    """An article that was read but could not be audited."""

    kind = "audit"


class UnusableError(IngestError):
    """Why a record with an id of its own can't be used: `cause`."""

    def __init__(self, id: str, cause: IngestError) -> None:
        super().__init__(str(cause))
        self.id = id
        self.cause = cause
