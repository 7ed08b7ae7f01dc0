"""The published JSON Schema."""

from pathlib import Path

import jsonschema
import pytest

from onrecord.audit.schema.json_schema import audit_schema, schema_text

PUBLISHED = Path(__file__).resolve().parents[3] / "docs/schema/onrecord.audit-2.json"


def test_the_published_schema_is_what_the_types_give() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "write docs/schema/ again: python -m onrecord.audit.schema.json_schema"
    )


@pytest.mark.slow
def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(audit_schema())


def test_a_span_has_two_ends_and_a_label_is_one_of_three() -> None:
    definitions = audit_schema()["$defs"]
    claim = definitions["Claim"]["properties"]
    span = claim["spans"]["items"]
    assert (span["minItems"], span["maxItems"]) == (2, 2)
    assert set(claim["label"]["enum"]) == {"named", "anonymous", "unsourced"}
    assert set(definitions["Claim"]["required"]) == set(claim)
