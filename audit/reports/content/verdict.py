"""How a piece is sourced, in a sentence, a few figures and its gravest findings."""

from typing import Final, NamedTuple

from onrecord.audit.reports.content.wording import (
    TYPE_NAMES,
    TYPE_PLURALS,
    counted,
    listed,
    number,
    percent,
)
from onrecord.audit.schema.audit import LEVELS, Audit, Finding
from onrecord.models.labels import ANONYMOUS_TYPES, NAMED_TYPES, AttributionType

GRAVEST: Final = 3


class KeyFigure(NamedTuple):
    """A figure, what it counts, and what it is made of. source_id: the source it is about."""

    value: str
    name: str
    detail: str
    source_id: str | None = None


class NumberedFinding(NamedTuple):
    """A finding with its number (from 0) in the audit, which the page's ids are made of."""

    number: int
    finding: Finding


def ranked(audit: Audit) -> list[NumberedFinding]:
    """All findings, those waived last, the gravest level first, else in the audit's order."""
    numbered = [NumberedFinding(i, finding) for i, finding in enumerate(audit.findings)]
    return sorted(numbered, key=_rank)


def _rank(one: NumberedFinding) -> tuple[bool, int]:
    return one.finding.waived is not None, LEVELS.index(one.finding.level)


def lead(audit: Audit) -> str:
    """The sentence that sums up the sourcing; it never gives the anonymous share without parts."""
    totals = audit.balance.totals
    if not totals.claims:
        return "No claims were found in this text, so there are no figures."
    if not totals.attributed_claims:
        return (
            f"None of the {counted(totals.claims, 'claim')} in this piece is tied to a source."
            if totals.claims > 1
            else "The one claim in this piece is not tied to a source."
        )
    named, anonymous, unsourced = (
        audit.balance.label(label) for label in ("named", "anonymous", "unsourced")
    )
    parts = []
    if named.claims:
        parts.append(f"{percent(named.share_of_words)} rest on named sources")
    if anonymous.claims:
        on = "on anonymous ones" if named.claims else "rest on anonymous sources"
        parts.append(f"{percent(anonymous.share_of_words)} {on} ({anonymous_parts(audit)})")
    if unsourced.claims:
        parts.append(f"{percent(unsourced.share_of_words)} on no source given in the text")
    return f"Of the words in claims, {listed(parts)}."


def anonymous_parts(audit: Audit) -> str:
    """The share of words in anonymous claims by type; empty where there are none."""
    words = audit.balance.totals.claim_words
    return listed(
        [
            f"{TYPE_NAMES[row.type]} {percent(row.words / words)}"
            for row in audit.balance.anonymous.by_type
            if row.words
        ]
    )


def key_figures(audit: Audit) -> list[KeyFigure]:
    """Three to five figures; those that cannot be computed are left out."""
    figures = [
        KeyFigure(number(_sources(audit, "named")), "named sources", _by_type(audit, NAMED_TYPES)),
        KeyFigure(
            number(_sources(audit, "anonymous")),
            "anonymous sources",
            _by_type(audit, ANONYMOUS_TYPES) + _reasons(audit),
        ),
    ]
    concentration = audit.balance.concentration
    if concentration.largest_source_id is not None:
        largest = next(s for s in audit.sources if s.id == concentration.largest_source_id)
        figures.append(
            KeyFigure(
                percent(concentration.largest_share),
                "of sourced words from the largest source",
                largest.name,
                largest.id,
            )
        )
        figures.append(
            KeyFigure(
                percent(audit.balance.officials.share_of_attributed_words),
                "of attributed words from officials",
                "government, politics, police, courts, military",
            )
        )
    figures.append(
        KeyFigure(
            number(audit.balance.review.claims),
            "claims to review",
            _of_claims(audit),
        )
    )
    return figures


def _of_claims(audit: Audit) -> str:
    of = f"of {number(audit.balance.totals.claims)}"
    return f"{of}; the model is least certain of them" if audit.balance.review.claims else of


def _sources(audit: Audit, label: str) -> int:
    return sum(row.sources for row in audit.balance.sources.by_label if row.label == label)


def _by_type(audit: Audit, types: tuple[AttributionType, ...]) -> str:
    return ", ".join(
        counted(row.sources, TYPE_NAMES[row.type], TYPE_PLURALS[row.type])
        for row in audit.balance.sources.by_type
        if row.type in types and row.sources
    )


def _reasons(audit: Audit) -> str:
    """How many confidential sources come with the reason why."""
    confidential = audit.balance.confidential
    if not confidential.sources:
        return ""
    if confidential.sources == 1:
        return "; a reason is given" if confidential.with_reason else "; no reason is given"
    return (
        f"; reasons given for {number(confidential.with_reason)} of "
        f"{number(confidential.sources)} confidential"
    )
