"""The reports of the articles to read first, and which of them a run has made."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.batch.logs import AUDITS, UNREADABLE
from onrecord.audit.batch.places import contents
from onrecord.audit.batch.run.results import ARTICLES
from onrecord.audit.files import remove_unfinished, write_atomically
from onrecord.audit.reports.registry import file_stem, render
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError

MADE: Final = "reports.json"
#: What `file_stem` makes names of; no name leads to another folder.
_NAME: Final = re.compile(r"[\w.-]+\.html")


def write_outliers(folder: Path, state: Path, offsets: Mapping[str, int]) -> dict[str, str]:
    """Write the report of each outlier in place of those of an earlier run.

    Args:
        folder: of the results.
        state: folder in which the run remembers what it has made.
        offsets: where the line of each article's audit begins, in bytes, by article id.

    Returns:
        Links by article id, relative to `folder`.

    Raises:
        OnRecordError: what is remembered is damaged, or a report can't be written.
    """
    place = folder / ARTICLES
    earlier = reports_made(state)
    remove_unfinished(place, earlier)
    for name in earlier:
        with suppress(OSError):  # a folder of that name, say, which is none of ours
            (place / name).unlink(missing_ok=True)
    names = {id: f"{file_stem(id)}.html" for id in offsets}
    made = msgspec.json.encode(sorted(names.values()))
    write_atomically(state / MADE, made, follow=False)
    if offsets:
        place.mkdir(exist_ok=True)
    with (folder / AUDITS).open("rb") as file:
        for id, at in sorted(offsets.items(), key=lambda item: item[1]):
            file.seek(at)
            audit = msgspec.json.decode(file.readline(), type=Audit)
            (page,) = render(audit, "html").values()
            write_atomically(place / names[id], page, follow=False)
    return {id: f"{ARTICLES}/{name}" for id, name in names.items()}


def reports_made(state: Path) -> list[str]:
    """The file names of the reports that an earlier run has made.

    Raises:
        OnRecordError: the list is damaged.
    """
    path = state / MADE
    try:
        names = msgspec.json.decode(contents(path), type=list[str])
    except FileNotFoundError:
        return []
    except (ValueError, *UNREADABLE) as error:
        raise _damaged(path) from error
    if not all(_NAME.fullmatch(name) for name in names):
        raise _damaged(path)
    return names


def _damaged(path: Path) -> OnRecordError:
    return OnRecordError(
        f"{path} is damaged; remove it and give the same command again, or use --restart to begin "
        "again."
    )
