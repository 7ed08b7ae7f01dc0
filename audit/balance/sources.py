"""Who the sources are, and what each contributes."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.audit.balance.breakdowns import CountedClaim, attributed, words_of
from onrecord.audit.balance.shares import rounded, share
from onrecord.audit.balance.top_level import top_level
from onrecord.audit.schema.claim_figures import Totals
from onrecord.audit.schema.source_figures import (
    Concentration,
    Confidential,
    Officials,
    ReasonRow,
    SectorShare,
    SourceCounts,
    SourceShare,
    SourcesOfLabel,
    SourcesOfSector,
    SourcesOfType,
)
from onrecord.models.labels import LABELS, REASON_TYPES, SECTORS, SOURCE_TYPES, ReasonType, Sector
from onrecord.models.types import Source

OFFICIAL_SECTORS: Final[frozenset[Sector]] = frozenset({"government", "justice"})


def source_counts(sources: Sequence[Source]) -> SourceCounts:
    """Distinct sources by label, type and sector."""
    ours = top_level(sources)
    return SourceCounts(
        total=len(ours),
        by_label=[
            SourcesOfLabel(label=label, sources=sum(1 for s in ours if s.label == label))
            for label in LABELS
        ],
        by_type=[
            SourcesOfType(type=kind, sources=sum(1 for s in ours if s.type == kind))
            for kind in SOURCE_TYPES
        ],
        by_sector=[
            SourcesOfSector(
                sector=sector,
                sources=sum(1 for s in ours if s.sector == sector),
                named=sum(1 for s in ours if s.sector == sector and s.label == "named"),
            )
            for sector in SECTORS
        ],
    )


def source_shares(
    counted: Sequence[CountedClaim], sources: Sequence[Source], tops: dict[str, str], totals: Totals
) -> list[SourceShare]:
    """What each top-level source contributes, most words first, then the row of hearsay."""
    said: dict[str | None, list[CountedClaim]] = {}
    for one in attributed(counted):
        said.setdefault(_top(one, tops), []).append(one)
    ours = [
        _source_share(source.id, said.get(source.id, []), totals) for source in top_level(sources)
    ]
    ours.sort(key=lambda row: -row.words)
    hearsay = said.get(None)
    return [*ours, _source_share(None, hearsay, totals)] if hearsay else ours


def _top(one: CountedClaim, tops: dict[str, str]) -> str | None:
    """The top-level source of a claim; None for hearsay."""
    return None if one.claim.source_id is None else tops.get(one.claim.source_id)


def _source_share(
    source_id: str | None, ours: Sequence[CountedClaim], totals: Totals
) -> SourceShare:
    return SourceShare(
        source_id=source_id,
        claims=len(ours),
        words=words_of(ours),
        share_of_attributed_words=share(words_of(ours), totals.attributed_words),
    )


def sector_shares(
    counted: Sequence[CountedClaim], sources: Sequence[Source], totals: Totals
) -> list[SectorShare]:
    """What each sector contributes, in the order of `SECTORS`, then the row of hearsay."""
    rows = []
    for sector in (*SECTORS, None):
        ours = _of_sector(counted, sources, sector)
        if sector is None and not ours:
            continue
        rows.append(
            SectorShare(
                sector=sector,
                claims=len(ours),
                words=words_of(ours),
                share_of_attributed_words=share(words_of(ours), totals.attributed_words),
            )
        )
    return rows


def _of_sector(
    counted: Sequence[CountedClaim], sources: Sequence[Source], sector: Sector | None
) -> list[CountedClaim]:
    """The attributed claims of one sector: of the speaking member's, not of its group's."""
    sectors: dict[str | None, Sector] = {source.id: source.sector for source in sources}
    return [one for one in attributed(counted) if sectors.get(one.claim.source_id) == sector]


def officials_of(
    counted: Sequence[CountedClaim], sources: Sequence[Source], totals: Totals
) -> Officials:
    """Dependence on sources of government and justice."""
    ours = top_level(sources)
    official = [source for source in ours if source.sector in OFFICIAL_SECTORS]
    said = [one for s in sorted(OFFICIAL_SECTORS) for one in _of_sector(counted, sources, s)]
    return Officials(
        sources=len(official),
        share_of_sources=share(len(official), len(ours)),
        claims=len(said),
        words=words_of(said),
        share_of_attributed_claims=share(len(said), totals.attributed_claims),
        share_of_attributed_words=share(words_of(said), totals.attributed_words),
    )


def confidential_of(sources: Sequence[Source]) -> Confidential:
    """Confidential sources by the reason that the article states."""
    granted = [s.grant for s in top_level(sources) if s.grant is not None]
    ungranted = sum(1 for s in top_level(sources) if s.grant is None and s.type == "confidential")
    reasons: list[ReasonType | None] = [
        None if grant.reason is None else grant.reason_type or "other" for grant in granted
    ]
    reasons += [None] * ungranted
    order: tuple[ReasonType | None, ...] = (*REASON_TYPES, None)
    return Confidential(
        sources=len(reasons),
        with_reason=len(reasons) - reasons.count(None),
        without_reason=reasons.count(None),
        by_reason=[
            ReasonRow(reason_type=reason, sources=reasons.count(reason)) for reason in order
        ],
    )


def concentration_of(words: Mapping[str, int]) -> Concentration:
    """The concentration of `words` by source id (see `Concentration`); of equals the first."""
    counts = {source_id: n for source_id, n in words.items() if n > 0}
    total = sum(counts.values())
    if not total:
        return Concentration(
            sources=0,
            largest_source_id=None,
            largest_share=None,
            effective_sources=None,
            inverse_simpson=None,
        )
    parts = [n / total for n in counts.values()]
    largest = max(counts, key=lambda source_id: counts[source_id])
    return Concentration(
        sources=len(counts),
        largest_source_id=largest,
        largest_share=share(counts[largest], total),
        effective_sources=rounded(math.exp(-sum(p * math.log(p) for p in parts))),
        inverse_simpson=rounded(1 / sum(p * p for p in parts)),
    )
