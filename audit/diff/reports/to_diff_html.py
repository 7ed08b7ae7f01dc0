"""The comparison as one self-contained HTML page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from onrecord.audit.diff.reports import change_wording
from onrecord.audit.diff.reports.both_texts import claim_tags, text_rows
from onrecord.audit.diff.reports.change_rows import (
    claim_rows_of,
    finding_rows,
    move_rows,
    quotation_rows,
    source_rows,
)
from onrecord.audit.diff.types import Diff
from onrecord.audit.reports.content import wording
from onrecord.audit.reports.content.house_lines import house_lines
from onrecord.audit.reports.html.charts import label_bars
from onrecord.audit.reports.html.page import environment_of, page_of, static_file
from onrecord.audit.reports.options import ReportOptions

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE: Final = "onrecord.audit.diff.reports"
_LOOK: Final = "onrecord.audit.reports.html"


def render_diff_html(diff: Diff, options: ReportOptions) -> str:
    """One page: what changed in numbers, change by change, and the text with changes marked."""
    claims = claim_rows_of(diff, diff.claims)
    tags = claim_tags(
        (
            f"claim-{i}",
            row.change,
            row.old,
            row.new,
            change_wording.CLAIM_CHANGES[row.change.change],
        )
        for i, row in enumerate(claims)
    )
    context = {
        "title": diff.new.article.title or wording.UNTITLED,
        "language": diff.new.article.language or "en",
        "old": diff.old.article,
        "new": diff.new.article,
        "summary": change_wording.summary(diff),
        "bars": [("Before", label_bars(diff.old)), ("After", label_bars(diff.new))],
        "figures": diff.figures,
        "sources": source_rows(diff),
        "claims": claims,
        "quotations": quotation_rows(diff),
        "moves": move_rows(diff),
        "new_findings": finding_rows(diff, "new"),
        "settled": finding_rows(diff, "settled"),
        "kept": len(finding_rows(diff, "kept")),
        "reread": claim_rows_of(diff, diff.rereadings),
        "reread_findings": finding_rows(diff, "reread"),
        "rows": text_rows(diff, tags),
        "made": _made(diff, options),
    }
    style = "\n".join((*map(static_file, ("page.css", "article.css")), _own("diff.css")))
    template = _environment().get_template("diff_report.html.jinja")
    return page_of(template, context, style, "")


def _own(name: str) -> str:
    return files(_HERE).joinpath("static", name).read_text(encoding="utf-8")


def _made(diff: Diff, options: ReportOptions) -> list[tuple[str, str]]:
    """What stands behind the page, name and value."""
    model = diff.new.model
    return [
        *([("Date of the comparison", options.date)] if options.date else []),
        ("Old draft", diff.old.article.url or diff.old.article.id),
        ("New draft", diff.new.article.url or diff.new.article.id),
        ("Model", f"{model.name} {model.version}, {model.runtime}"),
        ("Signature", model.signature),
        ("Policy", f"{diff.new.policy.name} ({diff.new.policy.sha256[:12]})"),
        *house_lines(diff.new, options),
        ("SHA-256 of the old text", diff.old.article.sha256),
        ("SHA-256 of the new text", diff.new.article.sha256),
        ("Format", diff.schema),
    ]


@cache
def _environment() -> Environment:
    environment = environment_of([_HERE, _LOOK])
    environment.filters.update(
        percent=wording.percent, number=wording.number, counted=wording.counted
    )
    environment.globals.update(w=wording, d=change_wording)
    return environment
