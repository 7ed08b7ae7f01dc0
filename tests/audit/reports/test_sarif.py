"""Findings as SARIF, held against the published schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from msgspec.structs import replace

from onrecord.audit.redact import without_text
from onrecord.audit.reports.content.line_columns import LineColumns
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_sarif import plain, render_sarif
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import BARE, audit_of, marked_audit, meals_audit
from tests.audit.reports.hostile import hostile_audit
from tests.audit.reports.marked import Said, Who, read_marked
from tests.audit.reports.meals import MARKED, SAID, SOURCES

SCHEMA = Path(__file__).parents[2] / "fixtures" / "schemas" / "sarif-2.1.0.json"
AUDITS = {"meals": meals_audit, "hostile": hostile_audit, **BARE}


def run_of(audit: Audit) -> Any:
    return json.loads(render_sarif(audit, ReportOptions())[".sarif"])["runs"][0]


def fingerprints(audit: Audit, key: str = "passage/v1") -> dict[str, str]:
    """The messages of the findings by fingerprint."""
    results = run_of(audit)["results"]
    found = {one["partialFingerprints"][key]: one["message"]["text"] for one in results}
    assert len(found) == len(results)
    return found


@pytest.mark.parametrize("case", AUDITS)
@pytest.mark.parametrize("text", [True, False])
def test_it_is_valid_sarif(case: str, text: bool) -> None:
    audit = AUDITS[case]() if text else without_text(AUDITS[case]())
    validator = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    content = render_sarif(audit, ReportOptions(pretty=True))[".sarif"]
    assert [error.message for error in validator.iter_errors(json.loads(content))] == []


def test_each_finding_is_a_result_with_its_rule() -> None:
    audit, run = meals_audit(), run_of(meals_audit())
    assert audit.findings
    rules = run["tool"]["driver"]["rules"]
    for finding, result in zip(audit.findings, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] == {"suggestion": "note"}.get(finding.level, finding.level)
        text = result["message"]["text"]
        assert text.startswith(finding.message)
        # What is joined to a finding is told with it; brackets are escaped, being links.
        assert all(
            point.replace("[", "\\[").replace("]", "\\]") in text for point in finding.points
        )


def test_regions_lead_to_the_passages() -> None:
    audit, run = meals_audit(), run_of(meals_audit())
    (artifact,) = run["artifacts"]
    text = artifact["contents"]["text"]
    lines = text.split("\n")
    for finding, result in zip(audit.findings, run["results"], strict=True):
        places = [*result["locations"], *result.get("relatedLocations", [])]
        assert len(places) == max(1, len(finding.spans))
        for span, place in zip(finding.spans, places, strict=False):
            region = place["physicalLocation"]["region"]
            assert region["snippet"]["text"] == text[slice(*span)]
            assert region["charOffset"] == span[0]
            first = lines[region["startLine"] - 1][region["startColumn"] - 1 :]
            assert first.startswith(text[slice(*span)].split("\n")[0])
            last = lines[region["endLine"] - 1][: region["endColumn"] - 1]
            assert last.endswith(text[slice(*span)].split("\n")[-1])


@settings(deadline=None)
@given(st.text(st.sampled_from("ab \n\r👩"), max_size=40), st.data())
def test_lines_and_columns_lead_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = LineColumns(text).place((start, end))
    lines = text.split("\n")
    before = [len(line) + 1 for line in lines]
    assert sum(before[: place.line - 1]) + place.column - 1 == start
    assert sum(before[: place.end_line - 1]) + place.end_column - 1 == end


def test_fingerprints_survive_edits_elsewhere() -> None:
    added = "Hundreds of letters came in before noon.\n\n"
    edited = MARKED.replace("The invoices were found", f"{added}The invoices were found")
    before, after = meals_audit(), audit_of(*read_marked(edited, SOURCES, SAID), id="meals")
    assert len(after.article.text or "") == len(before.article.text or "") + len(added)
    for key in ("passage/v1", "sources/v1"):
        assert set(fingerprints(before, key)) <= set(fingerprints(after, key))


def test_capitals_and_marks_are_no_edit_of_a_passage() -> None:
    def drafted(who: str) -> Audit:
        return marked_audit(
            f"{{1s|{who}}} {{1c|said}} {{1q|the bridge would stay shut until the spring}}.\n",
            {"s1": Who(who, "group", "government", insider=True)},
            [Said("s1", "X", "indirect")],
        )

    one, two = fingerprints(drafted("Senior officials")), fingerprints(drafted("senior  officials"))
    assert one
    assert set(one) == set(two)
    assert set(one) != set(fingerprints(drafted("Junior officials")))


def test_a_waived_finding_is_suppressed_with_its_reason() -> None:
    audit = meals_audit()
    reason = "The desk has met her."
    first, *others = audit.findings
    waived = replace(audit, findings=[replace(first, waived=reason), *others])
    results = run_of(waived)["results"]
    assert results[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": reason}
    ]
    assert not [one for one in results[1:] if "suppressions" in one]
    hidden = run_of(without_text(waived))["results"][0]
    assert hidden["suppressions"] == [{"kind": "external", "status": "accepted"}]


def test_the_article_is_named_by_a_uri() -> None:
    for id, uri in (
        ("drafts/a b#1.txt", "drafts/a%20b%231.txt"),
        ("/tmp/x.txt", "file:///tmp/x.txt"),
        ("c:x", "c%3Ax"),
        ("https://a.example/ü?q=1 2#top", "https://a.example/%C3%BC?q=1%202#top"),
        ("https://a.example/100%", "https://a.example/100%25"),
    ):
        audit = audit_of("The bridge closed on Monday morning.", id=id)
        assert run_of(audit)["artifacts"][0]["location"]["uri"] == uri


def test_a_message_makes_no_link_and_no_placeholder() -> None:
    assert plain("see [here](https://a.example) {0}\n") == r"see \[here\](https://a.example) {{0}}"
    for result in run_of(hostile_audit())["results"]:
        assert "\x1b" not in result["message"]["text"]


def test_without_text_nothing_can_be_checked_against_guesses() -> None:
    for result in run_of(without_text(meals_audit()))["results"]:
        assert "partialFingerprints" not in result
        for place in result["locations"]:
            assert set(place["physicalLocation"].get("region", {})) <= {"charOffset", "charLength"}
