"""Claims by label, anonymous type, style, and kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.audit.balance.estimate import estimate_share
from onrecord.audit.balance.shares import share
from onrecord.audit.schema.audit import Claim
from onrecord.audit.schema.claim_figures import (
    AnonymousBalance,
    AnonymousRow,
    KindRow,
    LabelRow,
    Review,
    StyleRow,
    Totals,
)
from onrecord.models.labels import ANONYMOUS_TYPES, KINDS, LABELS, STYLES
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution


@dataclass(frozen=True)
class CountedClaim:
    """A claim, the number of words in it, and the attribution that it comes from."""

    claim: Claim
    words: int
    attribution: Attribution | None


def count_claims(
    view: TextView, claims: Sequence[Claim], attributions: Sequence[Attribution]
) -> list[CountedClaim]:
    """`claims` with their words and attributions."""
    by_id: Mapping[str | None, Attribution] = {a.id: a for a in attributions}
    counts = view.words.count_each([claim.spans for claim in claims])
    return [
        CountedClaim(claim=claim, words=words, attribution=by_id.get(claim.attribution_id))
        for claim, words in zip(claims, counts, strict=True)
    ]


def attributed(counted: Sequence[CountedClaim]) -> list[CountedClaim]:
    """The named and the anonymous ones."""
    return [one for one in counted if one.claim.label != "unsourced"]


def words_of(counted: Sequence[CountedClaim]) -> int:
    """The words of all of them."""
    return sum(one.words for one in counted)


def totals_of(words: int, counted: Sequence[CountedClaim], attributions: int) -> Totals:
    """What the shares are shares of, for an article of so many words and attributions."""
    sourced = attributed(counted)
    return Totals(
        words=words,
        claims=len(counted),
        claim_words=words_of(counted),
        attributions=attributions,
        attributed_claims=len(sourced),
        attributed_words=words_of(sourced),
    )


def label_rows(counted: Sequence[CountedClaim], totals: Totals) -> list[LabelRow]:
    """One row a label."""
    claims = [one.claim for one in counted]
    rows = []
    for label in LABELS:
        ours = [one for one in counted if one.claim.label == label]
        rows.append(
            LabelRow(
                label=label,
                claims=len(ours),
                words=words_of(ours),
                share_of_claims=share(len(ours), totals.claims),
                share_of_words=share(words_of(ours), totals.claim_words),
                estimate=estimate_share(claims, label),
            )
        )
    return rows


def anonymous_balance(counted: Sequence[CountedClaim], totals: Totals) -> AnonymousBalance:
    """The anonymous claims and their types."""
    ours = [one for one in counted if one.claim.label == "anonymous"]
    rows = []
    for kind in ANONYMOUS_TYPES:
        part = [one for one in ours if one.claim.type == kind]
        rows.append(
            AnonymousRow(
                type=kind,
                claims=len(part),
                words=words_of(part),
                share_of_attributed_claims=share(len(part), totals.attributed_claims),
                share_of_attributed_words=share(words_of(part), totals.attributed_words),
            )
        )
    return AnonymousBalance(
        claims=len(ours),
        words=words_of(ours),
        share_of_attributed_claims=share(len(ours), totals.attributed_claims),
        share_of_attributed_words=share(words_of(ours), totals.attributed_words),
        by_type=rows,
    )


def style_rows(counted: Sequence[CountedClaim], totals: Totals) -> list[StyleRow]:
    """One row a style; a claim without one counts as indirect."""
    rows = []
    for style in STYLES:
        ours = [one for one in attributed(counted) if (one.claim.style or "indirect") == style]
        rows.append(
            StyleRow(
                style=style,
                claims=len(ours),
                words=words_of(ours),
                share_of_attributed_words=share(words_of(ours), totals.attributed_words),
            )
        )
    return rows


def kind_rows(counted: Sequence[CountedClaim], totals: Totals) -> list[KindRow]:
    """One row a kind of attribution; a claim whose attribution is lost counts as speech."""
    rows = []
    for kind in KINDS:
        ours = [
            one
            for one in attributed(counted)
            if (one.attribution.kind if one.attribution else "speech") == kind
        ]
        rows.append(
            KindRow(
                kind=kind,
                claims=len(ours),
                words=words_of(ours),
                share_of_attributed_words=share(words_of(ours), totals.attributed_words),
            )
        )
    return rows


def review_of(counted: Sequence[CountedClaim]) -> Review:
    """The claims marked for review."""
    ours = [one for one in counted if one.claim.review]
    return Review(
        claims=len(ours),
        words=words_of(ours),
        share_of_claims=share(len(ours), len(counted)),
    )
