"""What readers are told of the types of unnamed sources, in every report."""

import pytest

from onrecord.audit.reports.html.to_html import render_html
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.terminal.to_terminal import render_terminal
from onrecord.audit.reports.to_csv import render_csv
from onrecord.audit.reports.to_markdown import render_markdown
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import marked_audit
from tests.audit.reports.marked import Said, Who

OPTIONS = ReportOptions(width=100)


@pytest.fixture(scope="module")
def audit() -> Audit:
    """An office-holder without a name, an insider, and hearsay."""
    return marked_audit(
        "{1s|The fire chief} {1c|said} {1q|that the mill had no alarm at all}.\n\n"
        "{2s|An aide to the mayor} {2c|said} {2q|that the mill was never inspected}.\n\n"
        "The owner {3c|reportedly} {3q|left the town before the fire}.\n",
        {
            "s1": Who("the fire chief", "role", "government"),
            "s2": Who("an aide to the mayor", "individual", "government", insider=True),
        },
        [Said("s1", "X", "indirect"), Said("s2", "X", "indirect"), Said(None, "N", "indirect")],
    )


def test_pages_call_them_in_full(audit: Audit) -> None:
    pages = {**render_html(audit, OPTIONS), **render_markdown(audit, OPTIONS)}
    for page in pages.values():
        assert "unnamed office-holder or spokesperson" in page
        assert "hearsay" in page
        assert "insider" in page
        assert "nobody" not in page


def test_a_terminal_calls_them_in_short(audit: Audit) -> None:
    (shown,) = render_terminal(audit, OPTIONS).values()
    assert "by role only" in shown
    assert "hearsay" in shown
    assert "insider" in shown


def test_tables_hold_the_words_of_the_format(audit: Audit) -> None:
    claims, sources = (table.splitlines() for table in render_csv(audit, OPTIONS).values())
    assert [line.split(",")[4] for line in claims[1:]] == ["role", "individual", "hearsay"]
    insiders = [line.split(",")[6] for line in sources[1:]]
    assert insiders == ["", "yes"]
