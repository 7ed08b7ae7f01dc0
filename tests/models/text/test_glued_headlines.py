"""Headlines that a crawler glued into sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.text.glued_headlines import glued_headlines
from onrecord.models.text.sentences import sentence_spans
from tests.audit.reports.cases import audit_of

CARDS = [
    "Sen. Ada Lund Ada Marie LundWhy did the pier close? Lund: nobody asked. Vote fails MORE "
    "(D-Ohio) said that the pier would open in May.",
    "He told Mayor Tom Ridge Thomas (Tom) RidgeThe morning report: who pays? Ridge sues the town "
    "MORE’s office that he would stay.",
    "Reps. Ines Cole Ines ColeShe won. Then she lost. MORE (R-N.Y.) and Amos Bray Amos Lee "
    "Bray5 things to know. Bray quits MORE (R-Pa.) voted no.",
]


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text, (0, len(text)), frozenset())]


@pytest.mark.parametrize("card", CARDS)
def test_they_break_no_sentence(card: str) -> None:
    text = f"The vote was close. {card} The session ended at noon."
    assert sentences(text) == ["The vote was close.", card, "The session ended at noon."]


@pytest.mark.parametrize("card", CARDS)
def test_they_go_from_behind_the_name_to_the_word_that_ends_them(card: str) -> None:
    for start, end in glued_headlines(card):
        assert card[start - 1].islower() and not card[start].islower()
        assert card[:end].endswith(" MORE")
    assert len(glued_headlines(card)) == card.count("MORE")


@pytest.mark.parametrize(
    "line",
    [
        "YouTube took it down. The mayor wants MORE of it, she said. So do I.",
        "Lund spoke to McLund. “We need MORE,” she said. The hall cheered.",
        "Ada Lund said so. Ada Lund wants MORE.",
    ],
)
def test_other_capitals_are_none(line: str) -> None:
    assert glued_headlines(line) == []


@given(st.text(st.sampled_from("Lund LMORE aA.?\n"), max_size=80))
def test_they_stand_apart_and_inside_the_line(line: str) -> None:
    last = 0
    for start, end in glued_headlines(line):
        assert last <= start < end <= len(line) and "\n" not in line[start:end]
        last = end


def test_their_words_are_no_claim() -> None:
    text = (
        "HARROW — The vote on the pier was close, and the hall was full until midnight.\n\n"
        "Sen. Ada Lund Ada Marie LundThe morning report: who pays for the new harbour wall? Lund"
        " sues the town over her own fence MORE (D-Ohio) said that she would vote no in May."
    )
    claims = audit_of(text).claims
    held = [text[start:end] for claim in claims for start, end in claim.spans]
    assert not any("who pays" in words or "her own fence" in words for words in held)
    assert any("The vote on the pier" in words for words in held)
