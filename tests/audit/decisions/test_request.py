"""Decisions from what somebody asks for in words."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from onrecord.audit.assemble import assemble
from onrecord.audit.decisions.load import as_file
from onrecord.audit.decisions.request import Request, check_effect, decision_of
from onrecord.audit.decisions.types import (
    AddAttribution,
    Decision,
    Join,
    NoClaim,
    Quote,
    SetLabel,
    SetSource,
    SetSpeaker,
    Split,
    Waive,
)
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import Audit, Finding, ModelInfo
from onrecord.models.errors import OnRecordError
from tests.audit.decisions.made import quoted_at
from tests.audit.decisions.pier import ANALYSIS, TEXT, on, span_of

WHO: dict[str, Any] = {"by": "Nora Whitlock", "at": datetime(2026, 3, 2, tzinfo=UTC)}
PIER = (span_of("the pier is")[0], span_of("the pier is")[1] - len(" is"))
FERRY = "The ferry has crossed the bay every day since 1911."


def finding(rule: str, *words: str) -> Finding:
    return Finding(
        rule=rule, level="error", message="x", spans=[span_of(one) for one in words],
        claim_ids=[], source_ids=[], standards=[],
    )  # fmt: skip


def audited(*decisions: Decision, findings: tuple[Finding, ...] = ()) -> Audit:
    audit = assemble(
        Document(id="x", text=TEXT),
        ANALYSIS,
        model=ModelInfo(name="nobody", version="0", runtime="none", signature="0" * 16),
        policy=load_policy("strict"),
        decisions=as_file(decisions) if decisions else None,
    )
    return msgspec.structs.replace(audit, findings=list(findings))


AUDIT = audited(
    findings=(
        finding("hearsay", "the pier was sold twice"),
        finding("hearsay", "the books were lost", "“the rent was paid”"),
        finding("balance"),
    )
)


def asked(**fields: Any) -> Decision:
    return decision_of(Request(**fields), AUDIT, **WHO)


TOLD: dict[str, Any] = {"name": "Ole Marr", "type": "role", "sector": "media"}


@pytest.mark.parametrize(
    ("fields", "decision"),
    [
        (
            {"action": "label", "words": [FERRY], "label": "named", "note": "a note"},
            SetLabel(on=on(FERRY), label="named", note="a note", **WHO),
        ),
        (
            {"action": "speaker", "words": [FERRY], **TOLD},
            SetSpeaker(on=on(FERRY), **TOLD, **WHO),
        ),
        (
            {"action": "speaker", "words": [FERRY], "source": "A clerk"},
            SetSpeaker(on=on(FERRY), mention=on("A clerk"), **WHO),
        ),
        (
            {"action": "join", "words": ["A clerk", "Another clerk"], "name": "clerks"},
            Join(sources=[on("A clerk"), on("Another clerk")], name="clerks", **WHO),
        ),
        (
            {"action": "split", "words": ["A clerk", "Another clerk"], **TOLD},
            Split(mentions=[on("A clerk"), on("Another clerk")], **TOLD, **WHO),
        ),
        (
            {"action": "split", "words": ["A clerk"]},
            Split(mentions=[on("A clerk")], **WHO),
        ),
        (
            {"action": "source", "words": ["A clerk"], **TOLD},
            SetSource(on=on("A clerk"), **TOLD, **WHO),
        ),
        (
            {"action": "source", "words": ["A clerk"], "sector": "media"},
            SetSource(on=on("A clerk"), sector="media", **WHO),
        ),
        ({"action": "no-claim", "words": [FERRY]}, NoClaim(on=on(FERRY), **WHO)),
        (
            {"action": "attribution", "words": [FERRY], "source": "many", "cue": "disagree"},
            AddAttribution(content=[on(FERRY)], source=on("many"), cue=on("disagree"), **WHO),
        ),
        (
            {"action": "attribution", "words": ["the bay"], **TOLD},
            AddAttribution(content=[on("the bay")], **TOLD, **WHO),
        ),
        (
            {"action": "no-claim", "words": ["the pier"], "before": "said ", "after": " is"},
            NoClaim(on=quoted_at(TEXT, PIER), **WHO),
        ),
    ],
)
def test_what_is_asked_for_becomes_a_decision(fields: dict[str, Any], decision: Decision) -> None:
    assert asked(**fields) == decision


@pytest.mark.parametrize(
    ("rule", "words", "passages"),
    [
        ("hearsay", ["sold twice"], ["the pier was sold twice"]),
        ("hearsay", ["the rent"], ["the books were lost", "“the rent was paid”"]),
        ("balance", [], []),
    ],
)
def test_a_waiver_quotes_all_passages_of_the_finding(
    rule: str, words: list[str], passages: list[str]
) -> None:
    decision = asked(action="waive", rule=rule, reason="settled", words=words)
    assert decision == Waive(rule=rule, reason="settled", on=[on(p) for p in passages], **WHO)


ONE = "This decision is about one passage; give it with --words."
MORE = "; quote more words, or give the text around them with --before or --after."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action": "forget"}, "There is no decision “forget”."),
        ({"action": "label", "words": [FERRY]}, "This decision needs --label."),
        ({"action": "label", "label": "named"}, ONE),
        ({"action": "no-claim", "words": ["the bay", "many"]}, ONE),
        ({"action": "speaker", "words": [FERRY]}, "This decision needs --name or --source."),
        (
            {"action": "source", "words": ["A clerk"]},
            "This decision needs --name, --type or --sector.",
        ),
        (
            {"action": "join", "words": ["A clerk"]},
            "Give --words 2 times or more: the words that this decision is about.",
        ),
        (
            {"action": "split"},
            "Give --words once or more: the words that this decision is about.",
        ),
        (
            {"action": "attribution"},
            "Give --words once or more: the words that this decision is about.",
        ),
        (
            {"action": "no-claim", "words": ["the pier"]},
            "“the pier” can't be used: these words occur 2 times with the same text around them"
            + MORE,
        ),
        (
            {"action": "no-claim", "words": ["the lighthouse was dark"]},
            "“the lighthouse was dark” can't be used: these words are no longer in the text" + MORE,
        ),
        (
            {"action": "no-claim", "words": ["The ferry has crossed the bay each day since 1911"]},
            "“The ferry has crossed the bay each day since 1911” is not in the text word for word; "
            "quote the text exactly.",
        ),
        ({"action": "waive", "reason": "x"}, "This decision needs --rule."),
        ({"action": "waive", "rule": "hearsay"}, "This decision needs --reason."),
        (
            {"action": "waive", "rule": "pronoun", "reason": "x"},
            "The audit has no finding of the rule “pronoun”.",
        ),
        (
            {"action": "waive", "rule": "hearsay", "reason": "x"},
            "There are 2 findings of this rule at these words; say which one with --words.",
        ),
        (
            {"action": "waive", "rule": "hearsay", "reason": "x", "words": ["the bay"]},
            "There are no findings of this rule at these words; say which one with --words.",
        ),
        (
            {"action": "join", "words": ["A clerk", "Another clerk"], "name": "?"},
            "The decision is not valid: ",
        ),
        ({"action": "no-claim", "words": [FERRY], "note": " "}, "The decision is not valid: "),
    ],
)
def test_what_can_not_be_asked_for_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(OnRecordError) as caught:
        asked(**fields)
    if message.endswith(": "):
        assert str(caught.value).startswith(message)
    else:
        assert str(caught.value) == message


def test_an_audit_without_its_text_holds_no_words() -> None:
    bare = msgspec.structs.replace(AUDIT, article=msgspec.structs.replace(AUDIT.article, text=None))
    with pytest.raises(OnRecordError, match="no longer in the text"):
        decision_of(Request(action="no-claim", words=["the bay"]), bare, **WHO)


def test_a_decision_must_have_an_effect() -> None:
    check_effect(audited())
    check_effect(audited(NoClaim(on=on(FERRY), **WHO)))
    lost = NoClaim(on=Quote(exact="the lighthouse was dark"), **WHO)
    with pytest.raises(OnRecordError) as caught:
        check_effect(audited(lost))
    message = "The decision would have no effect: these words are no longer in the text."
    assert str(caught.value) == message
