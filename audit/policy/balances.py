"""Checks of the article's balance as a whole."""

from collections.abc import Iterator

from onrecord.audit.balance.sources import OFFICIAL_SECTORS
from onrecord.audit.policy.reading import Reading, ids, name_of, names_of, percent
from onrecord.audit.policy.types import Hit

#: Below so many attributed claims a share says nothing.
FEW_CLAIMS = 4
#: Below so many words an article is a brief, which has no room for a second source.
BRIEF_WORDS = 150
TYPE_NAMES = {
    "confidential": "confidential",
    "individual": "one unnamed person",
    "group": "group",
    "unidentified": "unidentified document or body",
    "nobody": "nobody given",
}


def anonymous_share(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """An article whose anonymous claims make up more than `threshold` of the attributed ones."""
    balance = reading.audit.balance
    share = balance.anonymous.share_of_attributed_claims
    limit = threshold or 0.0
    if share is None or share <= limit or balance.totals.attributed_claims < FEW_CLAIMS:
        return
    parts = [
        f"{row.claims} {TYPE_NAMES[row.type]}" for row in balance.anonymous.by_type if row.claims
    ]
    anonymous = [claim for claim in reading.audit.claims if claim.label == "anonymous"]
    yield Hit(
        fields={
            "n": str(balance.anonymous.claims),
            "of": str(balance.totals.attributed_claims),
            "share": percent(share),
            "threshold": percent(limit),
            "parts": ", ".join(parts),
        },
        spans=[],
        claim_ids=ids(anonymous),
        source_ids=[source.id for source in reading.sources if source.label == "anonymous"],
    )


def single_source(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """An article with one source only, or one that has more than `threshold` of their words."""
    balance = reading.audit.balance
    largest = balance.concentration.largest_source_id
    share = balance.concentration.largest_share
    limit = threshold or 0.0
    if largest is None or share is None or share <= limit:
        return
    if balance.totals.words < BRIEF_WORDS or balance.totals.attributed_claims < FEW_CLAIMS:
        return
    source = reading.by_id[largest]
    alone = balance.concentration.sources == 1
    carries = "is the only source and carries all" if alone else f"carries {percent(share)}"
    yield Hit(
        fields={"source": name_of(source), "carries": carries, "threshold": percent(limit)},
        spans=reading.place_of(source),
        claim_ids=ids(reading.claims_of(source)),
        source_ids=[source.id],
    )


def few_named(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """An article with fewer named sources than `threshold`."""
    wanted = int(threshold or 0)
    named = [source for source in reading.sources if source.label == "named"]
    if len(named) >= wanted or reading.audit.balance.totals.words < BRIEF_WORDS:
        return
    count = (
        f"one named source, {name_of(named[0])}"
        if len(named) == 1
        else (f"{len(named)} named sources" if named else "no named source")
    )
    yield Hit(
        fields={"n": count, "threshold": str(wanted)},
        spans=[span for source in named for span in reading.place_of(source)],
        claim_ids=ids(claim for source in named for claim in reading.claims_of(source)),
        source_ids=[source.id for source in named],
    )


def officials_only(reading: Reading, _: float | None) -> Iterator[Hit]:
    """An article in which every claim with a source comes from government or justice."""
    claims = [claim for claim in reading.attributed if claim.source_id in reading.by_id]
    speakers = {claim.source_id for claim in claims}
    sources = [source for source in reading.audit.sources if source.id in speakers]
    if len(claims) < FEW_CLAIMS or any(s.sector not in OFFICIAL_SECTORS for s in sources):
        return
    yield Hit(
        fields={"n": str(len(claims)), "sources": names_of(sources)},
        spans=[],
        claim_ids=ids(claims),
        source_ids=[source.id for source in sources],
    )


def anonymous_lede(reading: Reading, _: float | None) -> Iterator[Hit]:
    """A lede with more words of anonymous sources than of named ones."""
    lede = reading.audit.balance.position.lede
    if lede is None:
        return
    sources = [source for source in reading.anonymous if source.id in lede.source_ids]
    inside = [
        claim
        for source in sources
        for claim in reading.claims_of(source)
        if any(lede.span[0] <= start and end <= lede.span[1] for start, end in claim.spans)
    ]
    if not inside or lede.anonymous <= lede.named:
        return
    yield Hit(
        fields={"source": names_of(sources)},
        spans=[span for claim in inside for span in claim.spans],
        claim_ids=ids(inside),
        source_ids=[source.id for source in sources],
    )
