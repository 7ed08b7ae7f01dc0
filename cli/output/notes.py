"""Messages on stderr about decisions and house lists that are not all in order."""

from pathlib import Path

from onrecord.audit.house.types import House
from onrecord.audit.reports.content.decided import worded
from onrecord.audit.schema.audit import Audit
from onrecord.cli.output.messages import complain


def tell_decisions(audit: Audit) -> None:
    """Name the decisions that are not in the audit, and why; a line each."""
    if audit.decisions is None:
        return
    for kind in (audit.decisions.unreadable, audit.decisions.overruled, audit.decisions.unmatched):
        for note in kind:
            complain(f"decisions on {audit.article.id}: {worded(note)}.")


def house_of(path: Path | None) -> House | None:
    """The house list at `path`, if one is given; its bad entries are named, a line each.

    Raises:
        OnRecordError: it can't be read.
    """
    if path is None:
        return None
    from onrecord.audit.house.read_house import read_house

    house = read_house(path)
    for line, what in house.faults:
        complain(f"{path}, line {line}: {what}.")
    return house
