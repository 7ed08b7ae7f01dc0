"""Claims as rows: what a table, a card or a list says about each."""

from typing import NamedTuple

from onrecord.audit.reports.content.passages import EXCERPT_WORDS, offsets, quoted
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.labels import AttributionType, Kind, Sector
from onrecord.models.types import Attribution, Source


class ClaimRow(NamedTuple):
    """A claim with what its attribution and its source say of it.

    text: its words on one line; short: the first of them; both None without text. offsets: its
    spans in figures.
    cue: the words that link it to its source. paragraph: counted from 1.
    """

    claim: Claim
    attribution: Attribution | None
    source: Source | None
    text: str | None
    short: str | None
    offsets: str
    cue: str | None
    paragraph: int

    @property
    def type(self) -> AttributionType | None:
        """Type of the claim; None for an unsourced one."""
        return self.claim.type

    @property
    def kind(self) -> Kind | None:
        """Kind of the attribution (speech, document, thought); None for an unsourced claim."""
        return self.attribution.kind if self.attribution is not None else None

    @property
    def sector(self) -> Sector | None:
        """Sector of the source; None where there is no source."""
        return self.source.sector if self.source is not None else None


def claim_rows(audit: Audit) -> list[ClaimRow]:
    """One row for each claim, in text order."""
    attributions = {one.id: one for one in audit.attributions}
    sources = {one.id: one for one in audit.sources}
    return [
        _row(
            audit,
            claim,
            None if claim.attribution_id is None else attributions[claim.attribution_id],
            None if claim.source_id is None else sources[claim.source_id],
        )
        for claim in audit.claims
    ]


def _row(
    audit: Audit, claim: Claim, attribution: Attribution | None, source: Source | None
) -> ClaimRow:
    cue = quoted(audit.article, attribution.cue) if attribution is not None else None
    return ClaimRow(
        claim=claim,
        attribution=attribution,
        source=source,
        text=quoted(audit.article, claim.spans),
        short=quoted(audit.article, claim.spans, EXCERPT_WORDS),
        offsets=offsets(claim.spans),
        cue=cue or None,
        paragraph=claim.paragraph + 1,
    )
