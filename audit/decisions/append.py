"""Adding a decision to a file of them."""

from pathlib import Path

import msgspec

from onrecord.audit.decisions.types import Decision
from onrecord.audit.files import write_atomically
from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError


def append(decision: Decision, path: Path) -> None:
    """Add a decision to the end of a file, which is made if need be; whole or not at all.

    Raises:
        OnRecordError: the file can't be read or written.
    """
    try:
        before = path.read_bytes() if path.exists() else b""
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{shown(str(path))} can't be read ({reason}); check --decisions."
        raise OnRecordError(message) from error
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_atomically(path, before + msgspec.json.encode(decision) + b"\n")
