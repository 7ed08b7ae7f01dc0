"""What an audit's look-ups give: sources with their members, coverage, the writer's voice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.policy.evidence.reading import (
    Coverage,
    Reading,
    in_words,
    names_of,
    quoted,
    unique,
)
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution, Span
from tests.audit.policy.drafts import AIDE, CHIEF, LUND, draft
from tests.audit.reports.marked import Who

SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda one: (one[0], sum(one)))
CONTENTS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.lists(SPANS, max_size=3), st.booleans()),
    max_size=4,
    unique_by=lambda one: one[0],
)


def attribution(id: str, content: list[Span], source: str | None) -> Attribution:
    return Attribution(
        id=id,
        source=[],
        cue=[],
        content=sorted(content),
        style="indirect",
        kind="speech",
        code="P" if source else "N",
        label="named" if source else "anonymous",
        type="person" if source else "hearsay",
        source_id=source,
    )


@given(CONTENTS, SPANS, st.sampled_from([None, "a", "b"]))
def test_coverage_is_what_going_through_all_contents_finds(
    contents: list[tuple[str, list[Span], bool]], span: Span, but: str | None
) -> None:
    made = [attribution(id, spans, "s1" if told else None) for id, spans, told in contents]
    expected = any(
        start <= span[0] and span[1] <= end
        for one in made
        if one.source_id and one.id != but
        for start, end in one.content
    )
    assert Coverage(made).covers(span, but) == expected


MARKED = (
    "Bridge closed\n\n"
    "{1s|Two officials} {1c|said} {1q|the bridge had rusted}. "
    "I saw it with my brother. “We wept,” read a sign there.\n\n"
    "{2s|One of the officials} {2c|said} {2q|we should close it}.\n\n"
    "{3s|Ada Lund} {3c|decided} {3q|to close the bridge}. {4s|The fire chief} {4c|said} {4q|so}."
)
OFFICIALS = Who("two officials", "group", "government", insider=True, count=2)
MEMBER = Who("one of the officials", "individual", "government", insider=True, member_of="s1")
SOURCES = {"s1": OFFICIALS, "s2": MEMBER, "s3": LUND, "s4": CHIEF}


@pytest.fixture(scope="module")
def reading() -> Reading:
    audit, text = draft(MARKED, SOURCES, "s1 s2 s3 s4", title="Bridge closed")
    return Reading(audit, TextView(text))


def test_a_member_counts_for_its_group(reading: Reading) -> None:
    group = reading.by_id["s1"]
    assert [source.id for source in reading.sources] == ["s1", "s3", "s4"]
    assert [source.id for source in reading.family(group)] == ["s1", "s2"]
    words = [reading.words(span) for span in reading.mentions_of(group)]
    assert words == ["Two officials", "One of the officials"]
    assert [a.source_id for a in reading.attributions_of(group)] == ["s1", "s2"]
    assert len(reading.claims_of(group)) == 2
    assert reading.place_of(group) == [reading.mentions_of(group)[0]]
    assert reading.family(reading.by_id["s2"]) == []


def test_the_rules_are_about_who_speaks(reading: Reading) -> None:
    assert [source.id for source in reading.anonymous] == ["s1"]
    assert [source.id for source in reading.role_sources] == ["s4"]
    marked = "{1s|An aide} {1c|signed} {1q|the order to close the bridge}."
    audit, text = draft(marked, {"s1": AIDE}, "s1")
    assert Reading(audit, TextView(text)).anonymous == []


def test_the_writers_voice_is_outside_claims_and_quotations(reading: Reading) -> None:
    assert reading.own_voice.pronouns == 2
    assert reading.own_voice.words == sum(
        len(reading.words(span).split())
        for claim in reading.audit.claims
        if claim.label == "unsourced"
        for span in claim.spans
    )


def test_places_in_the_text(reading: Reading) -> None:
    at = reading.text.index("decided")
    start, end = reading.sentence_of(at)
    assert reading.text[start:end] == "Ada Lund decided to close the bridge."
    gap = reading.text.index("\n")
    assert reading.sentence_of(gap) == (gap, gap + 1)
    assert list(reading.places_of("bridge")) == [
        i for i in range(len(reading.text)) if reading.text.startswith("bridge", i)
    ]
    assert reading.front.splitlines()[0] == "Bridge closed"
    assert {"bridge", "closed"} <= reading.front_words


def test_claims_are_found_by_attribution_and_id(reading: Reading) -> None:
    for one in reading.audit.attributions:
        assert {claim.attribution_id for claim in reading.claims_from(one)} <= {one.id}
    last, first = reading.audit.claims[-1], reading.audit.claims[0]
    assert reading.claims_by_id([last.id, first.id]) == [last, first]
    assert reading.confidence([]) == 1.0
    assert reading.confidence(reading.attributed) == min(c.confidence for c in reading.attributed)


def test_a_quotation_in_a_message_can_be_taken_out_again() -> None:
    assert quoted('He said “no”\n and  "yes".') == "“He said ‘no’ and ’yes’”"
    assert quoted(" ".join(map(str, range(14)))).endswith("13”")
    assert quoted(" ".join(map(str, range(15)))).endswith("13…”")


def test_lists_in_messages() -> None:
    assert in_words(["a"], 3) == "a"
    assert in_words(["a", "b", "c"], 3) == "a, b and c"
    assert in_words(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert unique("abcab") == ["a", "b", "c"]
    sources = [reading_source(name) for name in ("x #2", "y", "z", "w")]
    assert names_of(sources) == "“x”, “y”, “z” and 1 more"
    assert names_of(sources[:2]) == "“x”, “y”"


def reading_source(name: str):  # type: ignore[no-untyped-def]
    audit, _ = draft("{1s|X} {1c|said} {1q|so}.", {"s1": Who(name, "person")}, "s1")
    return audit.sources[0]
