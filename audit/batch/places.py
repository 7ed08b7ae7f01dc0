"""What may lie where a run writes: files and folders of its own, no links out of its folder."""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from onrecord.models.errors import OnRecordError

#: Bytes of a file that is read whole; no run writes one that is nearly as large.
_MOST: Final = 2**30


def own_files(paths: Iterable[Path], *, remove: bool) -> None:
    """Make sure that what lies at `paths` is plain files, if anything.

    A link would lead out of the folder, and reading a pipe would never end. `remove`: what is
    something else is removed (a link, not what it leads to), unless it is a folder.

    Raises:
        OnRecordError: something else lies there.
    """
    for path in paths:
        _own(path, stat.S_ISREG, "a file", remove)


def own_folder(path: Path, *, remove: bool) -> None:
    """Make sure that what lies at `path` is a folder, if anything; as for `own_files`.

    Raises:
        OnRecordError: something else lies there.
    """
    _own(path, stat.S_ISDIR, "a folder", remove)


def only_names(paths: Iterable[Path], *, remove: bool) -> None:
    """Make sure that the files at `paths`, which are changed in place, have no second name.

    It would change as well, wherever it is (a hard link, as copies that save room have them).
    `remove`: the name at `paths` is removed.

    Raises:
        OnRecordError: one has.
    """
    for path in paths:
        try:
            names = path.lstat().st_nlink
        except FileNotFoundError:
            continue
        if names > 1 and remove:
            path.unlink()
        elif names > 1:
            raise OnRecordError(
                f"{path} has a second name elsewhere (a hard link), which would change with it; "
                "put a copy in its place, or use --restart to start over."
            )


def no_folders(paths: Iterable[Path]) -> None:
    """Make sure that no folder lies where a run puts a file in the end.

    Raises:
        OnRecordError: one does.
    """
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            raise OnRecordError(f"{path} is a folder, where a run puts a file; remove it.")


def resolved(path: str | Path) -> Path:
    """What `path` leads to, as far as that can be followed: links may go in a circle."""
    return Path(os.path.realpath(path))


def is_whole(path: Path) -> bool:
    """Whether a file with something in it lies at `path`, and no link."""
    try:
        state = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and state.st_size > 0


def contents(path: Path) -> bytes:
    """All of a small file that a run keeps.

    Raises:
        FileNotFoundError: nothing lies there.
        ValueError: it is no plain file (reading a pipe would never end), or far too large.
        OSError: it can't be read.
    """
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode) or state.st_size > _MOST:
        raise ValueError("no file of a run")
    return path.read_bytes()


def _own(path: Path, is_right: Callable[[int], bool], right: str, remove: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if is_right(mode):
        return
    is_folder = stat.S_ISDIR(mode)
    if remove and not is_folder:
        path.unlink()
        return
    what = "a link" if stat.S_ISLNK(mode) else "a folder" if is_folder else "something else"
    how = "" if is_folder else ", or use --restart to start over"
    raise OnRecordError(f"{path} is {what}, where a run keeps {right} of its own; remove it{how}.")
