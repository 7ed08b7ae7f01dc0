"""Data sets that are folders: file names for articles, writing whole or not at all."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

from onrecord.eval.gold.problems import GoldError

_PLAIN_NAME: Final = re.compile(r"[\w-][\w.-]{0,149}")
_RESERVED: Final = {"codes", "metadata", "con", "nul", "prn", "aux"}


def stems(ids: Iterable[str]) -> dict[str, str]:
    """A file name without suffix for each article id, the id itself where that is one.

    Names differ also where a file system does not tell upper from lower case.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        name = id
        plain = _PLAIN_NAME.fullmatch(id) and not id.endswith(".")
        if not plain or id.lower() in _RESERVED or id.lower() in taken:
            digest = hashlib.sha256(id.encode()).hexdigest()[:12]
            name = "-".join(filter(None, [re.sub(r"[^A-Za-z0-9]+", "-", id)[:60], digest]))
        taken.add(name.lower())
        names[id] = name
    return names


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to write into, which becomes `path` when all is written.

    Raises:
        GoldError: `path` exists and is not an empty folder, or can't be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise GoldError(f"{path} already exists; name a new folder with -o.")
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.parent / f".{path.name}.{token_urlsafe(6)}"
        beside.mkdir()
        temporary = beside
        yield temporary
        if path.exists():
            path.rmdir()
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoldError(f"{path} can't be written ({reason}); choose another with -o.") from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
