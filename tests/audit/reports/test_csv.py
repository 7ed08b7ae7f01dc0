"""Claims and sources as CSV."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_csv import (
    CLAIM_COLUMNS,
    SOURCE_COLUMNS,
    defused,
    render_csv,
)
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import meals_audit
from tests.audit.reports.hostile import hostile_audit

CLAIMS, SOURCES = ".claims.csv", ".sources.csv"


def rows(audit: Audit, suffix: str) -> list[dict[str, str]]:
    content = render_csv(audit, ReportOptions())[suffix]
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_there_are_two_tables_with_the_documented_columns() -> None:
    tables = render_csv(meals_audit(), ReportOptions())
    assert list(tables) == [CLAIMS, SOURCES]
    assert tuple(tables[CLAIMS].split("\r\n")[0].split(",")) == CLAIM_COLUMNS
    assert tuple(tables[SOURCES].split("\r\n")[0].split(",")) == SOURCE_COLUMNS


def test_a_row_says_of_a_claim_what_the_audit_says() -> None:
    audit = meals_audit()
    read = rows(audit, CLAIMS)
    assert [row["claim_id"] for row in read] == [claim.id for claim in audit.claims]
    row = next(row for row in read if row["text"].startswith("it “takes every one"))
    assert row["text"] == (
        "it “takes every one of these questions seriously” … it had hired an outside firm"
    )
    assert row["label"] == "named"
    assert row["type"] == "organisation"
    assert row["source"] == "Department of Schools"
    assert row["cue"] == "said"
    assert row["words"] == "14"
    spans = [tuple(map(int, span.split(":"))) for span in row["spans"].split()]
    assert spans in [claim.spans for claim in audit.claims]


def test_a_row_says_of_a_source_what_the_source_list_says() -> None:
    row = next(r for r in rows(meals_audit(), SOURCES) if r["name"].startswith("three officials"))
    assert row["type"] == "confidential"
    assert row["count"] == "3"
    assert row["anonymity_granted"] == "yes"
    assert row["reason"] == "they feared for their jobs"
    assert row["reason_type"] == "retribution"


def test_lines_end_and_cells_are_quoted_as_rfc_4180_says() -> None:
    content = render_csv(meals_audit(), ReportOptions())[CLAIMS]
    assert content.endswith("\r\n")
    assert "\n" not in content.replace("\r\n", "")
    assert '"The money, some $190,000, went to a caterer' in content


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n+", " =", "＝", "＠"])
def test_what_starts_like_a_formula_is_defused(start: str) -> None:
    assert defused(f"{start}cmd|'/c calc'!A0").startswith("'")


@settings(deadline=None)
@given(st.text())
def test_no_cell_starts_like_a_formula(text: str) -> None:
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_hostile_article_leaves_every_row_whole_and_every_formula_dead() -> None:
    audit = hostile_audit()
    claims, sources = rows(audit, CLAIMS), rows(audit, SOURCES)
    assert len(claims) == len(audit.claims)
    assert len(sources) == len(audit.sources)
    cells = [cell for row in (*claims, *sources) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith("'=HYPERLINK(") for cell in cells)
    assert not [cell for cell in cells if "\x1b" in cell or "\x00" in cell]
