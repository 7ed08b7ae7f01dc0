"""The figures of `Balance`, each with its definition, unit and source.

Words are matches of ``\\w+``. A *share* lies between 0 and 1 and is None where there is
nothing to divide by. Floats are rounded to four decimals. *Attributed* claims are the named
and the anonymous ones; a *top-level* source is one that is not a member of a group, and what
a member says counts for its group. No struct holds any words of the article, so that a
balance may be shown where its text may not.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec

from onrecord.models.labels import (
    AttributionType,
    Kind,
    Label,
    ReasonType,
    Sector,
    SourceType,
    Style,
)
from onrecord.models.types import Span

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
FigureKind: TypeAlias = Literal["number", "share", "ranking", "superlative"]


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
    """Anonymous claims of one type (confidential, individual, group, unidentified, nobody).

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


class SourcesOfLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Number of top-level sources with one label."""

    label: Label
    sources: Count


class SourcesOfType(msgspec.Struct, frozen=True, kw_only=True):
    """Number of top-level sources of one type."""

    type: SourceType
    sources: Count


class SourcesOfSector(msgspec.Struct, frozen=True, kw_only=True):
    """Number of top-level sources of one sector, and of the named ones among them."""

    sector: Sector
    sources: Count
    named: Count


class SourceCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Distinct sources: top-level entries of the ledger that have a claim (a group counts once).

    A source that only a headline names, where no claim can stand, is none of them.

    total: all of them. by_label (named, anonymous), by_type, by_sector: one row for each value;
    each list adds up to the total. The number of named ones is what PEJ's transparency index
    grades (State of the News Media 2005: four and more fully identified sources).
    """

    total: Count
    by_label: list[SourcesOfLabel]
    by_type: list[SourcesOfType]
    by_sector: list[SourcesOfSector]


class SourceShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one top-level source contributes, its members included.

    source_id: its id in the ledger; None for the row of claims that nobody is given for.
    claims, words: its claims, and the words in them.
    share_of_attributed_words: of the words of named and anonymous claims.
    """

    source_id: str | None
    claims: Count
    words: Count
    share_of_attributed_words: Share | None


class SectorShare(msgspec.Struct, frozen=True, kw_only=True):
    """What the sources of one sector contribute.

    sector: None for the row of claims that nobody is given for.
    claims, words: their claims, and the words in them.
    share_of_attributed_words: of the words of named and anonymous claims.
    """

    sector: Sector | None
    claims: Count
    words: Count
    share_of_attributed_words: Share | None


class Concentration(msgspec.Struct, frozen=True, kw_only=True):
    """How far the words of sources lie with a few of them.

    Over top-level sources with at least one word; p is a source's share of the words that
    any source is given for (claims with nobody behind them are left out).

    sources: number of such sources.
    largest_source_id, largest_share: the source with the most words, and its p.
    effective_sources: exp(-sum p ln p), the number of equally large sources that would be as
    diverse (Shannon 1948; M. O. Hill, *Diversity and evenness*, Ecology 54, 1973, order 1).
    inverse_simpson: 1 / sum p squared (Simpson 1949; Hill's order 2; the reciprocal of the
    Herfindahl-Hirschman index). Both lie between 1 and `sources`; None without sources.
    """

    sources: Count
    largest_source_id: str | None
    largest_share: Share | None
    effective_sources: float | None
    inverse_simpson: float | None


class Officials(msgspec.Struct, frozen=True, kw_only=True):
    """Dependence on officials: sources of the sectors government and justice.

    L. V. Sigal, *Reporters and Officials* (1973) and later work on official-source dependence
    count stories by the share of official sources; here the words are counted as well.

    sources: top-level official sources. share_of_sources: of all top-level sources.
    claims, words: their claims, and the words in them.
    share_of_attributed_claims, share_of_attributed_words: of named and anonymous claims.
    """

    sources: Count
    share_of_sources: Share | None
    claims: Count
    words: Count
    share_of_attributed_claims: Share | None
    share_of_attributed_words: Share | None


class ReasonRow(msgspec.Struct, frozen=True, kw_only=True):
    """Number of confidential sources with a reason of one type (None: no reason stated)."""

    reason_type: ReasonType | None
    sources: Count


class Confidential(msgspec.Struct, frozen=True, kw_only=True):
    """Confidential sources: top-level sources that the article says it granted anonymity.

    sources: all of them. with_reason, without_reason: those for whom the article gives a
    reason, and the others; they add up.
    by_reason: one row for each reason type, then the row without a reason.
    """

    sources: Count
    with_reason: Count
    without_reason: Count
    by_reason: list[ReasonRow]


class Tenth(msgspec.Struct, frozen=True, kw_only=True):
    """Words by label in one tenth of the article.

    tenth: 1 to 10. The article's words are cut into ten runs whose lengths differ by one at
    most. words: words of that tenth. named, anonymous, unsourced: words in claims with that
    label; the rest of `words` is in no claim. Over the ten rows each column adds up to the
    article's figure.
    """

    tenth: Annotated[int, msgspec.Meta(ge=1, le=10)]
    words: Count
    named: Count
    anonymous: Count
    unsourced: Count


class Lede(msgspec.Struct, frozen=True, kw_only=True):
    """Sourcing of the lede: the first paragraph with a claim, at most its first three sentences.

    paragraph: index into `article.paragraphs`. span: the part of the text that is meant.
    named, anonymous, unsourced: words in claims of the lede with that label.
    label: the label with the most words (of equals the first of named, anonymous, unsourced).
    source_ids: the top-level sources of its claims, in text order.
    """

    paragraph: Count
    span: Span
    named: Count
    anonymous: Count
    unsourced: Count
    label: Label
    source_ids: list[str]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where in the article the sourcing stands.

    tenths: ten rows, first to last. first_source_paragraph, first_named_paragraph: index into
    `article.paragraphs` of the first attributed and of the first named claim; None without one.
    lede: None where the article has no claim.
    """

    tenths: list[Tenth]
    first_source_paragraph: Count | None
    first_named_paragraph: Count | None
    lede: Lede | None


class UnsourcedRun(msgspec.Struct, frozen=True, kw_only=True):
    """The longest run of unsourced words.

    words: words of unsourced claims with no word of an attribution (source, cue or content)
    and no section break ("* * *") between them; the first of equals. span: from the first to
    the last of them.
    """

    words: Count
    span: Span


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


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Claims marked for review, those whose label the model is least sure of.

    claims, words: such claims, and the words in them. share_of_claims: of all claims.
    """

    claims: Count
    words: Count
    share_of_claims: Share | None


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """The figures that sum up one article's sourcing.

    totals: what the shares are shares of. accounting: words by what they belong to.
    labels: one row each for named, anonymous, unsourced. anonymous: the anonymous claims by
    type. styles, kinds: attributed claims by style and by kind. sources: distinct sources.
    source_shares, sector_shares: attributed words by source (most words first, then the row
    of nobody where there is one) and by sector (one row each, then nobody); each list adds up
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
