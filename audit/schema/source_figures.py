"""Figures of `Balance` about sources: who they are, and what each contributes."""

import msgspec

from onrecord.audit.schema.quantities import Count, Share
from onrecord.models.labels import Label, ReasonType, Sector, SourceType


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
    """Distinct sources: top-level entries of the list that have a claim (a group counts once).

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

    source_id: its id in the source list; None for the row of hearsay, which nobody is given for.
    claims, words: its claims, and the words in them.
    share_of_attributed_words: of the words of named and anonymous claims.
    """

    source_id: str | None
    claims: Count
    words: Count
    share_of_attributed_words: Share | None


class SectorShare(msgspec.Struct, frozen=True, kw_only=True):
    """What the sources of one sector contribute.

    sector: None for the row of hearsay, which nobody is given for.
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
    any source is given for (hearsay is left out).

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
