"""The logs of a run, read back line by line."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import msgspec

from onrecord.audit.batch.types import Counts, Duplicate, Failure
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError

AUDITS: Final = "audits.jsonl"
ERRORS: Final = "errors.jsonl"
DUPLICATES: Final = "duplicates.jsonl"
LOGS: Final = (AUDITS, ERRORS, DUPLICATES)
#: What `msgspec` raises where bytes are no JSON of a type.
UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

if TYPE_CHECKING:
    from hashlib import _Hash

Record = TypeVar("Record")
_BLOCK: Final = 1 << 20


class Line(NamedTuple):
    """An audit, and the offset of its line in bytes."""

    audit: Audit
    at: int


def audits_in(folder: Path) -> Iterator[Line]:
    """The audits of a run in `folder`, one by one.

    Raises:
        OnRecordError: a line is damaged.
    """
    at = 0
    for audit, length in _records(folder / AUDITS, Audit):
        yield Line(audit, at)
        at += length


def failures_in(folder: Path) -> Iterator[Failure]:
    """The failures of a run in `folder`, one by one.

    Raises:
        OnRecordError: a line is damaged.
    """
    return (failure for failure, _ in _records(folder / ERRORS, Failure))


def duplicates_in(folder: Path) -> Iterator[Duplicate]:
    """The duplicates of a run in `folder`, one by one.

    Raises:
        OnRecordError: a line is damaged.
    """
    return (duplicate for duplicate, _ in _records(folder / DUPLICATES, Duplicate))


class Sum(NamedTuple):
    """What a log holds: its SHA-256 so far, and its lines."""

    sha256: "_Hash"
    lines: int


def summed(path: Path, length: int) -> Sum:
    """What the first `length` bytes of the log at `path` hold."""
    sha256, lines = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(min(length, _BLOCK)):
            length -= len(block)
            sha256.update(block)
            lines += block.count(b"\n")
    return Sum(sha256, lines)


def check_logs(folder: Path, counts: Counts, lines: dict[str, int]) -> None:
    """Make sure that a run can go on from what it has written: each record is accounted for.

    Args:
        folder: of the run.
        counts: of the records.
        lines: of each log.

    Raises:
        OnRecordError: there are more or fewer lines than were written.
    """
    _check_counts(folder, counts, lines[AUDITS], lines[ERRORS])
    if lines[DUPLICATES] != counts.duplicates:
        raise OnRecordError(
            f"{folder / DUPLICATES} doesn't hold the {counts.duplicates} duplicates that were "
            "found; use --restart to start over."
        )


def check_counts(folder: Path, counts: Counts, audits: int, words: int) -> None:
    """Make sure that every record is accounted for, where `audits` audits have so many `words`.

    Raises:
        OnRecordError: it is not, or a line of the errors is damaged.
    """
    _check_counts(folder, counts, audits, sum(1 for _ in failures_in(folder)))
    if words != counts.words:
        raise OnRecordError(
            f"The articles in {folder / AUDITS} have {words} words, not {counts.words}; use "
            "--restart to start over."
        )


def _check_counts(folder: Path, counts: Counts, audits: int, errors: int) -> None:
    if counts.add_up and (audits, errors) == (counts.audited, counts.errors):
        return
    raise OnRecordError(
        f"The records in {folder} don't add up: {counts.records} read, {audits} audited, "
        f"{errors} errors, {counts.left_out} duplicates left out; use --restart to start over."
    )


def _records(path: Path, type: type[Record]) -> Iterator[tuple[Record, int]]:
    """The records in a log, each with the length of its line in bytes."""
    decoder = msgspec.json.Decoder(type)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                if not line.endswith(b"\n"):  # it would run together with the next one
                    raise msgspec.DecodeError
                record = decoder.decode(line)
            except UNREADABLE as error:
                raise OnRecordError(
                    f"{path} is damaged in line {number}; use --restart to start over."
                ) from error
            yield record, len(line)
