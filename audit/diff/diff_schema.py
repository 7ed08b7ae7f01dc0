"""The JSON Schema of ``onrecord.diff/1``, made from the types.

``python -m onrecord.audit.diff.diff_schema`` prints it; ``docs/schema/onrecord.diff-1.json`` is
that output.
"""

from typing import Any, Final

from onrecord.audit.diff.types import DIFF_SCHEMA, Diff
from onrecord.audit.schema.json_schema import schema_of, schema_text

_ID: Final = "urn:onrecord:diff:1"


def diff_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that every comparison's JSON validates against."""
    return schema_of(Diff, _ID, DIFF_SCHEMA)


if __name__ == "__main__":
    print(schema_text(diff_schema()), end="")
