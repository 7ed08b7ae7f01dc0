"""Reading a file of decisions: a JSON object on each line; bad lines do not affect the others."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from onrecord.audit.decisions.types import Decision, DecisionFile
from onrecord.audit.ingest.errors import shown, size
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError

#: Where decisions on articles come from.
DecisionSource: TypeAlias = (
    Sequence[Decision] | DecisionFile | Path | str | Callable[[Document], DecisionFile | None]
)
#: What the names of files of decisions end in.
SUFFIX: Final = ".onrecord.jsonl"
#: A file over this many bytes is refused: no article has so many decisions.
MAX_BYTES: Final = 20_000_000
_MARK: Final = b"\xef\xbb\xbf"


def decisions_beside(article: str) -> Path | None:
    """The file of decisions that lies beside the file `article`, where there is one.

    It is called as the article, with `SUFFIX` in place of its last suffix.
    """
    path = place_beside(article)
    try:
        return path if path.is_file() else None
    except (OSError, ValueError):  # a name that the system can't look up
        return None


def place_beside(article: str) -> Path:
    """Where the decisions on the file `article` lie, whether there are any or not."""
    path = Path(article)
    return path.with_name((path.stem or path.name) + SUFFIX) if path.name else path


def load_decisions(path: Path) -> DecisionFile:
    """The decisions of a file, the earliest first; of equals the first in the file.

    Raises:
        OnRecordError: it can't be read or is too large. A line that is not a decision is among the
            faults of what is returned, and the others are read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        message = f"There is no file of decisions {shown(str(path))}; check --decisions."
        raise OnRecordError(message) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"The decisions in {shown(str(path))} can't be read ({reason}); check the file."
        raise OnRecordError(message) from error
    if len(data) > MAX_BYTES:
        raise OnRecordError(
            f"{shown(str(path))} has more than {size(MAX_BYTES)}, too many for decisions on one "
            "article; check that it is the right file."
        )
    return parse_decisions(data, shown(str(path)))


def parse_decisions(data: bytes, name: str) -> DecisionFile:
    """`load_decisions` of what a file called `name` holds."""
    found: list[tuple[int, Decision]] = []
    faults: list[tuple[int, str]] = []
    decoder = msgspec.json.Decoder(Decision)
    for number, line in enumerate(data.removeprefix(_MARK).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append((number, decoder.decode(line)))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            faults.append((number, f"it is not a decision ({shown(str(error))})"))
    found.sort(key=lambda one: (one[1].at, one[0]))
    return DecisionFile(
        name=name,
        decisions=[decision for _, decision in found],
        lines=[number for number, _ in found],
        faults=faults,
    )


def as_file(decisions: Sequence[Decision], name: str = "decisions") -> DecisionFile:
    """`decisions` that come from no file, the earliest first."""
    ordered = sorted(decisions, key=lambda one: one.at)
    return DecisionFile(name=name, decisions=ordered, lines=[0] * len(ordered))


def decisions_for(
    source: DecisionSource | None,
) -> Callable[[Document], DecisionFile | None] | None:
    """A function that gives the decisions on a document; None where there are none at all.

    Raises:
        OnRecordError: `source` is a file that can't be read.
    """
    if source is None or callable(source):
        return source
    if isinstance(source, str | Path):
        file = load_decisions(Path(source))
    else:
        file = source if isinstance(source, DecisionFile) else as_file(source)
    return lambda document: file
