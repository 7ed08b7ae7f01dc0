"""The JSON Schema of ``onrecord.audit/2``, made from the types.

``python -m onrecord.audit.schema.json_schema`` prints it; ``docs/schema/onrecord.audit-2.json`` is
that output.
"""

import json
from typing import Any, Final

import msgspec

from onrecord.audit.schema.audit import SCHEMA, Audit

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = "urn:onrecord:audit:2"


def audit_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that every audit's JSON validates against.

    Every field is required, because an audit always writes all of them.
    """
    return schema_of(Audit, _ID, SCHEMA)


def schema_of(document: type[msgspec.Struct], id: str, title: str) -> dict[str, Any]:
    """The schema of JSON documents of a type, every field of which is always written."""
    (reference,), definitions = msgspec.json.schema_components(
        [document], ref_template="#/$defs/{name}"
    )
    for definition in definitions.values():
        _prepare(definition)
    return {
        "$schema": _DIALECT,
        "$id": id,
        "title": title,
        **reference,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text(schema: dict[str, Any] | None = None) -> str:
    """A schema (None: of audits) as the file that the project publishes."""
    return json.dumps(schema or audit_schema(), indent=2, ensure_ascii=False) + "\n"


def _prepare(definition: dict[str, Any]) -> None:
    """Require every property, and unwrap the lines of descriptions."""
    properties = definition.get("properties", {})
    definition["required"] = list(properties)
    for one in properties.values():
        one.pop("default", None)
    if "description" in definition:
        definition["description"] = "\n\n".join(
            " ".join(part.split()) for part in definition["description"].split("\n\n")
        )


if __name__ == "__main__":
    print(schema_text(), end="")
