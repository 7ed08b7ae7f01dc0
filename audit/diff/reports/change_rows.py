"""Changes with the words and names that a report shows of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.audit.diff.reports.change_wording import NO_SOURCE
from onrecord.audit.diff.types import (
    ClaimChange,
    Diff,
    FindingChange,
    Piece,
    QuotationChange,
    SourceChange,
)
from onrecord.audit.reports.content.passages import offsets, paragraph_of, quoted
from onrecord.audit.reports.content.wording import TYPE_NAMES
from onrecord.audit.schema.audit import Article, Audit, Claim, Finding
from onrecord.models.types import Source, Span

#: Words of a claim that a report quotes.
_EXCERPT = 24


class SourceRow(NamedTuple):
    """A change of a source. paragraph: of the draft that has it, counted from 1."""

    change: SourceChange
    old: Source | None
    new: Source | None
    paragraph: int

    @property
    def shown(self) -> Source:
        """The source as the newest draft with it has it."""
        source = self.new or self.old
        assert source is not None
        return source

    @property
    def claims(self) -> int:
        """How many claims it stands behind there."""
        return len(self.change.new_claims if self.new is not None else self.change.old_claims)


class ClaimRow(NamedTuple):
    """A change of a claim: its words in the new draft, and who stands behind it in either.

    words: the offsets of the claim where the text is left out.
    """

    change: ClaimChange
    old: Claim
    new: Claim
    words: str
    old_speaker: str
    new_speaker: str
    paragraph: int


class PieceText(NamedTuple):
    """Words that stayed, went or came: `change` is same, dropped or added."""

    change: str
    text: str


class QuotationRow(NamedTuple):
    """A change of a quotation. pieces: empty where the text is left out, `offsets` are not."""

    change: QuotationChange
    speaker: str
    pieces: list[PieceText]
    offsets: str
    paragraph: int | None


class FindingRow(NamedTuple):
    """A finding that is new, settled or kept; paragraph: in the draft that has it."""

    change: FindingChange
    finding: Finding
    paragraph: int | None


class MoveRow(NamedTuple):
    """Sentences that were moved together: their paragraphs, counted from 1, and first words."""

    old: int
    new: int
    words: str
    sentences: int


def source_rows(diff: Diff) -> list[SourceRow]:
    """The changes of sources."""
    old, new = _by_id(diff.old), _by_id(diff.new)
    rows = []
    for change in diff.sources:
        before, after = old.get(change.old or ""), new.get(change.new or "")
        shown = after or before
        paragraph = 0 if shown is None else shown.first_paragraph + 1
        rows.append(SourceRow(change, before, after, paragraph))
    return rows


def claim_rows_of(diff: Diff, changes: Iterable[ClaimChange]) -> list[ClaimRow]:
    """Changes of claims, `diff.claims` or `diff.rereadings`."""
    old = {claim.id: claim for claim in diff.old.claims}
    new = {claim.id: claim for claim in diff.new.claims}
    rows = []
    for change in changes:
        one, other = old[change.old], new[change.new]
        words = quoted(diff.new.article, other.spans, _EXCERPT)
        rows.append(
            ClaimRow(
                change,
                one,
                other,
                f"characters {offsets(other.spans)}" if words is None else words,
                _speaker(diff.old, one),
                _speaker(diff.new, other),
                other.paragraph + 1,
            )
        )
    return rows


def quotation_rows(diff: Diff) -> list[QuotationRow]:
    """The changes of quotations."""
    new = {claim.id: claim for claim in diff.new.claims}
    return [
        QuotationRow(
            change,
            _speaker(diff.new, new[change.new_claim]) if change.new_claim in new else "",
            piece_texts(diff, change.pieces),
            offsets(change.new),
            paragraph_of(diff.new.article, change.new[0]),
        )
        for change in diff.quotations
    ]


def piece_texts(diff: Diff, pieces: Sequence[Piece]) -> list[PieceText]:
    """The words of pieces; none without text."""
    old, new = diff.old.article.text, diff.new.article.text
    if old is None or new is None:
        return []
    return [
        PieceText(
            piece.change,
            new[slice(*piece.new)] if piece.new is not None else old[slice(*(piece.old or (0, 0)))],
        )
        for piece in pieces
    ]


def finding_rows(diff: Diff, kind: str) -> list[FindingRow]:
    """The findings that are `kind`: new, settled or kept."""
    rows = []
    for change in diff.findings:
        if change.change == kind:
            audit, index = (diff.old, change.old) if change.new is None else (diff.new, change.new)
            finding = audit.findings[index or 0]
            place = paragraph_of(audit.article, finding.spans[0]) if finding.spans else None
            rows.append(FindingRow(change, finding, place))
    return rows


def move_rows(diff: Diff) -> list[MoveRow]:
    """What was moved: sentences that went from one paragraph to another are one row."""
    rows: list[MoveRow] = []
    for passage in diff.passages:
        if not passage.moved:
            continue
        old = _place(diff.old.article, passage.old[0])
        new = _place(diff.new.article, passage.new[0])
        if rows and rows[-1][:2] == (old, new):
            rows[-1] = rows[-1]._replace(sentences=rows[-1].sentences + 1)
            continue
        span: Span = diff.new.article.sentences[passage.new[0]].span
        words = quoted(diff.new.article, [span], _EXCERPT)
        rows.append(MoveRow(old, new, words or f"characters {offsets([span])}", 1))
    return rows


def _place(article: Article, sentence: int) -> int:
    return article.sentences[sentence].paragraph + 1


def _by_id(audit: Audit) -> dict[str, Source]:
    return {source.id: source for source in audit.sources}


def _speaker(audit: Audit, claim: Claim) -> str:
    """Who stands behind a claim, as the source list calls it."""
    if claim.source_id is not None:
        return next(source.name for source in audit.sources if source.id == claim.source_id)
    return TYPE_NAMES[claim.type] if claim.type is not None else NO_SOURCE
