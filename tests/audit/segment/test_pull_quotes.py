"""Paragraphs that repeat others, and what desks put between paragraphs of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.segment.pull_quotes import repeating_paragraphs
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView
from tests.growth import is_linear

#: So few different words that rows of them come again.
WORDS = st.lists(st.sampled_from(("we", "ran", "out")), min_size=1, max_size=9)
STORY = [
    "The ferry will stop in May, Mayor Ada Fosse said on Monday.",
    "“We ran out of money before we ran out of projects,” said Ada Fosse, who runs the harbor.",
    "The harbor has had three directors in four years. None of them stayed for a winter.",
    "“It was a hard choice,” she said, and she said it twice.",
]


def zone_of(insert: str, place: int = 2) -> str:
    """The zone of a line that stands between paragraphs of a story."""
    lines = [*STORY[:place], insert, *STORY[place:]]
    text = "\n\n".join(lines)
    at = text.index(insert)
    return next(s.zone for s in segment(TextView(text)) if s.span[0] >= at)


@pytest.mark.parametrize(
    "quote",
    [
        "“We ran out of money before we ran out of projects”",
        "We ran out of money before we ran out of projects.",
        "“We ran out of money before we ran out of projects.” — Ada Fosse",
    ],
)
@pytest.mark.parametrize("place", [1, 3])
def test_a_pull_quote_is_no_body_wherever_it_stands(quote: str, place: int) -> None:
    assert zone_of(quote, place) not in ("body", "question")


def test_what_is_said_once_stays_body() -> None:
    assert zone_of("“We ran out of money before we ran out of patience,” he said.") == "body"
    assert repeating_paragraphs(["He said that we ran out of money."] * 2) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our weekly newsletter and never miss a story.",
        "Also read | Harbor director wants a new pier by spring",
        "WATCH: The last ferry leaves the pier",
        "Follow @HarborTimes on Twitter for more.",
        "© 2021 Harbor Times. All rights reserved.",
        "Correction: An earlier version gave the wrong month.",
        "Updated at 3:12 p.m. on Monday",
        "(This story has not been edited by our staff and comes from a feed.)",
        "12 comments",
    ],
)
def test_furniture_is_no_body_in_the_middle_of_a_text(line: str) -> None:
    assert zone_of(line) not in ("body", "question")


@pytest.mark.parametrize(
    "line",
    [
        "Follow-up inspections are planned for June, when the pier is dry.",
        "Watch committees met in every harbor on the coast last year.",
        "Sign language will be taught at the school from September on.",
        "Live music was heard from the pier until three in the morning.",
    ],
)
def test_sentences_that_begin_like_furniture_stay_body(line: str) -> None:
    assert zone_of(line) == "body"


def test_the_time_of_a_live_blogs_entry_is_no_body() -> None:
    text = (
        "Storm Ola: live updates\n\n11:02 a.m.: The bridge is closed.\n\n"
        "Update, 10.40 — Ferries are late.\n\n[09:15] Power is out in the whole of the harbor."
    )
    zones = [(s.zone, text[slice(*s.span)]) for s in segment(TextView(text))]
    assert [words for zone, words in zones if zone == "body"] == [
        "The bridge is closed.",
        "Ferries are late.",
        "Power is out in the whole of the harbor.",
    ]
    alone = "The storm came at night.\n\n11:02 a.m. Tuesday was the time of the flood."
    assert all(s.zone == "body" for s in segment(TextView(alone)))


@pytest.mark.slow
@given(st.lists(WORDS, max_size=7))
def test_a_paragraph_repeats_a_longer_one_with_all_its_rows_of_words(
    paragraphs: list[list[str]],
) -> None:
    rows = [{tuple(words[i : i + 4]) for i in range(len(words) - 3)} for words in paragraphs]
    expected = {
        n
        for n, words in enumerate(paragraphs)
        if len(words) > 4
        and any(
            len(other) > len(words) and rows[n] <= of_other
            for other, of_other in zip(paragraphs, rows, strict=True)
        )
    }
    assert repeating_paragraphs([" ".join(words) for words in paragraphs]) == expected


@pytest.mark.slow
def test_time_grows_with_the_text() -> None:
    def lines(size: int) -> str:
        return "we ran out of money\n" * (size // 40) + "we ran out of money again\n" * (size // 40)

    assert is_linear(lambda text: repeating_paragraphs(text.split("\n")), lines)
