"""What changed between two drafts: what ``onrecord.diff/1`` JSON is made from.

Everything points into the two audits: indices of sentences and findings, ids of claims and
sources, offsets into the text of either draft. Nothing here quotes a word of them.
"""

from typing import Final, Literal, TypeAlias

import msgspec

from onrecord.audit.schema.audit import Audit
from onrecord.models.types import Span

#: The format of a comparison; another one has another number.
DIFF_SCHEMA: Final = "onrecord.diff/1"

PassageChange: TypeAlias = Literal["same", "edited", "added", "dropped"]
SourceChangeKind: TypeAlias = Literal[
    "added", "dropped", "named", "made_anonymous", "renamed", "described"
]
ClaimChangeKind: TypeAlias = Literal["gained_source", "lost_source", "label", "speaker"]
QuotationChangeKind: TypeAlias = Literal["reworded", "quoted", "unquoted"]
FindingChangeKind: TypeAlias = Literal["new", "settled", "kept", "reread"]
Figure: TypeAlias = Literal[
    "words",
    "claims",
    "named_share",
    "anonymous_share",
    "unsourced_share",
    "named_sources",
    "anonymous_sources",
    "largest_source_share",
    "officials_share",
    "findings",
    "claims_to_review",
]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of words in both drafts (`same`), in the old one or in the new one alone.

    `old` and `new` are offsets into the two texts; the pieces of a passage cover it on both
    sides, in text order, with the space that follows each word.
    """

    change: Literal["same", "added", "dropped"]
    old: Span | None
    new: Span | None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of one draft with its counterpart in the other; two where it was split or joined.

    `old` and `new` are indices of sentences, empty where there is no counterpart. `moved`: it
    stands elsewhere among the sentences that both drafts have. `similarity` is the share of words
    in common (0 to 1). `pieces` are the words of an edited passage.
    """

    change: PassageChange
    moved: bool = False
    old: list[int]
    new: list[int]
    similarity: float
    pieces: list[Piece] = []


class SourceChange(msgspec.Struct, frozen=True, kw_only=True):
    """A source added, dropped, named or made anonymous; a named one renamed, or an unnamed one
    described in other words.

    `old` and `new` are its ids in the two audits. `old_claims` and `new_claims` are the claims
    that it stands behind.
    """

    change: SourceChangeKind
    old: str | None
    new: str | None
    old_claims: list[str]
    new_claims: list[str]


class ClaimChange(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in both drafts that gained or lost its source, or changed its label or speaker.

    `old` and `new` are ids of claims, `words` how many words they have in common.
    """

    change: ClaimChangeKind
    old: str
    new: str
    words: int


class QuotationChange(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation in both drafts with other words, or one that gained or lost its marks.

    `pieces` are its words, marks included. The claims are those that it stands in (None: in none).
    """

    change: QuotationChangeKind
    old: list[Span]
    new: list[Span]
    pieces: list[Piece]
    old_claim: str | None
    new_claim: str | None


class FindingChange(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that is new, settled or in both drafts, by its index in each audit's `findings`.

    One that an editor has waived doesn't stand: it counts as settled. `reread`: it is in one audit
    alone, and all its claims are among the rereadings, so that no edit brought or settled it.
    """

    change: FindingChangeKind
    old: int | None
    new: int | None


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the balance before and after; None where it can't be computed. Shares: 0 to 1."""

    figure: Figure
    old: float | None
    new: float | None


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in the sourcing between two drafts.

    `passages` are all sentences of both drafts in the order of the new one, dropped ones where
    they stood. `rereadings` are changes of claims whose words are the same in both drafts, and of
    which no edit tells why: the model reads them differently. They count as no change.
    """

    schema: Literal["onrecord.diff/1"] = DIFF_SCHEMA
    old: Audit
    new: Audit
    passages: list[Passage]
    sources: list[SourceChange]
    claims: list[ClaimChange]
    quotations: list[QuotationChange]
    findings: list[FindingChange]
    figures: list[FigureChange]
    rereadings: list[ClaimChange]

    def to_json(self) -> str:
        """The comparison as one line of ``onrecord.diff/1`` JSON."""
        return msgspec.json.encode(self).decode()
