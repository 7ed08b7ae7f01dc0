"""What each source contributes to an article."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from onrecord.audit.schema.audit import Claim
from onrecord.models.text.view import TextView
from onrecord.models.types import Source, Span


def with_contributions(
    view: TextView, sources: Sequence[Source], claims: Sequence[Claim]
) -> list[Source]:
    """`sources` in order of first mention, with their claims, words, quoted words and place.

    A source's own claims count, not those of the members of a group. Quoted words are the
    words of its claims inside the outermost quotations. `first_paragraph` is where its first
    claim stands; without any claim (one named in a headline only), where it is first mentioned.
    """
    own: dict[str, list[Claim]] = {source.id: [] for source in sources}
    for claim in claims:
        if claim.source_id in own:
            own[claim.source_id].append(claim)
    filled = [_filled(view, s, own[s.id]) for s in sources]
    return sorted(filled, key=lambda source: _first_mention(source, own[source.id]))


def _filled(view: TextView, source: Source, claims: Sequence[Claim]) -> Source:
    spans = [span for claim in claims for span in claim.spans]
    return msgspec.structs.replace(
        source,
        claims=len(claims),
        words=view.words.count(spans),
        quoted_words=view.quoted_words(spans),
        first_paragraph=_first_paragraph(source, claims, view.paragraphs),
    )


def _first_paragraph(source: Source, claims: Sequence[Claim], paragraphs: Sequence[Span]) -> int:
    if claims:
        return min(claim.paragraph for claim in claims)
    if not source.mentions or not paragraphs:
        return 0
    begun = bisect_left(paragraphs, (source.mentions[0][0] + 1, 0))
    return max(0, begun - 1)


def _first_mention(source: Source, claims: Sequence[Claim]) -> int:
    starts = [start for start, _ in source.mentions]
    return min(starts + [start for claim in claims for start, _ in claim.spans], default=0)
