"""What the comments in a Word file say, and which passages they are on."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from onrecord.audit.policy.catalogue import asked_for
from onrecord.audit.reports.content.claim_rows import ClaimRow, claim_rows
from onrecord.audit.reports.content.passages import paragraph_of, quoted
from onrecord.audit.reports.content.wording import (
    LABEL_NAMES,
    LEVEL_NAMES,
    TYPE_NAMES,
    counted,
    number,
    percent,
)
from onrecord.audit.reports.visible import one_line
from onrecord.audit.schema.audit import Audit, Finding
from onrecord.models.types import Span

#: Other passages of a finding that its comment lists, and the words of each.
_MOST_PLACES: Final = 10
_FEW_WORDS: Final = 8


class Remark(NamedTuple):
    """A comment: its passage (None: the whole article), and its lines."""

    span: Span | None
    lines: tuple[str, ...]


def remarks(audit: Audit) -> list[Remark]:
    """One for each finding that stands and one for each claim to review, in text order.

    What makes the whole audit less certain goes before all.
    A finding on several passages is on the first, and lists the others.
    """
    findings = [
        Remark(one.spans[0] if one.spans else None, tuple(_finding(audit, one)))
        for one in audit.findings
        if one.waived is None
    ]
    claims = [
        Remark((row.claim.spans[0][0], row.claim.spans[-1][1]), tuple(_claim(row)))
        for row in claim_rows(audit)
        if row.claim.review
    ]
    notes = [Remark(None, ("Note on this audit", *audit.article.warnings))]
    found = sorted([*findings, *claims], key=lambda one: one.span or (-1, -1))
    return [*(notes if audit.article.warnings else []), *found]


def _finding(audit: Audit, finding: Finding) -> Iterable[str]:
    yield f"{LEVEL_NAMES[finding.level]}: {finding.rule}"
    yield one_line(finding.message)
    yield from map(one_line, finding.points)
    others = finding.spans[1:]
    if others:
        places = [_place(audit, span) for span in others[:_MOST_PLACES]]
        if len(others) > len(places):
            places.append(counted(len(others) - len(places), "more passage"))
        yield f"Also: {'; '.join(places)}"
    yield f"Asked for by: {asked_for(finding.standards)}"


def _place(audit: Audit, span: Span) -> str:
    paragraph = paragraph_of(audit.article, span)
    where = f"¶ {number(paragraph)}" if paragraph is not None else ""
    words = quoted(audit.article, [span], _FEW_WORDS)
    return f"{where} “{words}”" if words is not None else f"{where} characters {span[0]}–{span[1]}"


def _claim(row: ClaimRow) -> Iterable[str]:
    kind = f" ({TYPE_NAMES[row.type]})" if row.type is not None else ""
    yield "To review: the model is not certain of this claim"
    yield f"Label: {LABEL_NAMES[row.claim.label]}{kind}, confidence {percent(row.claim.confidence)}"
    if row.source is not None:
        yield f"Source: {one_line(row.source.name)}"
