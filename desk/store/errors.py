"""What can be wrong with a desk file, or with what is asked of it."""

from typing import ClassVar

from onrecord.models.errors import OnRecordError


class StoreError(OnRecordError):
    """Something that the desk file can't do; `code` is a stable word for the page."""

    code: ClassVar[str] = "unreadable"


class NotDeskFileError(StoreError):
    """The file is no desk file, or is damaged."""


class NewerFileError(StoreError):
    """The file was written by a later version of the program."""

    code = "newer"


class LockedFileError(StoreError):
    """Another process has the file open."""

    code = "locked"


class DiskError(StoreError):
    """The disk is full, or can't be written for another reason; nothing has been changed."""

    code = "disk"


class GoneError(StoreError):
    """There is no such piece, version or decision any more."""

    code = "gone"


class StaleError(StoreError):
    """The piece has been changed since the revision that a write is about."""

    code = "stale"


class SignedError(StoreError):
    """The piece is signed off, which makes it read-only."""

    code = "signed"


class NothingError(StoreError):
    """There is nothing to undo, to redo, to sign or to reopen."""

    code = "nothing"
