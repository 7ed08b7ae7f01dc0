"""The figures of `Balance`, each with its definition, unit and source.

Words are matches of ``\\w+``. A *share* lies between 0 and 1 and is None where there is
nothing to divide by. Floats are rounded to four decimals. *Attributed* claims are the named
and the anonymous ones; a *top-level* source is one that is not a member of a group, and what
a member says counts for its group. No struct holds any words of the article, so that a
balance may be shown where its text may not.
"""

from typing import Literal, TypeAlias

import msgspec

from onrecord.audit.schema.claim_figures import (
    AnonymousBalance,
    KindRow,
    LabelRow,
    Review,
    StyleRow,
    Totals,
    WordAccounting,
)
from onrecord.audit.schema.position_figures import Position, UnsourcedRun
from onrecord.audit.schema.quantities import Count
from onrecord.audit.schema.source_figures import (
    Concentration,
    Confidential,
    Officials,
    SectorShare,
    SourceCounts,
    SourceShare,
)
from onrecord.models.labels import Label
from onrecord.models.types import Span

FigureKind: TypeAlias = Literal["number", "share", "ranking", "superlative"]


class FigureClaim(msgspec.Struct, frozen=True, kw_only=True):
    """An unsourced claim that states a figure a reader could ask the source of.

    kinds: number (an amount, a count), share (a percentage, a fraction, "one in five"),
    ranking ("the second largest"), superlative ("the biggest ever"). Dates, clock times, ages,
    scores and numbers in names are none of these. spans: the words that state it, in text
    order.
    """

    claim_id: str
    kinds: list[FigureKind]
    spans: list[Span]


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """Hyperlinks in the text.

    links: all of them. hosts: distinct hosts that they lead to. external: links to another
    host than the article's own; None where the article's address is not known.
    attributed: links that stand in the words of an attribution.
    """

    links: Count
    hosts: Count
    external: Count | None
    attributed: Count


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """The figures that sum up one article's sourcing.

    totals: what the shares are shares of. accounting: words by what they belong to.
    labels: one row each for named, anonymous, unsourced. anonymous: the anonymous claims by
    type. styles, kinds: attributed claims by style and by kind. sources: distinct sources.
    source_shares, sector_shares: attributed words by source (most words first, then the row
    of hearsay where there is any) and by sector (one row each, then hearsay); each list adds up
    to the attributed words. concentration, officials, confidential, position: see there.
    longest_unsourced_run: None without an unsourced claim. unsourced_figures: unsourced claims
    that state a figure, in text order. links, review: see there.
    """

    totals: Totals
    accounting: WordAccounting
    labels: list[LabelRow]
    anonymous: AnonymousBalance
    styles: list[StyleRow]
    kinds: list[KindRow]
    sources: SourceCounts
    source_shares: list[SourceShare]
    sector_shares: list[SectorShare]
    concentration: Concentration
    officials: Officials
    confidential: Confidential
    position: Position
    longest_unsourced_run: UnsourcedRun | None
    unsourced_figures: list[FigureClaim]
    links: Links
    review: Review

    def label(self, label: Label) -> LabelRow:
        """The row of one label."""
        return next(row for row in self.labels if row.label == label)
