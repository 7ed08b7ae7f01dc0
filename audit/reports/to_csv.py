"""The audit as two tables in CSV (RFC 4180): its claims and its sources.

Spreadsheets run a cell that starts like a formula. Such cells get an apostrophe in front, which
spreadsheets show as text (OWASP, *CSV Injection*).
"""

import csv
import io
from collections.abc import Sequence
from typing import Final, TypeAlias

from onrecord.audit.reports.content.claim_rows import ClaimRow, claim_rows
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.visible import one_line
from onrecord.audit.schema.audit import Audit
from onrecord.models.text.words import count_words
from onrecord.models.types import Source, Span

Cell: TypeAlias = str | int | float | None

CLAIM_COLUMNS: Final = (
    "article_id",
    "claim_id",
    "paragraph",
    "label",
    "type",
    "style",
    "kind",
    "confidence",
    "review",
    "decided",
    "source_id",
    "source",
    "sector",
    "cue",
    "words",
    "text",
    "spans",
)
SOURCE_COLUMNS: Final = (
    "article_id",
    "source_id",
    "name",
    "label",
    "type",
    "sector",
    "insider",
    "description",
    "count",
    "member_of",
    "confidence",
    "decided",
    "anonymity_granted",
    "reason",
    "reason_type",
    "claims",
    "words",
    "quoted_words",
    "share_of_attributed_words",
    "first_paragraph",
)
#: What a spreadsheet may take for the start of a formula, full-width forms included.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """Two tables by suffix, a header line each. Paragraphs are counted from 1.

    ``spans`` are half-open offsets into the article's text, ``12:40 52:61``. Without text the
    columns that would quote it are empty. A share of attributed words is a top-level source's,
    members included.
    """
    shares = {row.source_id: row.share_of_attributed_words for row in audit.balance.source_shares}
    claims = [_claim(audit, row) for row in claim_rows(audit)]
    sources = [_source(audit, one, shares.get(one.id)) for one in audit.sources]
    return {
        ".claims.csv": _table(CLAIM_COLUMNS, claims),
        ".sources.csv": _table(SOURCE_COLUMNS, sources),
    }


def defused(text: str) -> str:
    """`text` on one line, with an apostrophe in front where it could be taken for a formula."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line


def _claim(audit: Audit, row: ClaimRow) -> list[Cell]:
    claim, text = row.claim, audit.article.text
    return [
        audit.article.id,
        claim.id,
        row.paragraph,
        claim.label,
        row.type,
        claim.style,
        row.kind,
        claim.confidence,
        _yes(claim.review),
        _yes(claim.decided),
        claim.source_id,
        row.source.name if row.source is not None else None,
        row.sector,
        row.cue,
        None if text is None else count_words(text, claim.spans),
        row.text,
        _spans(claim.spans),
    ]


def _source(audit: Audit, source: Source, share: float | None) -> list[Cell]:
    grant = source.grant
    return [
        audit.article.id,
        source.id,
        source.name,
        source.label,
        source.type,
        source.sector,
        None if source.insider is None else _yes(source.insider),
        source.description,
        source.count,
        source.member_of,
        source.confidence,
        _yes(source.decided),
        _yes(grant is not None),
        grant.reason if grant is not None else None,
        grant.reason_type if grant is not None else None,
        source.claims,
        source.words,
        source.quoted_words,
        share,
        source.first_paragraph + 1,
    ]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _spans(spans: Sequence[Span]) -> str:
    return " ".join(f"{start}:{end}" for start, end in spans)


def _table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return out.getvalue()


def _cell(value: Cell) -> Cell:
    return defused(value) if isinstance(value, str) else value
