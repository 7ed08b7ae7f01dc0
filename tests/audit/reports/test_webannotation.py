"""Audits as Web Annotations: what the data model demands, and a client that finds the passages."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from onrecord.audit.redact import without_text
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.to_webannotation import render_webannotation
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import BARE, audit_of, meals_audit
from tests.audit.reports.hostile import hostile_audit

TESTS = Path(__file__).parents[2]
SCHEMA = TESTS / "fixtures" / "schemas" / "web-annotation.json"
CLIENT = TESTS / "clients" / "read_annotations.mjs"
AUDITS = {"meals": meals_audit, "hostile": hostile_audit, **BARE}


def collection_of(audit: Audit) -> Any:
    return json.loads(render_webannotation(audit, ReportOptions())[".jsonld"])


def items_of(audit: Audit) -> Any:
    return collection_of(audit)["first"]["items"]


def targets_of(annotation: Any) -> list[Any]:
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


@pytest.mark.parametrize("case", AUDITS)
@pytest.mark.parametrize("text", [True, False])
def test_it_keeps_to_the_data_model(case: str, text: bool) -> None:
    audit = AUDITS[case]() if text else without_text(AUDITS[case]())
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    content = render_webannotation(audit, ReportOptions(pretty=True))[".jsonld"]
    collection = json.loads(content)
    problems = Draft202012Validator(schema).iter_errors(collection)
    assert [error.message for error in problems] == []
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len(audit.findings) + len(audit.claims)
    assert len({item["id"] for item in items}) == len(items)


def test_the_schema_refuses_what_the_data_model_does() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for broken in ({"type": "Note"}, {"target": []}, {"motivation": "liking"}, {"id": "no iri"}):
        collection = collection_of(meals_audit())
        collection["first"]["items"][0] |= broken
        assert not validator.is_valid(collection)


def test_selectors_hold_the_words_at_their_place() -> None:
    audit = meals_audit()
    text = audit.article.text
    assert text is not None
    spans = [list(one.spans) for one in (*audit.findings, *audit.claims)]
    for annotation, wanted in zip(items_of(audit), spans, strict=True):
        targets = [one for one in targets_of(annotation) if isinstance(one, dict)]
        for (start, end), target in zip(wanted, targets, strict=True):
            quotation, position = target["selector"]
            assert (position["start"], position["end"]) == (start, end)
            assert quotation["exact"] == text[start:end]
            assert text[:start].endswith(quotation["prefix"])
            assert text[end:].startswith(quotation["suffix"])


def test_a_claim_says_its_label_and_who_stands_behind_it() -> None:
    audit = meals_audit()
    claims = items_of(audit)[len(audit.findings) :]
    said = {item["body"][0]["value"] for item in claims}
    assert any(one.startswith("Named (person): Tobias Renn.") for one in said)
    assert any(one.startswith("Unsourced.") for one in said)
    for claim, item in zip(audit.claims, claims, strict=True):
        tags = [body["value"] for body in item["body"][1:]]
        assert tags == [claim.label, *(["review"] if claim.review else [])]


def test_a_waived_finding_says_so() -> None:
    audit = meals_audit()
    first, *others = audit.findings
    waived = replace(audit, findings=[replace(first, waived="The desk knows."), *others])
    values = [body["value"] for body in items_of(waived)[0]["body"]]
    assert values[-2:] == ["waived", "Waived: The desk knows."]
    assert not any("waived" in str(item) for item in items_of(audit))


def test_the_page_is_what_is_annotated_where_its_address_is_known() -> None:
    text = "The bridge closed on Monday morning.\n"
    for fields, address in (
        ({"id": "a b.txt"}, "a%20b.txt"),
        ({"id": "a.html", "url": "https://a.example/x"}, "https://a.example/x"),
    ):
        (item,) = items_of(audit_of(text, **fields))[-1:]
        assert targets_of(item)[0]["source"] == address


@pytest.mark.slow
def test_a_client_of_others_finds_every_passage() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node to run an annotation client")
    if not (CLIENT.parent / "node_modules" / "@apache-annotator" / "dom").exists():
        pytest.skip(f"needs the client: npm ci --prefix {CLIENT.parent.name}")
    astral = "“🜁🜂 It leaks,” 👩‍👩‍👧 she said of the dam at Calder Bay. " * 3
    for audit in (meals_audit(), hostile_audit(), audit_of(f"{astral}\n\nThe dam was shut.\n")):
        text = audit.article.text or ""
        done = subprocess.run(
            [node, CLIENT],
            input=json.dumps({"text": text, "annotations": collection_of(audit)}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        )
        found = json.loads(done.stdout)
        spans = [span for one in (*audit.findings, *audit.claims) for span in one.spans]
        assert spans
        assert [one["position"] for one in found] == [text[slice(*span)] for span in spans]
        assert all(one["both"] for one in found)
