"""An article held against a whole policy."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.assemble import assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy import PRESETS, check, fails, load_policy, worst
from onrecord.audit.schema.audit import Finding, Level
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import AIDE, FILLER, LUND, MODEL, STRICT, draft, only
from tests.audit.random_articles import analyses, texts
from tests.audit.reports.meals import meals

LEVELS: tuple[Level, ...] = ("error", "warning", "suggestion")


def finding(level: Level) -> Finding:
    return Finding(
        rule="hearsay", level=level, message="", spans=[], claim_ids=[], source_ids=[], standards=[]
    )


def test_gravest_first_then_as_the_text_goes() -> None:
    text, analysis = meals()
    audit = assemble(Document(id="meals", text=text), analysis, model=MODEL, policy=STRICT)
    found = check(STRICT, audit, TextView(text))
    assert found == audit.findings
    levels = [LEVELS.index(one.level) for one in found]
    assert levels == sorted(levels)
    for level in LEVELS:
        starts = [one.spans[0][0] for one in found if one.level == level and one.spans]
        assert starts == sorted(starts)
    assert {"hearsay", "anonymous-no-reason"} <= {one.rule for one in found}
    assert any("[anonymous-no-access]" in point for one in found for point in one.points)
    assert not [
        one for one in found if one.rule == "anonymous-no-reason" and "s4" in one.source_ids
    ]


def test_level_threshold_and_standard_come_from_the_policy() -> None:
    marked = "{1s|A city hall aide} {1c|said} {1q|the bridge had been unsafe}."
    audit, text = draft(marked, {"s1": AIDE}, "s1")
    (strict,) = check(only("anonymous-no-reason"), audit, TextView(text))
    (default,) = check(only("anonymous-no-reason", load_policy("default")), audit, TextView(text))
    assert (strict.level, default.level) == ("error", "warning")
    assert strict.standards == [
        "AP News Values and Principles",
        "NPR Ethics Handbook",
        "Washington Post Policies and Standards",
        "SPJ Code of Ethics",
    ]
    assert not any(name in strict.message for name in strict.standards)


def test_threshold_is_the_policys() -> None:
    marked = f"{{1s|Ada Lund}} {{1c|said}} {{1q|it would rain}}.\n\n{FILLER}"
    audit, text = draft(marked, {"s1": LUND}, "s1")
    assert check(only("unsourced-run"), audit, TextView(text))
    rule = msgspec.structs.replace(only("unsourced-run").rules[0], threshold=400.0)
    assert not check(msgspec.structs.replace(STRICT, rules=(rule,)), audit, TextView(text))


def test_a_rule_without_a_standard_names_none() -> None:
    marked = "{1q|The bridge will close}, {1s|a city hall aide} {1c|said}."
    audit, text = draft(marked, {"s1": AIDE}, "s1")
    (one,) = check(only("anonymous-lede"), audit, TextView(text))
    assert one.standards == []


def test_an_audit_without_its_text_is_checked_with_the_text_at_hand() -> None:
    text, analysis = meals()
    audit = assemble(Document(id="meals", text=text), analysis, model=MODEL, policy=STRICT)
    article = msgspec.structs.replace(audit.article, text=None)
    without = msgspec.structs.replace(audit, article=article)
    assert check(STRICT, without, TextView(text)) == audit.findings


def test_quoted_words_cannot_break_out_of_their_marks() -> None:
    marked = "{1s|An aide} {1c|said} {1q|it leaked}."
    odd = AIDE._replace(name="an aide of “old” <b>\nhere")
    audit, text = draft(marked, {"s1": odd}, "s1")
    (one,) = check(only("anonymous-no-reason"), audit, TextView(text))
    assert "“an aide of ‘old’ <b> here”" in one.message


def test_worst_and_fails() -> None:
    assert worst([]) is None
    assert not fails([], "suggestion")
    assert worst([finding("suggestion"), finding("warning")]) == "warning"
    assert fails([finding("warning")], "warning")
    assert fails([finding("warning")], "suggestion")
    assert not fails([finding("warning")], "error")


@pytest.mark.parametrize("text", ["", "\n\n", "Rain.", "“", "Rain fell on the old bridge today."])
def test_nothing_to_find(text: str) -> None:
    audit, plain = draft(text, {}, "")
    for name in PRESETS:
        rules = {one.rule for one in check(load_policy(name), audit, TextView(plain))}
        assert not rules


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_findings_point_into_the_article(data: st.DataObject) -> None:
    text = data.draw(texts)
    analysis = data.draw(analyses(text))
    document = Document(id="random", text=text, publisher="The Ledger")
    audit = assemble(document, analysis, model=MODEL, policy=STRICT)
    claims = {claim.id for claim in audit.claims}
    sources = {source.id for source in audit.sources}
    for one in audit.findings:
        assert one.message and "\n" not in one.message
        assert all(0 <= start < end <= len(text) for start, end in one.spans)
        assert claims >= set(one.claim_ids)
        assert sources >= set(one.source_ids)
