"""The figures of a balance as rows of bars."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.audit.reports.content.source_rows import claims_with_members, source_list
from onrecord.audit.reports.content.wording import (
    KIND_NAMES,
    LABEL_NAMES,
    SECTOR_NAMES,
    STYLE_NAMES,
    TYPE_NAMES,
    percent,
)
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import Label

LARGEST: Final = 10


class BarRow(NamedTuple):
    """One row: its name, its share (0 to 1), the counts beside it.

    tone: the label whose colour it takes, or plain. pick: what the script shows when the row
    is chosen (``key value`` of claim rows); empty: nothing.
    """

    name: str
    share: float
    words: int
    claims: int
    tone: Label | str
    pick: str = ""
    note: str = ""


class BarChart(NamedTuple):
    """A chart: its title, what its shares are shares of, its rows."""

    title: str
    of: str
    rows: list[BarRow]


class TenthBar(NamedTuple):
    """A tenth of the article as a stacked column: heights of its parts in per cent, from below."""

    tenth: int
    named: float
    anonymous: float
    unsourced: float


OF_CLAIMS: Final = "share of the words in claims"
OF_ATTRIBUTED: Final = "share of attributed words"


def charts(audit: Audit) -> list[BarChart]:
    """All charts that have something to show."""
    drawn = [
        BarChart("Labels", OF_CLAIMS, _labels(audit)),
        BarChart("Anonymous, by type", OF_ATTRIBUTED, _anonymous(audit)),
        BarChart("Sources", OF_ATTRIBUTED, _sources(audit)),
        BarChart("Sectors", OF_ATTRIBUTED, _sectors(audit)),
        BarChart("Quoted or paraphrased", OF_ATTRIBUTED, _styles(audit)),
        BarChart("Said, written or thought", OF_ATTRIBUTED, _kinds(audit)),
    ]
    return [chart for chart in drawn if chart.rows]


def tenths(audit: Audit) -> list[TenthBar]:
    """The article's tenths; empty where there are no claims."""
    if not audit.balance.totals.claims:
        return []
    return [
        TenthBar(
            row.tenth,
            _part(row.named, row.words),
            _part(row.anonymous, row.words),
            _part(row.unsourced, row.words),
        )
        for row in audit.balance.position.tenths
    ]


def label_bars(audit: Audit) -> list[BarRow]:
    """Rows of the labels, for the bar at the head of the page; empty without claims."""
    return _labels(audit)


def _part(words: int, of: int) -> float:
    return round(100 * words / of, 2) if of else 0.0


def _labels(audit: Audit) -> list[BarRow]:
    if not audit.balance.totals.claims:
        return []
    return [
        BarRow(
            LABEL_NAMES[row.label],
            row.share_of_words or 0.0,
            row.words,
            row.claims,
            row.label,
            f"label {row.label}",
            ""
            if row.estimate is None
            else (
                f"{percent(row.share_of_claims)} of claims; given the model's confidence, "
                f"{percent(row.estimate.low)} to {percent(row.estimate.high)}"
            ),
        )
        for row in audit.balance.labels
    ]


def _anonymous(audit: Audit) -> list[BarRow]:
    return [
        BarRow(
            TYPE_NAMES[row.type],
            row.share_of_attributed_words or 0.0,
            row.words,
            row.claims,
            "anonymous",
            f"type {row.type}",
        )
        for row in audit.balance.anonymous.by_type
        if row.claims
    ]


def _sources(audit: Audit) -> list[BarRow]:
    entries = [entry for entry in source_list(audit) if claims_with_members(entry)]
    counts = {row.source_id: row for row in audit.balance.source_shares}
    shown = [
        BarRow(
            entry.source.name,
            entry.share or 0.0,
            counts[entry.source.id].words if entry.source.id in counts else entry.source.words,
            claims_with_members(entry),
            entry.source.label,
            " ".join(("source", entry.source.id, *(m.source.id for m in entry.members))),
        )
        for entry in entries
    ]
    if len(shown) <= LARGEST:
        return shown
    return [*shown[: LARGEST - 1], _rest(shown[LARGEST - 1 :])]


def _rest(rows: Sequence[BarRow]) -> BarRow:
    return BarRow(
        f"{len(rows)} more",
        sum(row.share for row in rows),
        sum(row.words for row in rows),
        sum(row.claims for row in rows),
        "plain",
    )


def _sectors(audit: Audit) -> list[BarRow]:
    rows = sorted(audit.balance.sector_shares, key=lambda row: -row.words)
    return [
        BarRow(
            TYPE_NAMES["hearsay"] if row.sector is None else SECTOR_NAMES[row.sector],
            row.share_of_attributed_words or 0.0,
            row.words,
            row.claims,
            "plain",
            f"sector {row.sector}" if row.sector is not None else "type hearsay",
        )
        for row in rows
        if row.claims
    ]


def _styles(audit: Audit) -> list[BarRow]:
    if not audit.balance.totals.attributed_claims:
        return []
    return [
        BarRow(
            STYLE_NAMES[row.style],
            row.share_of_attributed_words or 0.0,
            row.words,
            row.claims,
            "plain",
            f"style {row.style}",
        )
        for row in audit.balance.styles
    ]


def _kinds(audit: Audit) -> list[BarRow]:
    if not audit.balance.totals.attributed_claims:
        return []
    return [
        BarRow(
            KIND_NAMES[row.kind],
            row.share_of_attributed_words or 0.0,
            row.words,
            row.claims,
            "plain",
            f"kind {row.kind}",
        )
        for row in audit.balance.kinds
    ]
