"""Checks of the article's balance as a whole."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from onrecord.audit.balance.sources import OFFICIAL_SECTORS
from onrecord.audit.policy.evidence.genre import is_column, reports_nothing
from onrecord.audit.policy.evidence.reading import (
    Reading,
    ids,
    name_of,
    names_of,
    percent,
    unique,
)
from onrecord.audit.policy.rules.anonymity import is_source, was_promised
from onrecord.audit.policy.types import Hit
from onrecord.models.labels import AttributionType

#: Below so many attributed claims a share says nothing.
FEW_CLAIMS: Final = 6
#: So many official sources show a habit; fewer are the story itself.
SEVERAL_SOURCES: Final = 3
#: Below so many words an article is a brief, which has no room for a second source.
BRIEF_WORDS: Final = 150
TYPE_NAMES: Final[dict[AttributionType, str]] = {
    "confidential": "from confidential sources",
    "individual": "from unnamed insiders",
    # Of these only those who hold no office (`holds_no_office`).
    "role": "from unnamed insiders",
    "group": "from groups of insiders",
}


def anonymous_share(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """An article in which anonymous sources make more than `threshold` of the attributed claims.

    What voters, analysts, spokespeople, polls or hearsay say does not count here: the balance
    shows it.
    """
    sources = [source for source in reading.anonymous if was_promised(reading, source)]
    anonymous = [claim for source in sources for claim in reading.claims_of(source)]
    total, limit = len(reading.attributed), threshold or 0.0
    if total < FEW_CLAIMS or len(anonymous) <= limit * total:
        return
    counts = Counter(TYPE_NAMES[claim.type] for claim in anonymous if claim.type in TYPE_NAMES)
    parts = [f"{counts[name]} {name}" for name in unique(TYPE_NAMES.values()) if counts[name]]
    yield Hit(
        fields={
            "n": str(len(anonymous)),
            "of": str(total),
            "share": percent(len(anonymous) / total),
            "threshold": percent(limit),
            "parts": ", ".join(parts),
        },
        spans=[span for source in sources for span in reading.place_of(source)],
        claim_ids=ids(anonymous),
        source_ids=[source.id for source in sources],
    )


def single_source(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """An article with one source only, or one that has more than `threshold` of their words.

    Not an interview, which has one by its form.
    """
    balance = reading.audit.balance
    largest = balance.concentration.largest_source_id
    share = balance.concentration.largest_share
    limit = threshold or 0.0
    if largest is None or share is None or share <= limit:
        return
    if is_column(reading) or reports_nothing(reading):
        return
    if reading.audit.article.genre == "interview":
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
    brief = reading.audit.balance.totals.words < BRIEF_WORDS
    if len(named) >= wanted or brief or is_column(reading) or reports_nothing(reading):
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
    """An article in which every claim with a source comes from government or justice.

    Not with one or two sources: then there is another rule, and nothing to choose from.
    """
    claims = [claim for claim in reading.attributed if claim.source_id in reading.by_id]
    speakers = {claim.source_id for claim in claims}
    sources = [source for source in reading.audit.sources if source.id in speakers]
    several = len({reading.tops[source.id] for source in sources}) >= SEVERAL_SOURCES
    if len(claims) < FEW_CLAIMS or not several or is_column(reading):
        return
    if any(source.sector not in OFFICIAL_SECTORS for source in sources):
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
    speakers = set(lede.source_ids)
    sources = [
        source
        for source in reading.anonymous
        if source.id in speakers and was_promised(reading, source) and is_source(source)
    ]
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
