"""The service as an OpenAPI document, made from the types.

``python -m onrecord.desk.service.openapi`` prints it; ``docs/schema/onrecord.service-1.json`` is
that output.
"""

from functools import cache
from typing import Any, Final

import msgspec

from onrecord.audit.diff.types import Diff
from onrecord.audit.policy.rule_list import RuleList
from onrecord.audit.schema.audit import Audit
from onrecord.audit.schema.json_schema import schema_text
from onrecord.desk.service.service_requests import (
    AuditRequest,
    DiffFields,
    DiffRequest,
    FileFields,
)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong: one sentence, and a word that doesn't change."""

    error: str
    code: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether there is a process that audits (ok or down), how many, how many drafts wait."""

    status: str
    processes: int
    waiting: int


_TYPES: Final = (
    AuditRequest,
    DiffRequest,
    FileFields,
    DiffFields,
    Audit,
    Diff,
    RuleList,
    Problem,
    Health,
)
#: Decisions that need one of several fields, which msgspec's schema doesn't say.
_ANY_OF: Final = {"SetSpeaker": ("name", "mention"), "SetSource": ("name", "type", "sector")}
_GIVEN: Final = {"not": {"type": "null"}}
_OLD: Final = "The bridge will close in May, a city official said. Repairs are said to take a year."
_NEW: Final = "The bridge will close in May, said Mayor Ada Lund. Repairs will take a year."
#: Requests to begin with.
_AUDIT: Final = {"text": _OLD, "publisher": "The Alden Post", "date": "2026-03-02"}
_DIFF: Final = {"old": {"text": _OLD}, "new": {"text": _NEW}}
#: What can go wrong, by status.
_PROBLEMS: Final = {
    "400": "The request can't be understood.",
    "401": "The token is missing or wrong.",
    "403": "Without a token the service answers programs on this machine only.",
    "408": "The request took too long to come.",
    "413": "A draft, or the request, is over the limit.",
    "415": "The request carries neither JSON nor a form.",
    "422": "A draft can't be read: it is no text, not English, or no article; the code says which.",
    "429": "Too many drafts wait; Retry-After says in how many seconds to send it again.",
    "500": "A bug in OnRecord.",
    "503": "The audit took too long or too much memory, or there is no process to make it.",
}
_READS: Final = ("401", "403")


@cache
def openapi() -> dict[str, Any]:
    """The document (OpenAPI 3.1)."""
    references, components = msgspec.json.schema_components(
        _TYPES, ref_template="#/components/schemas/{name}"
    )
    for name, fields in _ANY_OF.items():
        told = ({"required": [field], "properties": {field: _GIVEN}} for field in fields)
        components[name]["anyOf"] = list(told)
    of = dict(zip(_TYPES, references, strict=True))
    for definition in components.values():
        if "description" in definition:
            definition["description"] = " ".join(definition["description"].split())
    reports = [
        {"type": "string", "contentMediaType": kind} for kind in ("text/html", "text/markdown")
    ]
    audits = _work(
        "Audit a draft",
        _bodies(of[AuditRequest], _AUDIT, _form(of[FileFields], components, "file")),
        of[Audit],
        reports,
    )
    diffs = _work(
        "Compare two drafts",
        _bodies(of[DiffRequest], _DIFF, _form(of[DiffFields], components, "old", "new")),
        of[Diff],
        reports,
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OnRecord",
            "version": "1",
            "description": "Audits how news articles are sourced.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"token": []}, {}],
        "paths": {
            "/audits": {"post": {"operationId": "audit", **audits}},
            "/diffs": {"post": {"operationId": "diff", **diffs}},
            "/rules": {"get": {"operationId": "rules", **_read("The rules", of[RuleList])}},
            "/health": {
                "get": {
                    "operationId": "health",
                    "security": [],
                    **_read("Whether the service works", of[Health], down=of[Health]),
                }
            },
            "/metrics": {
                "get": {
                    "operationId": "metrics",
                    "summary": "Counters for Prometheus",
                    "responses": {
                        "200": _answer("The counters", {"text/plain": {"type": "string"}}),
                        **{status: _problem(status) for status in _READS},
                    },
                }
            },
        },
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _work(
    summary: str, body: dict[str, Any], made: dict[str, Any], reports: list[dict[str, Any]]
) -> dict[str, Any]:
    html, markdown = reports
    kinds = {"application/json": made, "text/html": html, "text/markdown": markdown}
    return {
        "summary": summary,
        "parameters": [
            {
                "name": "report",
                "in": "query",
                "description": "What the answer is: data, a page, or a note.",
                "schema": {"type": "string", "enum": ["json", "html", "md"], "default": "json"},
            }
        ],
        "requestBody": {"required": True, "content": body},
        "responses": {
            "200": _answer(summary, kinds),
            **{status: _problem(status) for status in _PROBLEMS},
        },
    }


def _read(summary: str, made: dict[str, Any], down: dict[str, Any] | None = None) -> dict[str, Any]:
    responses = {"200": _answer(summary, {"application/json": made})}
    responses |= {status: _problem(status) for status in _READS}
    if down is not None:
        responses["503"] = _answer("There is no process that audits.", {"application/json": down})
    return {"summary": summary, "responses": responses}


def _bodies(json: dict[str, Any], example: dict[str, Any], form: dict[str, Any]) -> dict[str, Any]:
    return {
        "application/json": {"schema": json, "example": example},
        "multipart/form-data": {"schema": form},
    }


def _form(fields: dict[str, Any], components: dict[str, Any], *files: str) -> dict[str, Any]:
    """The schema of a form with files; its fields are those of a type, which goes with it."""
    name = fields["$ref"].rpartition("/")[2]
    known = components[name]["properties"]
    file = {"type": "string", "contentMediaType": "application/octet-stream", "format": "binary"}
    return {
        "type": "object",
        "properties": {**dict.fromkeys(files, file), **known},
        "required": list(files),
        "additionalProperties": False,
    }


def _answer(description: str, kinds: dict[str, Any]) -> dict[str, Any]:
    content = {kind: {"schema": schema} for kind, schema in kinds.items()}
    return {"description": description, "content": content}


def _problem(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    answer = _answer(_PROBLEMS[status], {"application/json": schema})
    if status == "429":
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return answer


if __name__ == "__main__":
    print(schema_text(openapi()), end="")
