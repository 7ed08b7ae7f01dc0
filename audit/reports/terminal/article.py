"""The marked article for a terminal, and the signs and styles of the view."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.audit.reports.content.article_notes import told_genre
from onrecord.audit.reports.content.claim_rows import claim_rows
from onrecord.audit.reports.content.marking import MarkedParagraph, Piece, mark
from onrecord.audit.reports.content.source_rows import flat, source_list
from onrecord.audit.reports.content.strip_line import strip_line
from onrecord.audit.reports.content.wording import (
    LABEL_NAMES,
    LETTER_OF_LABEL,
    LEVEL_SIGNS,
    UNTITLED,
    WITHOUT_TEXT,
    counted,
    percent,
)
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.visible import FOR_TERMINAL
from onrecord.audit.schema.audit import Audit, Claim, Level
from onrecord.models.labels import Label

#: Legible on light and on dark terminals alike.
STYLE_OF_LABEL: Final[dict[Label, str]] = {
    "named": "cyan",
    "anonymous": "magenta",
    "unsourced": "dim",
}
STYLE_OF_LEVEL: Final[dict[Level, str]] = {
    "error": "bold red",
    "warning": "bold yellow",
    "suggestion": "bold",
}
OPEN: Final = "⟦"
CLOSE: Final = "⟧"
_NUMBER_WIDTH: Final = 4
#: Line ends become spaces: the terminal breaks lines where it needs to.
_FLOWING: Final = FOR_TERMINAL | {ord("\n"): " ", ord("\t"): " "}


def source_signs(audit: Audit) -> Mapping[str, str]:
    """The sign of every source by its id, N1, N2 …, A1, A2 …, in the order of the source list."""
    signs: dict[str, str] = {}
    labels: tuple[Label, ...] = ("named", "anonymous")
    for label in labels:
        for i, entry in enumerate(flat(source_list(audit, label)), 1):
            signs[entry.source.id] = f"{LETTER_OF_LABEL[label]}{i}"
    return signs


def article_part(audit: Audit, options: ReportOptions) -> list[Text | Table | Rule | Padding]:
    """Headline and, where wanted, the marked paragraphs; without text their strip and a table."""
    return list(_parts(audit, options))


def _parts(audit: Audit, options: ReportOptions) -> Iterator[Text | Table | Rule | Padding]:
    yield from _head(audit)
    if not options.article:
        return
    if audit.article.text is None:
        yield from _without_text(audit, options)
        return
    yield _key()
    signs = source_signs(audit)
    for paragraph in mark(audit):
        yield Text()
        yield _paragraph(paragraph, audit.article.text, signs)
    yield Text()


def shown(text: str) -> str:
    """`text` on one line, safe for a terminal."""
    return " ".join(text.translate(FOR_TERMINAL).split())


def sign_of(claim: Claim, signs: Mapping[str, str]) -> str:
    """The sign of a claim: its source's, or the letter of its label; “?” where it is unsure."""
    sign = LETTER_OF_LABEL[claim.label]
    if claim.source_id is not None:
        sign = signs[claim.source_id]
    return f"{sign}?" if claim.review else sign


def _head(audit: Audit) -> Iterator[Text | Rule]:
    article = audit.article
    yield Text(shown(article.title or UNTITLED), style="bold")
    known = [article.byline or article.author, article.publisher, article.date]
    told = [*known, told_genre(article)]
    parts = [*(shown(part) for part in told if part), counted(article.words, "word")]
    yield Text(" · ".join(parts), style="dim")
    for warning in article.warnings:
        yield Text(f"{LEVEL_SIGNS['warning']} {shown(warning)}", style=STYLE_OF_LEVEL["warning"])
    yield Rule(style="dim")


def _key() -> Text:
    key = Text()
    for label, name in LABEL_NAMES.items():
        key.append(f"{OPEN}{LETTER_OF_LABEL[label]} {name.lower()}{CLOSE}", STYLE_OF_LABEL[label])
        key.append("  ")
    key.append("the number is the source’s in the list below; ? is to be reviewed", "dim")
    return key


def _paragraph(paragraph: MarkedParagraph, text: str, signs: Mapping[str, str]) -> Table:
    words = Text(overflow="fold")
    for piece in paragraph.pieces:
        _append(words, piece, text, signs)
    if paragraph.zone != "body":
        words.stylize("dim")
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_NUMBER_WIDTH, justify="right", style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(str(paragraph.number), words)
    return grid


def _append(words: Text, piece: Piece, text: str, signs: Mapping[str, str]) -> None:
    if piece.claim is None:
        for run in piece.runs:
            style = {"source": "bold", "grant": "italic"}.get(run.role or "", "")
            words.append(text[slice(*run.span)].translate(_FLOWING), style)
        return
    style = STYLE_OF_LABEL[piece.claim.label]
    start, end = piece.runs[0].span[0], piece.runs[-1].span[1]
    words.append(f"{OPEN}{sign_of(piece.claim, signs)} ", f"bold {style}")
    words.append(text[start:end].translate(_FLOWING), style)
    words.append(CLOSE, f"bold {style}")


def _without_text(audit: Audit, options: ReportOptions) -> Iterator[Text | Table]:
    yield Text(WITHOUT_TEXT, style="dim")
    strip = strip_line(audit, max(options.width, 40))
    if not strip:
        return
    yield Text()
    yield _coloured(strip)
    yield Text()
    signs = source_signs(audit)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("¶", "Sign", "Label", "Characters", "Confidence"):
        table.add_column(name, justify="right" if name in ("¶", "Confidence") else "left")
    for row in claim_rows(audit):
        table.add_row(
            str(row.paragraph),
            Text(sign_of(row.claim, signs), STYLE_OF_LABEL[row.claim.label]),
            row.claim.label,
            row.offsets,
            percent(row.claim.confidence),
        )
    yield table
    yield Text()


def _coloured(strip: str) -> Text:
    styles = {LETTER_OF_LABEL[label]: style for label, style in STYLE_OF_LABEL.items()}
    line = Text(no_wrap=True)
    for letter in strip:
        line.append(letter, styles.get(letter, "dim"))
    return line
