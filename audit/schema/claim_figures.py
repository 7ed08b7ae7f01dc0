"""Figures of `Balance` about claims: by label, by anonymous type, by style and kind."""

import msgspec

from onrecord.audit.schema.quantities import Count, Share
from onrecord.models.labels import AttributionType, Kind, Label, Style


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What a share of claims is likely to be, given how sure the model is of each label.

    Each claim is taken as a draw of its own: with its calibrated confidence it has the label
    that it was given, and what is left of the probability is divided evenly between the two
    other labels. The number of claims with a label is then Poisson-binomial (Poisson 1837;
    Y. Hong, *On computing the distribution function for the Poisson binomial distribution*,
    Computational Statistics & Data Analysis 59, 2013); its distribution is computed by
    convolution. It says nothing of claims that are missing or wrongly cut.

    mean: expected share of claims.
    low, high: the 2.5 % and 97.5 % quantiles of that share.
    """

    mean: Share
    low: Share
    high: Share


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What the shares are shares of.

    words: words of the article, all of them.
    claims, claim_words: claims, and the words in them.
    attributions: attributions, nested ones included.
    attributed_claims, attributed_words: named and anonymous claims, and the words in them.
    """

    words: Count
    claims: Count
    claim_words: Count
    attributions: Count
    attributed_claims: Count
    attributed_words: Count


class WordAccounting(msgspec.Struct, frozen=True, kw_only=True):
    """Words by what they belong to; the seven counts add up to the words of the article.

    A word goes to the first of these that holds it. claims: a claim. front_or_back: headline,
    byline, credit, caption or "read more" lines. sources, cues: those words of an attribution.
    grants: words that grant anonymity. questions: a question of the writer's. other: none of
    these (sentences of under four words, what is left between attributions).
    """

    claims: Count
    sources: Count
    cues: Count
    grants: Count
    front_or_back: Count
    questions: Count
    other: Count


class LabelRow(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of one label.

    claims, words: claims with that label, and the words in them.
    share_of_claims, share_of_words: of all claims, and of the words in claims.
    estimate: the share of claims with its interval; None where every confidence is 1
    (labels given by people) or there is no claim.
    """

    label: Label
    claims: Count
    words: Count
    share_of_claims: Share | None
    share_of_words: Share | None
    estimate: Estimate | None


class AnonymousRow(msgspec.Struct, frozen=True, kw_only=True):
    """Anonymous claims of one type (confidential, role, individual, group, unidentified, hearsay).

    claims, words: claims of that type, and the words in them.
    share_of_attributed_claims, share_of_attributed_words: of named and anonymous claims.
    """

    type: AttributionType
    claims: Count
    words: Count
    share_of_attributed_claims: Share | None
    share_of_attributed_words: Share | None


class AnonymousBalance(msgspec.Struct, frozen=True, kw_only=True):
    """Anonymous claims, together with the types that they are made of.

    claims, words: anonymous claims, and the words in them.
    share_of_attributed_claims, share_of_attributed_words: of named and anonymous claims.
    by_type: one row for each type, in the order of `ANONYMOUS_TYPES`; the rows add up.
    """

    claims: Count
    words: Count
    share_of_attributed_claims: Share | None
    share_of_attributed_words: Share | None
    by_type: list[AnonymousRow]


class StyleRow(msgspec.Struct, frozen=True, kw_only=True):
    """Attributed claims of one style (direct, mixed, indirect).

    claims, words: such claims, and the words in them.
    share_of_attributed_words: of the words of named and anonymous claims.
    """

    style: Style
    claims: Count
    words: Count
    share_of_attributed_words: Share | None


class KindRow(msgspec.Struct, frozen=True, kw_only=True):
    """Attributed claims of one kind: speech, document, or thought ("believes", "wants").

    claims, words: such claims, and the words in them.
    share_of_attributed_words: of the words of named and anonymous claims.
    """

    kind: Kind
    claims: Count
    words: Count
    share_of_attributed_words: Share | None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Claims marked for review, those whose label the model is least sure of.

    claims, words: such claims, and the words in them. share_of_claims: of all claims.
    """

    claims: Count
    words: Count
    share_of_claims: Share | None
