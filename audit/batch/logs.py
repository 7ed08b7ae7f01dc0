"""The logs of a run, read back line by line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import msgspec

from onrecord.audit.batch.types import Counts, Duplicate, Failure
from onrecord.audit.types import Audit
from onrecord.models.errors import OnRecordError

AUDITS: Final = "audits.jsonl"
ERRORS: Final = "errors.jsonl"
DUPLICATES: Final = "duplicates.jsonl"
LOGS: Final = (AUDITS, ERRORS, DUPLICATES)
#: What `msgspec` raises where bytes are no JSON of a type.
UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

Record = TypeVar("Record")


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


def check_logs(folder: Path, counts: Counts) -> None:
    """See to it that a run can go on from what it has written: each record is accounted for.

    Raises:
        OnRecordError: a line is damaged, or there are more or fewer of them than were written.
    """
    audited = sum(1 for _ in audits_in(folder))
    check_counts(folder, counts, audited)
    if sum(1 for _ in duplicates_in(folder)) != counts.duplicates:
        raise OnRecordError(
            f"{folder / DUPLICATES} doesn't hold the {counts.duplicates} duplicates that were "
            "found; use --restart to begin anew."
        )


def check_counts(folder: Path, counts: Counts, audits: int) -> None:
    """See to it that every record is accounted for, where the run has `audits` audits.

    Raises:
        OnRecordError: it is not, or a line of the errors is damaged.
    """
    errors = sum(1 for _ in failures_in(folder))
    if counts.add_up and (audits, errors) == (counts.audited, counts.errors):
        return
    raise OnRecordError(
        f"The records in {folder} don't add up: {counts.records} read, {audits} audited, "
        f"{errors} errors, {counts.left_out} duplicates left out; use --restart to begin anew."
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
                    f"{path} is damaged in line {number}; use --restart to begin anew."
                ) from error
            yield record, len(line)
