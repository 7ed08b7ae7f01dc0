"""What holds of decisions, whatever the article and whatever was decided."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.audit.assemble import assemble
from onrecord.audit.decisions.load import as_file
from onrecord.audit.decisions.quotes import QuoteFinder
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
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.models.labels import LABEL_OF_CODE, LABELS
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, Span
from tests.audit.decisions.made import made, quoted_at
from tests.audit.random_articles import analyses, texts

NOBODY = ModelInfo(name="nobody", version="0", runtime="none", signature="0" * 16)
POLICY = load_policy("strict")
TYPES = ("person", "organisation", "confidential", "individual", "group", "unidentified")


@st.composite
def decisions(draw: st.DrawFn, text: str) -> list[Decision]:
    """Up to eight decisions on words of `text`, some on words that it has never had."""
    words = word_spans(text)

    def quote() -> Quote:
        if not words or draw(st.integers(0, 9)) == 0:
            return Quote(exact="Nobody has ever written this here before.")
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, min(len(words) - 1, first + 12)))
        return quoted_at(text, (words[first][0], words[last][1]))

    names = st.sampled_from(["s-P", "s-O", "Ada Pell", "Ann Vale"])
    makers: list[Callable[[int], Decision]] = [
        lambda n: SetLabel(on=quote(), label=draw(st.sampled_from(LABELS)), **made(n)),
        lambda n: SetSpeaker(on=quote(), name=draw(names), **made(n)),
        lambda n: SetSpeaker(on=quote(), mention=quote(), **made(n)),
        lambda n: Join(sources=[quote(), quote()], **made(n)),
        lambda n: Split(mentions=[quote()], name=draw(names), **made(n)),
        lambda n: SetSource(on=quote(), type=draw(st.sampled_from(TYPES)), **made(n)),
        lambda n: NoClaim(on=quote(), **made(n)),
        lambda n: AddAttribution(content=[quote()], source=quote(), cue=quote(), **made(n)),
        lambda n: AddAttribution(content=[quote(), quote()], name=draw(names), **made(n)),
        lambda n: AddAttribution(content=[quote()], **made(n)),
        lambda n: Waive(rule="hearsay", reason="settled", on=[quote()], **made(n)),
    ]
    chosen = draw(st.lists(st.sampled_from(makers), max_size=8))
    return [maker(n) for n, maker in enumerate(chosen)]


@st.composite
def decided(draw: st.DrawFn) -> tuple[str, Analysis, list[Decision]]:
    text = draw(texts)
    return text, draw(analyses(text)), draw(decisions(text))


def audited(text: str, found: Analysis, made: list[Decision] | None) -> Audit:
    return assemble(
        Document(id="x", text=text),
        found,
        model=NOBODY,
        policy=POLICY,
        decisions=None if made is None else as_file(made),
    )


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decided())
def test_each_is_applied_overruled_or_listed(case: tuple[str, Analysis, list[Decision]]) -> None:
    text, found, made = case
    audit = audited(text, found, made)
    outcome = audit.decisions
    assert outcome is not None
    assert outcome.applied + len(outcome.overruled) + len(outcome.unmatched) == len(made)
    assert len(outcome.fuzzy) <= outcome.applied


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decided())
def test_the_audit_stays_whole(case: tuple[str, Analysis, list[Decision]]) -> None:
    audit = audited(*case)
    ids = {source.id: source for source in audit.sources}
    attributions = {one.id: one for one in audit.attributions}
    assert len(ids) == len(audit.sources)
    assert len(attributions) == len(audit.attributions)
    for one in audit.attributions:
        assert one.label == LABEL_OF_CODE[one.code]
        assert (one.type == "hearsay") == (one.source_id is None)
        assert one.parent_id is None or one.parent_id in attributions
        for pieces in (one.source, one.cue, one.content):
            assert apart(pieces)
        if one.source_id is not None:
            source = ids[one.source_id]
            assert (one.label, one.type) == (source.label, source.type)
    for source in audit.sources:
        assert source.member_of is None or source.member_of in ids
        assert source.member_of != source.id
    for claim in audit.claims:
        assert claim.source_id is None or claim.source_id in ids
        if claim.attribution_id is not None:
            assert claim.label == attributions[claim.attribution_id].label
        assert not (claim.decided and (claim.review or claim.confidence < 1))
    claimed = [
        word for claim in audit.claims for span in claim.spans for word in inside(span, case)
    ]
    assert len(claimed) == len(set(claimed))
    words = audit.balance.accounting
    total = (
        words.claims + words.sources + words.cues + words.grants
        + words.front_or_back + words.questions + words.other
    )  # fmt: skip
    assert total == audit.article.words
    assert words.claims == len(claimed)


def apart(spans: list[Span]) -> bool:
    return all(a[1] <= b[0] for a, b in pairwise(spans))


def inside(span: Span, case: tuple[str, Analysis, list[Decision]]) -> list[Span]:
    return [word for word in word_spans(case[0]) if word[0] < span[1] and word[1] > span[0]]


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decided())
def test_no_decisions_change_nothing(case: tuple[str, Analysis, list[Decision]]) -> None:
    text, found, _ = case
    bare, none = audited(text, found, None), audited(text, found, [])
    assert none.decisions is not None
    assert none.decisions.applied == 0
    assert (none.attributions, none.claims, none.sources, none.balance, none.findings) == (
        bare.attributions,
        bare.claims,
        bare.sources,
        bare.balance,
        bare.findings,
    )


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decided())
def test_the_last_decision_on_words_is_what_the_audit_says(
    case: tuple[str, Analysis, list[Decision]],
) -> None:
    text, found, made = case
    audit = audited(text, found, made)
    assert audit.decisions is not None
    if audit.decisions.applied < len(made):
        return
    # Nothing was overruled, so that what each of them says is so.
    finder = QuoteFinder(text)
    for one in made:
        if not isinstance(one, NoClaim | SetLabel):
            continue
        start, end = finder.find(one.on).span
        for claim in audit.claims:
            if isinstance(one, NoClaim):
                assert all(e <= start or s >= end for s, e in claim.spans)
            elif all(start <= s and e <= end for s, e in claim.spans):
                assert claim.label == one.label
                assert claim.decided
