"""Where the service's token comes from: never the command line, which others can read."""

import os
from pathlib import Path
from typing import Final

from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError

VARIABLE: Final = "ONRECORD_TOKEN"


def token_of(file: Path | None) -> str | None:
    """The token in a file, or in the environment; None where there is none.

    Raises:
        OnRecordError: the file can't be read, or has no token in it.
    """
    if file is None:
        return os.environ.get(VARIABLE, "").strip() or None
    name = shown(str(file))
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise OnRecordError(f"The token can't be read from {name} ({reason}).") from error
    if not token or not token.isprintable() or not token.isascii():
        raise OnRecordError(f"{name} has no token in it; put one line of letters and digits there.")
    return token
