"""The comparison as Markdown that pastes into a CMS note or a pull request."""

from collections.abc import Iterable, Iterator

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
from onrecord.audit.diff.types import Diff
from onrecord.audit.reports.content.house_lines import house_lines
from onrecord.audit.reports.content.wording import (
    LETTER_OF_LABEL,
    LEVEL_NAMES,
    UNTITLED,
    WITHOUT_TEXT,
    counted,
)
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_markdown import escaped
from onrecord.models.types import Source


def render_diff_markdown(diff: Diff, options: ReportOptions) -> str:
    """One document: what changed in numbers, then change by change, then figures."""
    return "\n".join(_lines(diff, options))


def _lines(diff: Diff, options: ReportOptions) -> Iterator[str]:
    yield f"# Changes in sourcing: {escaped(diff.new.article.title or UNTITLED)}"
    yield ""
    old, new = diff.old.article, diff.new.article
    yield (
        f"From {escaped(old.id)} ({counted(old.words, 'word')}) to {escaped(new.id)} "
        f"({counted(new.words, 'word')})."
    )
    yield ""
    yield f"**{summary(diff)}**"
    yield ""
    if new.text is None:
        yield from (f"*{WITHOUT_TEXT}*", "")
    yield from _section("Sources", map(_source, source_rows(diff)))
    yield from _section("Claims", map(_claim, claim_rows_of(diff, diff.claims)))
    yield from _section("Quotations", _quotations(diff))
    yield from _section("Moved", _moves(diff))
    yield from _section("New findings", map(_finding, finding_rows(diff, "new")))
    yield from _section("Settled findings", map(_finding, finding_rows(diff, "settled")))
    kept = len(finding_rows(diff, "kept"))
    if kept:
        yield from (f"{counted(kept, 'finding')} in both drafts.", "")
    yield from _figures(diff)
    reread = [_claim(row) for row in claim_rows_of(diff, diff.rereadings)]
    reread += [_finding(row) for row in finding_rows(diff, "reread")]
    if reread:
        yield from (f"## Read differently ({len(reread)})", "", REREAD, "", *reread, "")
    made = f"Made on {options.date}. " if options.date else ""
    known = "".join(f" {name}: {escaped(value)}." for name, value in house_lines(diff.new, options))
    yield f"*{made}{CAVEAT} Policy: {escaped(diff.new.policy.name)}.{known}*"
    yield ""


def _section(name: str, items: Iterable[str]) -> Iterator[str]:
    lines = list(items)
    if lines:
        yield from (f"## {name} ({len(lines)})", "", *lines, "")


def _source(row: SourceRow) -> str:
    both = " → ".join(_who(one) for one in (row.old, row.new) if one is not None)
    description = row.shown.description
    more = f", {escaped(description)}" if description and description != row.shown.name else ""
    return (
        f"- **{SOURCE_CHANGES[row.change.change]}** (¶ {row.paragraph}): {both}{more}; "
        f"{counted(row.claims, 'claim')}"
    )


def _who(source: Source) -> str:
    return f"{LETTER_OF_LABEL[source.label]} {escaped(source.name)}"


def _claim(row: ClaimRow) -> str:
    return (
        f"- **{CLAIM_CHANGES[row.change.change]}** (¶ {row.paragraph}): {escaped(row.words)}  \n"
        f"  {LETTER_OF_LABEL[row.old.label]} {escaped(row.old_speaker)} → "
        f"{LETTER_OF_LABEL[row.new.label]} {escaped(row.new_speaker)}"
    )


def _quotations(diff: Diff) -> Iterator[str]:
    for row in quotation_rows(diff):
        words = _worded(row.pieces) if row.pieces else f"characters {row.offsets}"
        place = "" if row.paragraph is None else f" (¶ {row.paragraph})"
        speaker = f" ({escaped(row.speaker)})" if row.speaker else ""
        yield f"- **{QUOTATION_CHANGES[row.change.change]}**{place}: {words}{speaker}"


def _worded(pieces: Iterable[PieceText]) -> str:
    """Words struck through and in bold; the space after a word stays outside the marks."""
    marks = {"same": ("", ""), "dropped": ("~~", "~~"), "added": ("**", "**")}
    line = ""
    for piece in pieces:
        before, after = marks[piece.change]
        words = escaped(piece.text)
        space = " " if piece.text[-1:].isspace() or before == "~~" else ""
        line += f"{before}{words}{after}{space}"
    return line.strip()


def _moves(diff: Diff) -> Iterator[str]:
    for row in move_rows(diff):
        more = f" and {counted(row.sentences - 1, 'more sentence')}" if row.sentences > 1 else ""
        yield f"- ¶ {row.old} → ¶ {row.new}: {escaped(row.words)}{more}"


def _finding(row: FindingRow) -> str:
    place = "" if row.paragraph is None else f" (¶ {row.paragraph})"
    finding = row.finding
    return f"- **{LEVEL_NAMES[finding.level]}** `{finding.rule}`{place}: {escaped(finding.message)}"


def _figures(diff: Diff) -> Iterator[str]:
    yield from ("## Balance", "", "| | Before | After | Change |", "|:--|--:|--:|--:|")
    for one in diff.figures:
        cells = (figure_value(one.figure, one.old), figure_value(one.figure, one.new))
        yield f"| {FIGURES[one.figure]} | {cells[0]} | {cells[1]} | {figure_change(one)} |"
    yield ""
