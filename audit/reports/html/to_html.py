"""The audit as one self-contained HTML page."""

from typing import Final, NamedTuple

from onrecord.audit.reports.content.article_notes import genre_line, told_genre
from onrecord.audit.reports.content.claim_rows import claim_rows
from onrecord.audit.reports.content.decided import (
    checked_by,
    decided_line,
    decision_notes,
    findings_heading,
)
from onrecord.audit.reports.content.facts import Fact, facts
from onrecord.audit.reports.content.house_lines import house_lines
from onrecord.audit.reports.content.source_rows import Entry, source_list
from onrecord.audit.reports.content.verdict import GRAVEST, key_figures, lead
from onrecord.audit.reports.content.wording import REASON_NAMES, UNTITLED, counted
from onrecord.audit.reports.html.article import article_view, strip
from onrecord.audit.reports.html.charts import charts, label_bars, tenths
from onrecord.audit.reports.html.findings import findings_view
from onrecord.audit.reports.html.page import render_page
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Article, Audit, Claim
from onrecord.models.labels import Label
from onrecord.models.types import Source

_STYLES: Final = ("page.css", "article.css")
_SCRIPTS: Final = ("article.js",)


class SourceView(NamedTuple):
    """An entry of the source list as the page prints it."""

    source: Source
    claims: list[Claim]
    members: list["SourceView"]
    share: float | None

    @property
    def name(self) -> str:
        """Name or description of the source."""
        return self.source.name

    @property
    def description(self) -> str | None:
        """How the article describes it, where that says more than the name."""
        if self.source.description == self.source.name:
            return None
        return self.source.description

    @property
    def reason(self) -> str | None:
        """The reason for anonymity as the article words it."""
        return None if self.source.grant is None else self.source.grant.reason

    @property
    def reason_name(self) -> str | None:
        """The type of the reason."""
        if self.source.grant is None or self.source.grant.reason_type is None:
            return None
        return REASON_NAMES[self.source.grant.reason_type]

    @property
    def withheld(self) -> bool:
        """Whether the entry itself says that its anonymity was granted.

        A member of a group without a grant of its own has its group's, said there.
        """
        if self.source.grant is not None:
            return True
        return self.source.type == "confidential" and self.source.member_of is None


class SourceListView(NamedTuple):
    """The sources with one label."""

    label: Label
    entries: list[SourceView]


class FactView(NamedTuple):
    """A figure with the id of the place in the page that shows it."""

    name: str
    value: str
    target: str | None


def render_html(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """One page, by suffix: the verdict, the marked article, findings, sources, charts, method."""
    rows = claim_rows(audit)
    paragraphs = article_view(audit, rows)
    findings = findings_view(audit)
    context = {
        "title": audit.article.title or UNTITLED,
        "meta": _meta(audit.article),
        "language": audit.article.language or "en",
        "warnings": audit.article.warnings,
        "lead": lead(audit),
        "keys": key_figures(audit) if audit.claims else [],
        "labels": label_bars(audit),
        "gravest": [one for one in findings if one.waiver is None][:GRAVEST],
        "findings": findings,
        "findings_heading": findings_heading(audit),
        "decided_line": decided_line(audit),
        "decision_notes": decision_notes(audit),
        "checked_by": checked_by(audit),
        "policy_name": audit.policy.name,
        "paragraphs": paragraphs,
        "strip": strip(audit.article, audit.claims),
        "source_lists": _source_lists(audit),
        "source_count": audit.balance.sources.total,
        "review": [row for row in rows if row.claim.review],
        "charts": charts(audit),
        "tenths": tenths(audit),
        "facts": [_fact(one, bool(paragraphs)) for one in facts(audit)],
        "rows": rows,
        "made": _made(audit, options),
        "accuracy": options.accuracy,
        "accuracy_on": options.accuracy_on,
    }
    page = render_page("article_report.html.jinja", context, _STYLES, _SCRIPTS)
    return {".html": page}


def _meta(article: Article) -> list[str]:
    known = [article.byline or article.author, article.publisher, article.section, article.date]
    parts = [*known, told_genre(article)]
    return [*(part for part in parts if part), counted(article.words, "word")]


def _source_lists(audit: Audit) -> list[SourceListView]:
    labels: tuple[Label, ...] = ("named", "anonymous")
    views = [
        SourceListView(label, [_entry(e) for e in source_list(audit, label)]) for label in labels
    ]
    return [view for view in views if view.entries]


def _entry(entry: Entry) -> SourceView:
    members = [_entry(member) for member in entry.members]
    return SourceView(entry.source, entry.claims, members, entry.share)


def _fact(fact: Fact, with_text: bool) -> FactView:
    if fact.claim_id is None:
        return FactView(fact.name, fact.value, None)
    return FactView(fact.name, fact.value, fact.claim_id if with_text else f"row-{fact.claim_id}")


def _made(audit: Audit, options: ReportOptions) -> list[tuple[str, str]]:
    """What stands behind the report, name and value."""
    lines = [("Date of the audit", options.date)] if options.date else []
    return [
        *lines,
        ("Model", f"{audit.model.name} {audit.model.version}"),
        ("Runtime", audit.model.runtime),
        ("Signature", audit.model.signature),
        ("Policy", f"{audit.policy.name} ({audit.policy.sha256[:12]})"),
        *house_lines(audit, options),
        *([("Genre", genre)] if (genre := genre_line(audit.article)) else []),
        ("SHA-256 of the text", audit.article.sha256),
        ("Article", audit.article.url or audit.article.id),
        ("Format", audit.schema),
    ]
