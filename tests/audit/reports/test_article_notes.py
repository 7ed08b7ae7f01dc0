"""What makes an audit less certain, and of what genre the article is, in every readable report."""

import io

import pytest
from docx import Document
from msgspec.structs import replace

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.registry import render
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import audit_of, meals_audit
from tests.audit.reports.docx.commented import comments_of
from tests.audit.reports.hostile import SCRIPT

FEW = "The bridge closed on Monday morning, the council said. Nobody knows when it will open."
RELEASE = f"FOR IMMEDIATE RELEASE\n\n{FEW}\n\nPress contact: Ines Okafor"


def shown(audit: Audit, format: str) -> str:
    """A report as its reader sees it, comments of a Word file a line each."""
    made = render(audit, format, ReportOptions(width=300))
    (content,) = made.values()
    if isinstance(content, str):
        return content
    return "\n".join(line for one in comments_of(content) for line in one.lines)


FORMATS = ["html", "terminal", "md", "docx"]


@pytest.mark.parametrize("format", FORMATS)
def test_warnings_are_in_every_readable_report(format: str) -> None:
    audit = audit_of(RELEASE)
    report = shown(audit, format)
    assert len(audit.article.warnings) == 2
    for warning in audit.article.warnings:
        assert report.count(warning) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_an_article_without_warnings_has_no_place_for_them(format: str) -> None:
    sure = replace(meals_audit(), article=replace(meals_audit().article, warnings=[]))
    report = shown(sure, format)
    assert "Note</b>" not in report and "**Note:**" not in report
    assert 'class="uncertain"' not in report and "Note on this audit" not in report


@pytest.mark.parametrize("format", ["html", "terminal", "md"])
def test_the_genre_stands_in_the_head_with_how_it_is_known(format: str) -> None:
    declared = audit_of(FEW * 4, genre="opinion")
    assert "opinion, as declared" in shown(declared, format)
    told = audit_of(RELEASE)
    assert "press release, judged from the text" in shown(told, format)


@pytest.mark.parametrize("format", ["html", "md"])
def test_news_is_said_where_a_reader_looks_for_how_the_report_was_made(format: str) -> None:
    report = shown(audit_of(FEW * 4, genre="news"), format)
    assert report.count("news, as declared") == 1
    assert report.index("news, as declared") > report.index("How this was made")


def test_warnings_and_genres_are_text() -> None:
    article = replace(audit_of(FEW).article, warnings=[SCRIPT], genre=SCRIPT, genre_from="declared")
    audit = replace(audit_of(FEW), article=article)
    assert SCRIPT not in shown(audit, "html")
    assert SCRIPT not in shown(audit, "md")


def test_a_word_file_has_the_warnings_before_all_other_comments() -> None:
    made = render(audit_of(RELEASE), "docx", ReportOptions())[".docx"]
    assert isinstance(made, bytes)
    assert Document(io.BytesIO(made)).paragraphs
    assert comments_of(made)[0].lines[0] == "Note on this audit"
