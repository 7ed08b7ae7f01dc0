"""The published description of the service is true of it."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection

from onrecord.audit.schema.json_schema import schema_text
from onrecord.desk.service.openapi import openapi
from tests.desk.service.conftest import TOKEN, Service

pytestmark = pytest.mark.slow

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "onrecord.service-1.json"

#: What the schema can't say of a text: that it is one, and in English.
NO_ARTICLE = "422"
schema = schemathesis.openapi.from_dict(
    json.loads(PUBLISHED.read_text(encoding="utf-8")),
    config=schemathesis.Config.from_dict(
        {
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", NO_ARTICLE]}},
            # It takes minutes over the unions of decisions.
            "phases": {"coverage": {"enabled": False}},
        }
    ),
)


def test_what_is_published_is_what_the_types_say() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(openapi())


def test_the_service_gives_out_the_same(service: Service) -> None:
    assert service.client().get("/openapi.json").json() == openapi()


@schema.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_it_answers_as_it_says(case: schemathesis.Case, service: Service) -> None:
    case.call_and_validate(
        base_url=service.address,
        headers={"Authorization": f"Bearer {TOKEN}"},
        timeout=60,
        excluded_checks=[negative_data_rejection] if is_right_to_python(case) else None,
    )


def is_right_to_python(case: schemathesis.Case) -> bool:
    r"""Whether a body was made wrong only by the meaning that `\w` has in ECMAScript.

    There it is ASCII alone; to Python, and so to the service, å is a word character.
    """
    wrong = [at for at, info in case.meta.components.items() if info.mode.is_negative]
    published = PUBLISHED.read_text(encoding="utf-8")
    python, ecmascript = (
        Draft202012Validator({**document, **body_of(document, case)})
        for document in map(json.loads, (published, published.replace(r'"\\w"', '"[0-9A-Za-z_]"')))
    )
    return (
        wrong == [ParameterLocation.BODY]
        and python.is_valid(case.body)
        and not ecmascript.is_valid(case.body)
    )


def body_of(document: dict[str, Any], case: schemathesis.Case) -> dict[str, Any]:
    """The schema of what a request sends; empty where it sends nothing."""
    asked = document["paths"][case.operation.path][case.operation.method].get("requestBody")
    schema: dict[str, Any] = asked["content"]["application/json"]["schema"] if asked else {}
    return schema
