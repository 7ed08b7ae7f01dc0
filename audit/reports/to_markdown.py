"""The audit as Markdown that pastes into a CMS note or a pull request."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.audit.policy.catalogue import asked_for
from onrecord.audit.reports.content.article_notes import genre_line, told_genre
from onrecord.audit.reports.content.claim_rows import ClaimRow, claim_rows
from onrecord.audit.reports.content.decided import (
    decided_line,
    decision_notes,
    findings_heading,
    waiver,
)
from onrecord.audit.reports.content.facts import facts
from onrecord.audit.reports.content.house_lines import house_lines
from onrecord.audit.reports.content.passages import in_sentence, offsets, paragraph_of
from onrecord.audit.reports.content.source_rows import Entry, source_list
from onrecord.audit.reports.content.strip_line import strip_line
from onrecord.audit.reports.content.verdict import key_figures, lead, ranked
from onrecord.audit.reports.content.wording import (
    CAVEAT,
    LABEL_NAMES,
    LETTER_OF_LABEL,
    LEVEL_NAMES,
    NOT_KNOWN,
    REASON_NAMES,
    SECTOR_NAMES,
    TYPE_NAMES,
    UNTITLED,
    WITHOUT_TEXT,
    counted,
    number,
    percent,
)
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.visible import one_line
from onrecord.audit.schema.audit import Audit, Finding
from onrecord.models.types import Source

_STRIP_WIDTH: Final = 72
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]|~$#]")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# A name after @ would call that person on a code host, a number after # link to an issue there.
_CALLS: Final = re.compile(r"([@#])(?=[\w-])")
_ZERO_WIDTH_SPACE: Final = "&#8203;"


def render_markdown(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """One document, by suffix: the verdict, shares, findings, sources, claims to review, method."""
    rows = claim_rows(audit)
    parts = [
        _head(audit),
        _shares(audit),
        _findings(audit),
        _decisions(audit),
        _source_list(audit),
        _review(audit, rows),
        _facts(audit),
        _without_text(audit, rows),
        _method(audit, options),
    ]
    return {".md": "\n".join(line for part in parts for line in part)}


def escaped(text: str) -> str:
    """`text` on one line, so that Markdown shows it character by character.

    Neither markup, HTML, table cells nor mentions can come of it.
    """
    line = _SPECIAL.sub(r"\\\g<0>", one_line(text)).translate(_ENTITIES)
    return _CALLS.sub(rf"\1{_ZERO_WIDTH_SPACE}", line)


def _head(audit: Audit) -> list[str]:
    article = audit.article
    known = (article.byline or article.author, article.publisher, article.date, told_genre(article))
    meta = [escaped(part) for part in known if part]
    figures = [
        f"- **{escaped(one.value)}** {one.name}{f' ({escaped(one.detail)})' if one.detail else ''}"
        for one in key_figures(audit)
    ]
    return [
        f"# Sourcing report: {escaped(article.title or UNTITLED)}",
        "",
        " · ".join([*meta, counted(article.words, "word")]),
        "",
        *(line for one in article.warnings for line in (f"> **Note:** {escaped(one)}", "")),
        lead(audit),
        "",
        *([*figures, ""] if audit.claims else []),
        f"*{CAVEAT}*",
        "",
    ]


def _shares(audit: Audit) -> list[str]:
    balance = audit.balance
    if not balance.totals.claims:
        return []
    rows: list[list[str]] = []
    for row in balance.labels:
        name = f"**{LETTER_OF_LABEL[row.label]}** {LABEL_NAMES[row.label]}"
        rows.append([name, number(row.claims), number(row.words), percent(row.share_of_words)])
        if row.label != "anonymous":
            continue
        rows += [
            [
                f"A {TYPE_NAMES[part.type]}",
                number(part.claims),
                number(part.words),
                percent(part.words / balance.totals.claim_words),
            ]
            for part in balance.anonymous.by_type
            if part.claims
        ]
    head = ["Label", "Claims", "Words", "Share of the words in claims"]
    return ["## Shares", "", *_table(head, rows, "lrrr"), ""]


def _findings(audit: Audit) -> list[str]:
    lines = [f"## Findings ({findings_heading(audit)})", ""]
    if not audit.findings:
        return [
            *lines,
            f"No sourcing rule of the policy “{escaped(audit.policy.name)}” is broken.",
            "",
        ]
    for i, one in enumerate(ranked(audit), 1):
        lines += [*_finding(audit, i, one.finding), ""]
    return lines


def _finding(audit: Audit, position: int, finding: Finding) -> Iterable[str]:
    where = _places(audit, finding)
    yield (
        f"{position}. **{LEVEL_NAMES[finding.level]}** `{finding.rule}`{where}: "
        f"{escaped(finding.message)}"
    )
    passage = in_sentence(audit.article, finding.spans[0]) if finding.spans else None
    indent = " " * (len(str(position)) + 2)
    if finding.points:
        yield ""
    yield from (f"{indent}- {escaped(point)}" for point in finding.points)
    if passage is not None:
        yield ""
        yield f"{indent}> “{escaped(str(passage))}”"
    yield ""
    yield f"{indent}Asked for by: {escaped(asked_for(finding.standards))}"
    waived = waiver(finding)
    if waived is not None:
        yield ""
        yield f"{indent}{escaped(waived)}"


def _decisions(audit: Audit) -> list[str]:
    line = decided_line(audit)
    if line is None:
        return []
    lines = ["## Decisions", "", line, ""]
    for group in decision_notes(audit):
        lines += [f"{group.heading}:", "", *(f"- {escaped(note)}" for note in group.notes), ""]
    return lines


def _places(audit: Audit, finding: Finding) -> str:
    numbers = [paragraph_of(audit.article, span) for span in finding.spans]
    known = sorted({one for one in numbers if one is not None})
    if not known:
        return ""
    where = f", ¶ {', '.join(map(str, known))}"
    if audit.article.text is None:
        where += f" (characters {offsets(finding.spans)})"
    return where


def _source_list(audit: Audit) -> list[str]:
    entries = source_list(audit)
    lines = [f"## Sources ({audit.balance.sources.total})", ""]
    if not entries:
        return [*lines, "The article gives no source for anything in it.", ""]
    head = ["Source", "Label", "Type", "Sector", "Claims", "Words", "Share", "Notes"]
    rows = [row for entry in entries for row in _entry(entry)]
    return [*lines, *_table(head, rows, "llllrrrl"), ""]


def _entry(entry: Entry, within: str = "") -> Iterable[list[str]]:
    source = entry.source
    yield [
        f"{within}{escaped(source.name)}",
        LABEL_NAMES[source.label],
        TYPE_NAMES[source.type],
        SECTOR_NAMES[source.sector],
        number(source.claims),
        number(source.words),
        percent(entry.share) if entry.share is not None else "",
        escaped("; ".join(_notes(source))),
    ]
    for member in entry.members:
        yield from _entry(member, "↳ ")


def _notes(source: Source) -> Iterable[str]:
    if source.description and source.description != source.name:
        yield source.description
    if source.count is not None and source.count > 1:
        yield f"{number(source.count)} people"
    if source.insider:
        yield "insider"
    if source.grant is not None:
        kind = source.grant.reason_type
        if source.grant.reason:
            yield f"anonymity granted: “{source.grant.reason}”"
        elif kind is not None:
            yield f"anonymity granted: {REASON_NAMES[kind]}"
        else:
            yield "anonymity granted, no reason given"


def _review(audit: Audit, rows: Sequence[ClaimRow]) -> list[str]:
    unsure = [row for row in rows if row.claim.review]
    if not unsure:
        return []
    head = ["¶", "Claim", "Label", "Source", "Confidence"]
    cells = [
        [
            number(row.paragraph),
            f"characters {row.offsets}" if row.short is None else escaped(row.short),
            LABEL_NAMES[row.claim.label],
            escaped(row.source.name) if row.source is not None else NOT_KNOWN,
            percent(row.claim.confidence),
        ]
        for row in unsure
    ]
    return [f"## To review ({len(unsure)})", "", *_table(head, cells, "rlllr"), ""]


def _facts(audit: Audit) -> list[str]:
    if not audit.claims:
        return []
    rows = [[fact.name, fact.value] for fact in facts(audit)]
    return ["## Also", "", *_table(["Figure", "Value"], rows, "ll"), ""]


def _without_text(audit: Audit, rows: Sequence[ClaimRow]) -> list[str]:
    if audit.article.text is not None:
        return []
    lines = ["## Claims", "", WITHOUT_TEXT, ""]
    strip = strip_line(audit, _STRIP_WIDTH)
    if not strip:
        return lines
    cells = [
        [
            number(row.paragraph),
            row.offsets,
            LABEL_NAMES[row.claim.label],
            TYPE_NAMES[row.type] if row.type is not None else NOT_KNOWN,
            escaped(row.source.name) if row.source is not None else NOT_KNOWN,
            percent(row.claim.confidence),
        ]
        for row in rows
    ]
    head = ["¶", "Characters", "Label", "Type", "Source", "Confidence"]
    return [*lines, "```text", strip, "```", "", *_table(head, cells, "rllllr"), ""]


def _method(audit: Audit, options: ReportOptions) -> list[str]:
    model = audit.model
    lines = [
        "## How this was made",
        "",
        *([f"- Date of the audit: {escaped(options.date)}"] if options.date else []),
        f"- Model: {escaped(f'{model.name} {model.version}')}, {escaped(model.runtime)} "
        f"({escaped(model.signature)})",
        f"- Policy: {escaped(audit.policy.name)} ({audit.policy.sha256[:12]})",
        *(f"- {name}: {escaped(value)}" for name, value in house_lines(audit, options)),
        *([f"- Genre: {escaped(genre)}"] if (genre := genre_line(audit.article)) else []),
        f"- SHA-256 of the text: {audit.article.sha256}",
    ]
    if options.accuracy:
        on = f" on {escaped(options.accuracy_on)}" if options.accuracy_on else ""
        lines += [f"- Measured accuracy{on}:"]
        lines += [f"  - {escaped(k)}: {escaped(v)}" for k, v in options.accuracy.items()]
    return [*lines, ""]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], alignment: str) -> list[str]:
    """A table; `alignment` has a letter (l or r) for each column."""
    rule = ["---:" if side == "r" else "---" for side in alignment]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
