"""What a report says about the decisions of editors."""

from typing import NamedTuple

from onrecord.audit.reports.content.wording import counted, listed
from onrecord.audit.schema.audit import Audit, DecisionNote, Finding


class NoteGroup(NamedTuple):
    """Decisions with the same outcome, under a heading."""

    heading: str
    notes: list[str]


def decided_line(audit: Audit) -> str | None:
    """How many decisions were applied, and what became of the others; None if there are none."""
    decisions = audit.decisions
    if decisions is None:
        return None
    parts = [f"{counted(decisions.applied, 'decision')} by editors applied"]
    kinds = (
        (decisions.fuzzy, "at a passage that has changed", "at passages that have changed"),
        (decisions.overruled, "overridden by a later one", "overridden by later ones"),
        (decisions.unmatched, "that matches nothing", "that match nothing"),
        (decisions.unreadable, "line that can’t be read", "lines that can’t be read"),
    )
    details = [
        f"{len(notes)} {one if len(notes) == 1 else many}" for notes, one, many in kinds if notes
    ]
    return f"{parts[0]}{f' ({listed(details)})' if details else ''}."


def decision_notes(audit: Audit) -> list[NoteGroup]:
    """The decisions to look at, by what became of them."""
    decisions = audit.decisions
    if decisions is None:
        return []
    groups = (
        ("Decisions at passages that have changed", decisions.fuzzy),
        ("Decisions that a later one overrides", decisions.overruled),
        ("Decisions that match nothing in this text", decisions.unmatched),
        ("Lines that are not decisions", decisions.unreadable),
    )
    return [NoteGroup(head, [worded(one) for one in notes]) for head, notes in groups if notes]


def worded(note: DecisionNote) -> str:
    """A note on a decision, in a line."""
    where = f"line {note.line}" if note.line is not None else ""
    what = f"{note.decision} by {note.by}" if note.decision is not None else ""
    words = f"“{note.words}”" if note.words else ""
    head = ", ".join(filter(None, (where, what, words)))
    return ": ".join(filter(None, (head, note.message)))


def checked_by(audit: Audit) -> str:
    """Whether a person has looked at the labels, in a sentence."""
    decided = sum(claim.decided for claim in audit.claims)
    if not decided:
        return "No person has checked the labels."
    has = "has" if decided == 1 else "have"
    settled = f"{counted(decided, 'claim')} {has} been decided by an editor"
    return f"{settled}; no person has checked the others."


def findings_heading(audit: Audit) -> str:
    """The number of findings that stand, and of those that are waived."""
    waived = sum(one.waived is not None for one in audit.findings)
    standing = len(audit.findings) - waived
    return f"{standing}, and {waived} waived" if waived else f"{standing}"


def waiver(finding: Finding) -> str | None:
    """Why an editor let a finding pass, in a sentence; None where it stands."""
    if finding.waived is None:
        return None
    return f"Waived by an editor: {finding.waived}" if finding.waived else "Waived by an editor."
