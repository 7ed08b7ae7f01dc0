"""The audit as Markdown, read back by a Markdown parser."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_markdown import escaped, render_markdown
from onrecord.audit.reports.visible import one_line
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import meals_audit
from tests.audit.reports.hostile import FORMULA, IMAGE, MARKDOWN, SCRIPT, STYLE, hostile_audit

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def report(audit: Audit, options: ReportOptions | None = None) -> str:
    return render_markdown(audit, options or ReportOptions())[".md"]


def shown(markdown: str) -> str:
    """The words of a rendered document, as a reader sees them."""
    return html.unescape(re.sub(r"<[^<>]*>", "", PARSER.render(markdown)))


def test_it_has_the_parts_that_an_editor_looks_for() -> None:
    headings = re.findall(r"^#+ (.*)$", report(meals_audit()), re.MULTILINE)
    assert headings[0] == "Sourcing report: City Paid for 40,000 School Meals That Nobody Ate"
    assert [heading.split(" (")[0] for heading in headings[1:]] == [
        "Shares",
        "Findings",
        "Sources",
        "To review",
        "Also",
        "How this was made",
    ]


def test_tables_have_a_row_for_every_source_and_every_claim_to_review() -> None:
    audit = meals_audit()
    rendered = PARSER.render(report(audit))
    for source in audit.sources:
        assert f"{source.name}</td>" in rendered
    review = rendered[rendered.index("To review") : rendered.index("Also")]
    assert review.count("<tr>") == 1 + sum(claim.review for claim in audit.claims)


def test_findings_quote_their_passages() -> None:
    audit = meals_audit()
    rendered = PARSER.render(report(audit))
    assert rendered.count("<blockquote>") == sum(bool(f.spans) for f in audit.findings)
    assert "“It reportedly owes wages to thirty people.”" in rendered


def test_the_anonymous_share_stands_with_its_parts() -> None:
    shares = report(meals_audit())
    shares = shares[shares.index("## Shares") : shares.index("## Findings")]
    for part in ("confidential", "unnamed person", "unnamed group", "hearsay"):
        assert f"| A {part} |" in shares


def test_it_says_how_it_was_made_and_that_unsourced_is_not_unverified() -> None:
    options = ReportOptions(
        date="3 November 2025", accuracy={"Label F1": ".89"}, accuracy_on="articles of the tests"
    )
    document = report(meals_audit(), options)
    for needed in (
        "Date of the audit: 3 November 2025",
        "model-of-the-tests 0.0",
        "Label F1: .89",
        "Unsourced in the text does not mean unverified.",
    ):
        assert needed in document


@settings(deadline=None)
@given(st.text())
def test_any_text_is_shown_as_it_stands_in_a_table_cell(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {escaped(text)} | end |\n"
    cells = re.findall(r"<td>(.*?)</td>", PARSER.render(table), re.DOTALL)
    assert len(cells) == 2
    seen = html.unescape(cells[0]).replace("\u200b", "")
    assert "<" not in cells[0]
    assert seen == one_line(text).replace("\u200b", "")


@pytest.mark.parametrize("mention", ["@admin", "#12"])
def test_nobody_is_called_by_a_mention(mention: str) -> None:
    assert mention not in html.unescape(escaped(f"ask {mention} now"))


def test_a_hostile_article_is_shown_as_text() -> None:
    document = report(hostile_audit())
    rendered = PARSER.render(document)
    for tag in ("<script", "<style", "<img", "<a ", "<!--"):
        assert tag not in rendered
    seen = shown(document).replace("\u200b", "")
    for text in (SCRIPT, STYLE, IMAGE, FORMULA, MARKDOWN.replace("\u200b", "")):
        assert text in seen
    assert "\x1b" not in document
