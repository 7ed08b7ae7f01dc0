"""Decisions in words, and decisions from what the page asks for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.decisions.quotes import QuoteFinder
from onrecord.desk.pieces.asked_decisions import BadDecisionError, decision_asked
from onrecord.desk.pieces.decision_words import decision_sentence
from tests.desk.drafts import FERRY
from tests.desk.web.client import span

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def asked(decision: str, **fields: Any) -> dict[str, Any]:
    return {"decision": decision, **fields}


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (
            asked("label", on=span(FERRY, "failed an inspection"), label="unsourced"),
            "“failed an inspection” is unsourced.",
        ),
        (
            asked("speaker", on=span(FERRY, "lost nine"), name="Lena Osgood", type="person"),
            "“lost nine” comes from Lena Osgood, of the type “person”.",
        ),
        (
            asked("join", sources=[span(FERRY, "Lena Osgood"), span(FERRY, "Residents")]),
            "“Lena Osgood” and “Residents” are one source.",
        ),
        (
            asked("split", mentions=[span(FERRY, "Residents")], name="Islanders"),
            "“Residents” is another source, called Islanders.",
        ),
        (
            asked("source", on=span(FERRY, "Lena Osgood"), name="L. Osgood"),
            "The source “Lena Osgood” is called L. Osgood.",
        ),
        (
            asked("source", on=span(FERRY, "Lena Osgood"), sector="business"),
            "The source “Lena Osgood” is of the sector “business”.",
        ),
        (asked("no-claim", on=span(FERRY, "lost nine")), "“lost nine” makes no claim."),
        (
            asked("attribution", content=[span(FERRY, "to be angry")]),
            "“to be angry” is hearsay.",
        ),
        (
            asked("waive", rule="hearsay", reason="It was on the radio."),
            "The finding hearsay may stand: It was on the radio.",
        ),
    ],
)
def test_sentences(decision: dict[str, Any], sentence: str) -> None:
    made = decision_asked(decision, FERRY, by="Ines Marlow", at=AT, after=None)
    assert decision_sentence(made) == sentence


@given(st.data())
def test_offsets_become_a_quotation_that_is_found_again(data: st.DataObject) -> None:
    words = [i for i, c in enumerate(FERRY) if c.isalnum()]
    start = data.draw(st.sampled_from(words))
    end = data.draw(st.integers(start + 1, min(len(FERRY), start + 80)))
    decision = {"decision": "no-claim", "on": {"start": start, "end": end}}
    made = decision_asked(decision, FERRY, by="Ines Marlow", at=AT, after=None)
    assert made.on.exact == FERRY[start:end]  # type: ignore[union-attr]
    whole = not (FERRY[start - 1 : start].isalnum() or FERRY[end : end + 1].isalnum())
    if whole and FERRY[end - 1].isalnum():
        assert QuoteFinder(FERRY).find(made.on).span == (start, end)  # type: ignore[union-attr,arg-type]


def test_a_clock_that_went_back_doesn_t_turn_the_order_round() -> None:
    later = AT + timedelta(hours=1)
    decision = asked("no-claim", on=span(FERRY, "lost nine"))
    made = decision_asked(decision, FERRY, by="Ines Marlow", at=AT, after=later)
    assert made.at > later


@pytest.mark.parametrize("by_page", [{"by": "Mallory"}, {"at": "2001-01-01T00:00:00Z"}])
def test_the_page_cannot_say_who_decides_or_when(by_page: dict[str, Any]) -> None:
    decision = {**asked("no-claim", on=span(FERRY, "lost nine")), **by_page}
    made = decision_asked(decision, FERRY, by="Ines Marlow", at=AT, after=None)
    assert (made.by, made.at) == ("Ines Marlow", AT)


def test_what_is_no_decision() -> None:
    nested: Any = []
    for _ in range(2_000):
        nested = [nested]
    for decision in ({"decision": "no-claim", "on": nested}, {"decision": "no-claim"}):
        with pytest.raises(BadDecisionError):
            decision_asked(decision, FERRY, by="Ines Marlow", at=AT, after=None)
