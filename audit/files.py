"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from onrecord.models.errors import OnRecordError


def write_atomically(path: Path, data: str | bytes) -> None:
    """Write `data` (text as UTF-8) to `path` by writing beside it, then renaming.

    A link is followed, and stays. What is no file (a device, a pipe) is written to as it is,
    since renaming would put a file in its place.

    Raises:
        OnRecordError: `path` can't be written; nothing is left behind.
    """
    raw = data.encode() if isinstance(data, str) else data
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(raw)
        else:
            _replace(path.resolve() if path.is_symlink() else path, raw)
    except OSError as error:
        reason = error.strerror or str(error)
        if isinstance(error, FileNotFoundError) and not path.parent.exists():
            reason = f"there is no folder {path.parent}"
        message = f"{path} can't be written ({reason}); choose another place with -o."
        raise OnRecordError(message) from error


def _replace(path: Path, raw: bytes) -> None:
    """Write beside `path`, then rename; where that fails `path` is as it was."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:  # Ctrl-C, too, leaves nothing behind.
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
