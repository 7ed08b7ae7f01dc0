"""The comparison as an editor reads it in a terminal.

Changes are shown by colour and by sign, so that nothing is lost without colour.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.audit.diff.reports.change_rows import (
    ClaimRow,
    FindingRow,
    PieceText,
    SourceRow,
    claim_rows_of,
    finding_rows,
    move_rows,
    quotation_rows,
    source_rows,
)
from onrecord.audit.diff.reports.change_wording import (
    CAVEAT,
    CLAIM_CHANGES,
    FIGURES,
    QUOTATION_CHANGES,
    REREAD,
    SOURCE_CHANGES,
    figure_change,
    figure_value,
    summary,
)
from onrecord.audit.diff.types import ClaimChangeKind, Diff, SourceChangeKind
from onrecord.audit.reports.content.house_lines import house_lines
from onrecord.audit.reports.content.wording import (
    LETTER_OF_LABEL,
    LEVEL_NAMES,
    LEVEL_SIGNS,
    UNTITLED,
    counted,
)
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.terminal.article import STYLE_OF_LEVEL, shown
from onrecord.audit.reports.terminal.to_terminal import printed

_SOURCE_LOOK: Final[dict[SourceChangeKind, tuple[str, str]]] = {
    "added": ("+", "green"),
    "dropped": ("−", "red"),
    "named": ("↑", "cyan"),
    "made_anonymous": ("↓", "magenta"),
    "renamed": ("~", "bold"),
    "described": ("~", "bold"),
}
_CLAIM_LOOK: Final[dict[ClaimChangeKind, tuple[str, str]]] = {
    "gained_source": ("↑", "green"),
    "lost_source": ("↓", "red"),
    "label": ("~", "magenta"),
    "speaker": ("~", "bold"),
}
#: Marks of words that went and came, for terminals without colour (as in wdiff).
_MARKS: Final = {
    "same": ("", "", ""),
    "dropped": ("[-", "-]", "red"),
    "added": ("{+", "+}", "green"),
}


def render_diff_terminal(diff: Diff, options: ReportOptions) -> str:
    """The comparison as lines of at most `options.width` columns."""

    return printed(_parts(diff, options), options)


def _parts(diff: Diff, options: ReportOptions) -> Iterator[RenderableType]:
    yield from _head(diff)
    yield from _sources(diff)
    yield from _claims(diff)
    yield from _quotations(diff)
    yield from _moves(diff)
    yield from _findings(diff)
    yield from _figures(diff)
    for name, value in house_lines(diff.new, options):
        yield Text(f"{name}: {shown(value)}", style="dim")
    yield from _reread(diff)


def _head(diff: Diff) -> Iterator[RenderableType]:
    yield Text(shown(diff.new.article.title or UNTITLED), style="bold")
    words = f"{diff.old.article.words:,} → {counted(diff.new.article.words, 'word')}"
    yield Text(f"{shown(diff.old.article.id)} → {shown(diff.new.article.id)} · {words}", "dim")
    yield Rule(style="dim")
    yield Text(summary(diff))
    yield Text()


def _section(name: str, number: int) -> Iterator[RenderableType]:
    yield Rule(f"{name} ({number})", align="left", style="dim")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    return grid


def _line(text: str, style: str = "") -> Text:
    return Text(shown(text), style)


def _sources(diff: Diff) -> Iterator[RenderableType]:
    rows = source_rows(diff)
    if not rows:
        return
    yield from _section("Sources", len(rows))
    grid = _grid()
    for row in rows:
        sign, style = _SOURCE_LOOK[row.change.change]
        grid.add_row(
            Text(f"{sign} {SOURCE_CHANGES[row.change.change]}", style),
            f"¶ {row.paragraph}",
            _source(row),
        )
    yield grid
    yield Text()


def _source(row: SourceRow) -> Text:
    both = [one for one in (row.old, row.new) if one is not None]
    line = _line("")
    for i, source in enumerate(both):
        if i:
            line.append(" → ", "dim")
        line.append(f"[{LETTER_OF_LABEL[source.label]}] ", "bold")
        line.append_text(_line(source.name))
    description = row.shown.description
    if description and description != row.shown.name:
        line.append_text(_line(f", {description}", "dim"))
    line.append(f" ({counted(row.claims, 'claim')})", "dim")
    return line


def _claims(diff: Diff) -> Iterator[RenderableType]:
    rows = claim_rows_of(diff, diff.claims)
    if not rows:
        return
    yield from _section("Claims", len(rows))
    yield _claim_table(rows)
    yield Text()


def _claim_table(rows: Iterable[ClaimRow]) -> Table:
    grid = _grid()
    for row in rows:
        sign, style = _CLAIM_LOOK[row.change.change]
        words = _line(row.words)
        words.append("\n")
        words.append(f"[{LETTER_OF_LABEL[row.old.label]}] ", "bold dim")
        words.append_text(_line(row.old_speaker, "dim"))
        words.append(f" → [{LETTER_OF_LABEL[row.new.label]}] ", "bold dim")
        words.append_text(_line(row.new_speaker, "dim"))
        grid.add_row(
            Text(f"{sign} {CLAIM_CHANGES[row.change.change]}", style), f"¶ {row.paragraph}", words
        )
    return grid


def _quotations(diff: Diff) -> Iterator[RenderableType]:
    rows = quotation_rows(diff)
    if not rows:
        return
    yield from _section("Quotations", len(rows))
    grid = _grid()
    for row in rows:
        words = _worded(row.pieces) if row.pieces else _line(f"characters {row.offsets}")
        if row.speaker:
            words.append("\n— ", "dim")
            words.append_text(_line(row.speaker, "dim"))
        place = "" if row.paragraph is None else f"¶ {row.paragraph}"
        grid.add_row(Text(f"~ {QUOTATION_CHANGES[row.change.change]}", "bold"), place, words)
    yield grid
    yield Text()


def _worded(pieces: Iterable[PieceText]) -> Text:
    line = _line("")
    for piece in pieces:
        before, after, style = _MARKS[piece.change]
        line.append(before, style)
        line.append_text(_line(piece.text, style))
        line.append(after, style)
        if piece.text[-1:].isspace():
            line.append(" ")
    line.rstrip()
    return line


def _moves(diff: Diff) -> Iterator[RenderableType]:
    rows = move_rows(diff)
    if not rows:
        return
    yield from _section("Moved", len(rows))
    grid = _grid()
    for row in rows:
        words = _line(row.words)
        if row.sentences > 1:
            words.append(f" and {counted(row.sentences - 1, 'more sentence')}", "dim")
        grid.add_row("~ moved", f"¶ {row.old} → {row.new}", words)
    yield grid
    yield Text()


def _findings(diff: Diff) -> Iterator[RenderableType]:
    new, settled = finding_rows(diff, "new"), finding_rows(diff, "settled")
    kept = len(finding_rows(diff, "kept"))
    yield from _section("New findings", len(new))
    yield _finding_table(new) if new else Text("None.", "dim")
    yield Text()
    if settled:
        yield from _section("Settled findings", len(settled))
        yield _finding_table(settled)
        yield Text()
    if kept:
        yield Text(f"{counted(kept, 'finding')} in both drafts.", "dim")
        yield Text()


def _finding_table(rows: Iterable[FindingRow]) -> Table:
    grid = _grid()
    for row in rows:
        level = row.finding.level
        message = _line(row.finding.message)
        message.append(f" {row.finding.rule}", "dim")
        grid.add_row(
            Text(f"{LEVEL_SIGNS[level]} {LEVEL_NAMES[level].lower()}", STYLE_OF_LEVEL[level]),
            "" if row.paragraph is None else f"¶ {row.paragraph}",
            message,
        )
    return grid


def _figures(diff: Diff) -> Iterator[RenderableType]:
    yield Rule("Balance", align="left", style="dim")
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("")
    for name in ("Before", "After", "Change"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in diff.figures:
        change = figure_change(one)
        table.add_row(
            Text(FIGURES[one.figure], "" if change else "dim"),
            Text(figure_value(one.figure, one.old), "" if change else "dim"),
            Text(figure_value(one.figure, one.new), "" if change else "dim"),
            Text(change, "bold"),
        )
    yield table
    yield Text()
    yield Text(CAVEAT, style="dim")


def _reread(diff: Diff) -> Iterator[RenderableType]:
    rows, findings = claim_rows_of(diff, diff.rereadings), finding_rows(diff, "reread")
    if not rows:
        return
    yield Text()
    yield from _section("Read differently", len(rows) + len(findings))
    yield Text(REREAD, "dim")
    yield _claim_table(rows)
    if findings:
        yield _finding_table(findings)
