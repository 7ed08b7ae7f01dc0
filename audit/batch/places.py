"""What may lie where a run writes: files and folders of its own, no links out of its folder."""

import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.models.errors import OnRecordError


def own_files(paths: Iterable[Path], *, remove: bool) -> None:
    """See to it that what lies at `paths` is plain files, if anything.

    A link would lead out of the folder, and reading a pipe would never end. `remove`: what is
    something else is removed (a link, not what it leads to), unless it is a folder.

    Raises:
        OnRecordError: something else lies there.
    """
    for path in paths:
        _own(path, stat.S_ISREG, "a file", remove)


def own_folder(path: Path, *, remove: bool) -> None:
    """See to it that what lies at `path` is a folder, if anything; as for `own_files`.

    Raises:
        OnRecordError: something else lies there.
    """
    _own(path, stat.S_ISDIR, "a folder", remove)


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
    how = "" if is_folder else ", or use --restart to begin anew"
    raise OnRecordError(f"{path} is {what}, where a run keeps {right} of its own; remove it{how}.")
