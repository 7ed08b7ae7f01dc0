"""The marked article and its strip, as the page's template prints them."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.audit.reports.content.claim_rows import ClaimRow
from onrecord.audit.reports.content.marking import MarkedParagraph, Piece, Run, mark
from onrecord.audit.reports.content.verdict import NumberedFinding, ranked
from onrecord.audit.reports.content.wording import LABEL_NAMES, LETTER_OF_LABEL, TYPE_NAMES
from onrecord.audit.schema.audit import Article, Audit, Claim
from onrecord.models.labels import Label


class RunView(NamedTuple):
    """Text of one run. role: class name or empty; findings: their indices, for the script.

    ids: of the passages that start here.
    """

    text: str
    role: str
    findings: str
    ids: list[str]


class PieceView(NamedTuple):
    """A piece of a claim (row None: of what is in no claim). spoken: its sign in words."""

    row: ClaimRow | None
    first: bool
    last: bool
    letter: str
    spoken: str
    runs: list[RunView]


class ParagraphView(NamedTuple):
    """A paragraph; `flags` are the findings whose first passage starts in it."""

    number: int
    zone: str
    pieces: list[PieceView]
    flags: list[NumberedFinding]


class StripBar(NamedTuple):
    """A piece of a claim in the strip: where it starts and how long it is, in thousandths."""

    claim_id: str
    label: Label
    x: str
    width: str


def passage_id(finding: int, passage: int) -> str:
    """The page's id of a passage of a finding."""
    return f"f{finding}-{passage}"


def article_view(audit: Audit, rows: Sequence[ClaimRow]) -> list[ParagraphView]:
    """The paragraphs of an audit that has its text; empty for one that has not."""
    text = audit.article.text
    if text is None:
        return []
    by_claim = {row.claim.id: row for row in rows}
    flags: dict[int, list[NumberedFinding]] = {}
    paragraphs = mark(audit)
    starts = [paragraph.span[0] for paragraph in paragraphs]
    for one in ranked(audit):
        if one.finding.spans:
            at = one.finding.spans[0][0]
            begun = paragraphs[: bisect_right(starts, at)][-1:]
            number = next((p.number for p in begun if at < p.span[1]), 0)
            flags.setdefault(number, []).append(one)
    return [
        _paragraph(paragraph, text, by_claim, flags.get(paragraph.number, []))
        for paragraph in paragraphs
    ]


def strip(article: Article, claims: Sequence[Claim]) -> list[StripBar]:
    """The claims as bars along the article's length in characters, 1,000 units wide."""
    length = max((end for _, end in article.paragraphs), default=0)
    if not length:
        return []
    return [
        StripBar(
            claim.id,
            claim.label,
            f"{1000 * start / length:.2f}",
            f"{max(1000 * (end - start) / length, 0.5):.2f}",
        )
        for claim in claims
        for start, end in claim.spans
    ]


def _paragraph(
    paragraph: MarkedParagraph,
    text: str,
    rows: dict[str, ClaimRow],
    flags: list[NumberedFinding],
) -> ParagraphView:
    pieces = [_piece(piece, text, rows) for piece in paragraph.pieces]
    return ParagraphView(paragraph.number, paragraph.zone, pieces, flags)


def _piece(piece: Piece, text: str, rows: dict[str, ClaimRow]) -> PieceView:
    runs = [_run(run, text, piece.claim is not None) for run in piece.runs]
    if piece.claim is None:
        return PieceView(None, False, False, "", "", runs)
    row = rows[piece.claim.id]
    letter = LETTER_OF_LABEL[piece.claim.label]
    return PieceView(row, piece.first, piece.last, letter, _spoken(row), runs)


def _run(run: Run, text: str, in_claim: bool) -> RunView:
    return RunView(
        text[run.span[0] : run.span[1]],
        "" if in_claim or run.role is None else run.role,
        " ".join(map(str, run.findings)),
        [passage_id(finding, passage) for finding, passage in run.anchors],
    )


def _spoken(row: ClaimRow) -> str:
    """What a screen reader says for the sign; it starts with the letter that is seen."""
    claim = row.claim
    parts = [f"{LETTER_OF_LABEL[claim.label]}: {LABEL_NAMES[claim.label].lower()}"]
    if row.source is not None:
        parts.append(row.source.name)
    elif row.type is not None:
        parts.append(TYPE_NAMES[row.type])
    if claim.review:
        parts.append("to review")
    return ", ".join(parts)
