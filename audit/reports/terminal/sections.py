"""Findings, sources and shares for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.audit.reports.content.decided import (
    decided_line,
    decision_notes,
    findings_heading,
    waiver,
)
from onrecord.audit.reports.content.house_lines import house_lines
from onrecord.audit.reports.content.passages import paragraph_of
from onrecord.audit.reports.content.source_rows import Entry, source_list
from onrecord.audit.reports.content.verdict import lead, ranked
from onrecord.audit.reports.content.wording import (
    CAVEAT,
    LABEL_NAMES,
    LETTER_OF_LABEL,
    LEVEL_NAMES,
    LEVEL_SIGNS,
    REASON_NAMES,
    TYPE_NAMES_SHORT,
    counted,
    number,
    percent,
)
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.terminal.article import (
    STYLE_OF_LABEL,
    STYLE_OF_LEVEL,
    shown,
    source_signs,
)
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import Label
from onrecord.models.types import Source

#: So many findings are shown; the other formats have them all.
FINDINGS: Final = 8
#: Columns of the widest bar, and what stands beside a bar.
_BAR: Final = 40
_BESIDE_BAR: Final = 54
#: In a terminal of fewer columns, names and shares keep their room, and other columns go.
_ROOMY: Final = 60
_BESIDE_NARROW_BAR: Final = 24


def findings_part(audit: Audit, options: ReportOptions) -> Iterator[Text | Table | Rule]:
    """The gravest findings, each with its paragraph."""
    yield Rule(f"Findings ({findings_heading(audit)})", align="left", style="dim")
    if not audit.findings:
        yield Text(f"No sourcing rule of the policy “{shown(audit.policy.name)}” is broken.")
        yield Text()
        return
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    order = ranked(audit)
    for one in order[:FINDINGS]:
        finding = one.finding
        level = Text(f"{LEVEL_SIGNS[finding.level]} {LEVEL_NAMES[finding.level].lower()}")
        level.stylize(STYLE_OF_LEVEL[finding.level])
        places = [paragraph_of(audit.article, span) for span in finding.spans[:1]]
        where = "".join(f"¶ {place}" for place in places if place is not None)
        message = Text(shown(finding.message))
        message.append(f" {finding.rule}", "dim")
        for point in finding.points:
            message.append(f"\n- {shown(point)}")
        if finding.waived is not None:
            message.append(f"\n{shown(waiver(finding) or '')}", "dim")
        grid.add_row(level, where, message)
    yield grid
    if len(order) > FINDINGS:
        yield Text(f"and {len(order) - FINDINGS} more", style="dim")
    yield Text()


def sources_part(audit: Audit, options: ReportOptions) -> Iterator[Text | Table | Rule]:
    """The source list: named sources, then anonymous ones, groups with their members."""
    entries = source_list(audit)
    yield Rule(f"Sources ({audit.balance.sources.total})", align="left", style="dim")
    if not entries:
        yield Text("The article gives no source for anything in it.")
        yield Text()
        return
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0), expand=True)
    table.add_column("")
    table.add_column("Source", ratio=1)
    roomy = options.width >= _ROOMY
    if roomy:
        table.add_column("Type", no_wrap=True)
        table.add_column("Sector", no_wrap=True)
    table.add_column("Claims", justify="right", no_wrap=True)
    table.add_column("Words", justify="right", no_wrap=True)
    signs = source_signs(audit)
    labels: tuple[Label, ...] = ("named", "anonymous")
    for label in labels:
        for entry in source_list(audit, label):
            _add(table, entry, signs, "", roomy)
            for member in entry.members:
                _add(table, member, signs, "└ ", roomy)
    yield table
    yield Text()


def _add(table: Table, entry: Entry, signs: Mapping[str, str], branch: str, roomy: bool) -> None:
    """Add a source; where there is no room for columns of what it is, below its name."""
    source = entry.source
    who = Text(branch + shown(source.name), style="bold" if not branch else "")
    kind = [TYPE_NAMES_SHORT[source.type], source.sector if source.sector != "unknown" else ""]
    if not roomy:
        who.append(f"\n{', '.join(filter(None, kind))}", "not bold dim")
    for note in _notes(source):
        who.append(f"\n{note}", "not bold dim")
    table.add_row(
        Text(signs[source.id], STYLE_OF_LABEL[source.label]),
        who,
        *(kind if roomy else ()),
        number(source.claims),
        number(source.words),
    )


def _notes(source: Source) -> Iterator[str]:
    if source.description and source.description != source.name:
        yield shown(source.description)
    if source.insider:
        yield "insider"
    grant = source.grant
    if grant is None:
        return
    if grant.reason:
        yield f"anonymity granted: “{shown(grant.reason)}”"
    elif grant.reason_type is not None:
        yield f"anonymity granted: {REASON_NAMES[grant.reason_type]}"
    else:
        yield "anonymity granted, no reason given"


def decisions_part(audit: Audit, options: ReportOptions) -> Iterator[Text | Table | Rule]:
    """How many decisions of editors are in the audit, and which need a look."""
    line = decided_line(audit)
    if line is None:
        return
    yield Rule("Decisions", align="left", style="dim")
    yield Text(line)
    for group in decision_notes(audit):
        yield Text(f"{group.heading}:")
        for note in group.notes:
            yield Text(f"  {shown(note)}", "dim")
    yield Text()


def figures_part(audit: Audit, options: ReportOptions) -> Iterator[Text | Table | Rule]:
    """Shares by label, the anonymous ones by type, with the sentence that sums them up."""
    balance = audit.balance
    yield Rule("Shares of the words in claims", align="left", style="dim")
    if balance.totals.claims:
        roomy = options.width >= _ROOMY
        bar = min(_BAR, options.width - (_BESIDE_BAR if roomy else _BESIDE_NARROW_BAR))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True)
        for _ in range(3 if roomy else 1):
            grid.add_column(justify="right", no_wrap=True)
        for row in balance.labels:
            style = STYLE_OF_LABEL[row.label]
            grid.add_row(
                Text(f"{LETTER_OF_LABEL[row.label]} {LABEL_NAMES[row.label].lower()}", style),
                _bar(row.share_of_words, style, bar),
                *_amounts(row.share_of_words, row.words, row.claims, roomy),
            )
            for part in balance.anonymous.by_type if row.label == "anonymous" else []:
                share = part.words / balance.totals.claim_words if part.words else 0.0
                if part.claims:
                    grid.add_row(
                        Text(f"  {TYPE_NAMES_SHORT[part.type]}", "dim"),
                        _bar(share, "dim", bar),
                        *_amounts(share, part.words, part.claims, roomy),
                    )
        yield grid
        yield Text()
    yield Text(lead(audit))
    if balance.review.claims:
        yield Text(f"{counted(balance.review.claims, 'claim')} to review, marked with “?”.")
    for name, value in house_lines(audit, options):
        yield Text(f"{name}: {shown(value)}", style="dim")
    yield Text(CAVEAT, style="dim")


def _amounts(share: float | None, words: int, claims: int, roomy: bool) -> tuple[str, ...]:
    counts = (counted(words, "word"), counted(claims, "claim"))
    return (percent(share), *(counts if roomy else ()))


def _bar(share: float | None, style: str, width: int) -> Text:
    filled = round(width * (share or 0.0))
    bar = Text("█" * filled, style)
    bar.append("░" * (width - filled), "dim")
    return bar
