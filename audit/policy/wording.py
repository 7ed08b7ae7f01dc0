"""Checks of claims that are passed on: hearsay, and what other newsrooms reported."""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.audit.balance.links import host_of
from onrecord.audit.policy.reading import Reading, ids, name_of, quoted
from onrecord.audit.policy.types import Hit
from onrecord.audit.types import Claim
from onrecord.models.types import Attribution, Source, Span

#: Wordings for what somebody says or believes, never for how things look or what is to come.
_HEARSAY: Final = re.compile(
    r"\b(?:reportedly|rumou?redly)\b"
    r"|\b(?:is|are|was|were|has\s+been|have\s+been|’s|'s)\s+(?:\w+ly\s+)?"
    r"(?:believed|rumou?red|reported|understood|said|thought|reputed)\s+(?:to|that)\b"
    r"|\bit\s+(?:is|was|has\s+been)\s+(?:\w+ly\s+)?"
    r"(?:believed|rumou?red|reported|understood|said|thought|claimed|suggested)\b"
    r"|\brumou?rs?\s+(?:has\s+it|have\s+it|that|say|suggest)\b|\bword\s+(?:is|has\s+it)\b",
    re.IGNORECASE,
)
_LEARNED: Final = re.compile(
    r"\b(?:has|have|had)\s+(?:also\s+|exclusively\s+)?learn(?:ed|t)\b", re.I
)


def hearsay(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Agentless cues for what somebody says, and newsrooms that "have learned" something."""
    for attribution in reading.audit.attributions:
        passage = _hearsay_passage(reading, attribution)
        if passage is not None and not _within_sourced(reading, passage, attribution):
            yield _hit(reading, passage, _claims_of(reading, attribution))
    for claim in reading.audit.claims:
        if claim.label == "unsourced":
            for start, end in claim.spans:
                match = _HEARSAY.search(reading.text, start, end)
                if match and not _within_sourced(reading, match.span(), None):
                    yield _hit(reading, match.span(), [claim])
                    break


def second_hand(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Sources that are other news organisations or their reports."""
    for source in reading.sources:
        if source.sector != "media" or source.type not in ("organisation", "document"):
            continue
        claims = reading.claims_of(source)
        if not claims or _is_own(reading, source):
            continue
        n = "One claim is taken" if len(claims) == 1 else f"{len(claims)} claims are taken"
        yield Hit(
            fields={"source": name_of(source), "n": n},
            spans=reading.place_of(source),
            claim_ids=ids(claims),
            source_ids=[source.id],
            confidence=reading.confidence(claims),
        )


def _hearsay_passage(reading: Reading, attribution: Attribution) -> Span | None:
    """The words of hearsay in an attribution, None where it is none."""
    if not attribution.cue:
        return None
    span = (attribution.cue[0][0], attribution.cue[-1][1])
    cue = reading.words(span)
    if attribution.type == "nobody" and _HEARSAY.search(cue):
        return span
    source = reading.by_id.get(attribution.source_id or "")
    told = source is None or (source.sector == "media" and source.label == "named")
    if told and _LEARNED.search(cue):
        return (min(start for start, _ in [*attribution.source, span]), span[1])
    return None


def _within_sourced(reading: Reading, span: Span, own: Attribution | None) -> bool:
    """Whether somebody else says the words: then it is that speaker's hearsay."""
    return any(
        start <= span[0] and span[1] <= end
        for other in reading.audit.attributions
        if other is not own and other.source_id is not None
        for start, end in other.content
    )


def _claims_of(reading: Reading, attribution: Attribution) -> list[Claim]:
    return [claim for claim in reading.audit.claims if claim.attribution_id == attribution.id]


def _hit(reading: Reading, span: Span, claims: list[Claim]) -> Hit:
    return Hit(
        fields={"passage": quoted(reading.words(span))},
        spans=[span],
        claim_ids=ids(claims),
        confidence=reading.confidence(claims),
    )


def _is_own(reading: Reading, source: Source) -> bool:
    """Whether the source is the outlet that publishes the article."""
    article = reading.audit.article
    name = _letters(source.name)
    host = host_of(article.url or "") or ""
    own = [_letters(article.publisher or ""), _letters(host.split(".")[0])]
    return bool(name) and any(known and (known in name or name in known) for known in own)


def _letters(name: str) -> str:
    """A name without case, article, blanks and marks: "The New-York Times" to newyorktimes."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the\s+", "", name.lower()))
