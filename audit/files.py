"""Writing files whole or not at all."""

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import Final, TypeAlias

from onrecord.models.errors import OnRecordError

_DESCRIPTOR: Final = re.compile(
    r"/dev/(?P<stream>stdout|stderr)|/(?:dev|proc/self)/fd/(?P<number>[0-9]{1,9})"
)

#: The name of a file that `_beside` makes for another.
_BESIDE: Final = re.compile(r"\.(?P<name>.+)\.[\w-]{8}", re.ASCII | re.DOTALL)

#: What a file is to hold: text (as UTF-8), bytes, or bytes in pieces.
Data: TypeAlias = str | bytes | Iterable[bytes]


def write_atomically(path: Path, data: Data, *, follow: bool = True) -> None:
    """Write `data` (text as UTF-8) to `path` by writing beside it, then renaming.

    A link is followed, and stays; unless `follow`, the file takes its place. What is no file (a
    device, a pipe) is written to as it is, since renaming would put a file in its place; so is
    an open file by the name of its descriptor (``/dev/stdout``), to which others may append.

    Raises:
        OnRecordError: `path` can't be written; nothing is left behind.
    """
    write_together({path: data}, follow=follow)


def write_together(contents: Mapping[Path, Data], *, follow: bool = True) -> None:
    """Write several files as `write_atomically` does one: no name changes until all is on disk.

    Raises:
        OnRecordError: one of them can't be written; all are as they were.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in contents.items():
            with _worded(path):
                pieces = in_pieces(data)
                opened = _descriptor(path)
                if opened is not None:
                    if sys.stdout is not None:
                        sys.stdout.flush()
                    with open(opened, "wb", closefd=False) as file:
                        file.writelines(pieces)
                    continue
                target = _followed(path) if follow and path.is_symlink() else path
                if path.is_dir() and not (path.is_symlink() and not follow):
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                if follow and path.exists() and not path.is_file():
                    with path.open("wb") as file:
                        file.writelines(pieces)
                else:
                    staged.append((_beside(target, pieces), target))
        while staged:
            beside, target = staged[0]
            with _worded(target):
                beside.replace(target)
            del staged[0]
    finally:  # Ctrl-C, too, leaves nothing behind.
        for beside, _ in staged:
            beside.unlink(missing_ok=True)


def remove_unfinished(folder: Path, names: Iterable[str]) -> None:
    """Delete what a killed process has left in `folder` of files of these names.

    Where two processes write there at a time, one would take the other's files for left behind.
    """
    wanted = set(names)
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in list(folder.iterdir()):
            found = _BESIDE.fullmatch(path.name)
            if found is not None and found["name"] in wanted:
                with suppress(OSError):  # a folder of that name, say, which is none of ours
                    path.unlink(missing_ok=True)


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    """Say in a line why `path` can't be written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if isinstance(error, FileNotFoundError) and not path.parent.exists():
            reason = f"there is no folder {path.parent}"
        message = f"{path} can't be written ({reason}); choose another place with -o."
        raise OnRecordError(message) from error


def _followed(path: Path) -> Path:
    """What the link at `path` leads to in the end."""
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python 3.12 and earlier say of links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _descriptor(path: Path) -> int | None:
    """The descriptor that `path` is the name of, as far as the system has such names."""
    found = _DESCRIPTOR.fullmatch(str(path)) if os.name == "posix" else None
    if found is None:
        return None
    return int(found["number"] or {"stdout": 1, "stderr": 2}[found["stream"]])


def in_pieces(data: Data) -> Iterable[bytes]:
    """`data` as bytes in pieces."""
    if isinstance(data, str):
        return (data.encode(),)
    return (data,) if isinstance(data, bytes) else data


def _beside(path: Path, pieces: Iterable[bytes]) -> Path:
    """A new file beside `path` that holds `pieces`, safely on disk.

    The system gives it the mode of any new file; `tempfile` would keep it from everybody else.
    """
    beside = path.parent / f".{path.name}.{token_urlsafe(6)}"
    opened = beside.open("xb")
    try:
        with opened as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside
