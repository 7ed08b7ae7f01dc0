"""The work of an audit grows with the article, whatever is found in it."""

import sys
from types import FrameType
from typing import Any

import msgspec
import pytest

from onrecord.audit.assemble import assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.models.types import Analysis
from tests.audit.long_articles import long_article

PEOPLE = ModelInfo(name="people", version="1", runtime="none", signature="0" * 16)
#: Every rule of the catalogue, those too that no preset applies.
EVERY_RULE = msgspec.structs.replace(
    load_policy("strict"), rules=tuple(map(catalogue().rule, catalogue().rules))
)

#: What is done between two blocks is done five times in six blocks and 23 times in 24.
FEW_STEPS = 100


def audit_of(document: Document, found: Analysis) -> Audit:
    return assemble(document, found, model=PEOPLE, policy=EVERY_RULE)


def steps_of(blocks: int) -> dict[str, int]:
    """Lines that the auditor runs for an article of so many blocks, by function.

    Each turn of a comprehension counts. Unlike time they are the same at each run.
    """
    document, found = long_article(blocks)
    audit_of(*long_article(1))  # what is made once and kept
    steps: dict[str, int] = {}

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_globals.get("__name__", "").startswith("onrecord."):
            return None
        if event == "line":
            name = f"{frame.f_globals['__name__']}:{frame.f_code.co_firstlineno}"
            steps[name] = steps.get(name, 0) + 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        audit_of(document, found)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.slow
def test_the_work_of_an_audit_grows_with_the_article() -> None:
    short, long = steps_of(6), steps_of(24)
    assert len(long) > 150, len(long)
    assert {
        name: (short[name], steps)
        for name, steps in long.items()
        if steps > 4.4 * short[name] + FEW_STEPS
    } == {}


@pytest.mark.slow
def test_every_rule_has_something_to_weigh_in_a_long_article() -> None:
    findings = audit_of(*long_article(40)).findings
    # What is joined to a finding stands in its points, with its rule.
    joined = {point.rpartition("[")[2].rstrip("]") for f in findings for point in f.points}
    found = {finding.rule for finding in findings} | joined
    assert len(found) >= 8, found
