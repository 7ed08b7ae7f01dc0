"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from onrecord.models.errors import OnRecordError


def write_atomically(path: Path, data: str | bytes) -> None:
    """Write `data` (text as UTF-8) to `path` by writing beside it, then renaming.

    Raises:
        OnRecordError: `path` can't be written; nothing is left behind.
    """
    raw = data.encode() if isinstance(data, str) else data
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        message = f"{path} can't be written ({reason}); choose another place with -o."
        raise OnRecordError(message) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
