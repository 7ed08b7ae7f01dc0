"""Headlines: known by the title, by how they look, and apart from credits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.segment.headlines import (
    ends_openly,
    headline_spans,
    is_title_case,
    looks_like_crosshead,
    looks_like_headline,
    same_headline,
    words_of,
)
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView

TITLE = "Council Closes Ferry Pier After Storm | The Brackwater Courier"


@pytest.mark.parametrize(
    "line", [TITLE, TITLE.upper(), "Council closes ferry pier", "Ferry pier, after:"]
)
def test_a_headline_is_its_title_or_a_part_of_it(line: str) -> None:
    assert same_headline(line, TITLE)


@pytest.mark.parametrize("line", ["", "?!", "Ferry pier", "Council shuts ferry pier", TITLE + " x"])
def test_few_words_other_words_and_more_words_are_none(line: str) -> None:
    assert not same_headline(line, TITLE)


def test_a_short_title_is_matched_whole() -> None:
    assert same_headline("Pier closes!", "Pier closes")
    assert not same_headline("Pier", "Pier closes")
    assert not same_headline("Pier", None)
    assert not same_headline("Pier", "")


@given(
    st.lists(st.sampled_from(["Pier", "closes", "in", "May"]), min_size=3, max_size=6), st.data()
)
def test_any_three_words_in_a_row_are_a_part(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 3))
    end = data.draw(st.integers(start + 3, len(words)))
    assert same_headline(" – ".join(words[start:end]).upper(), " ".join(words))


def test_words_are_compared_without_case_and_marks() -> None:
    assert words_of("“The FERRY’s Pier”") == ["the", "ferry", "s", "pier"]


@pytest.mark.parametrize("end", [".", "?", "!", ":", ",", "…", "—", ".”", "?’)", ". "])
def test_a_mark_closes_a_line(end: str) -> None:
    assert not ends_openly("The pier closes" + end)
    assert ends_openly(f"The pier closes{end} in May")


def test_title_case_needs_four_words_and_nearly_all_with_capitals() -> None:
    assert is_title_case("Council Closes the Ferry Pier in May.")
    assert not is_title_case("Council Closes Pier")
    assert not is_title_case("Council Closes Ferry pier")
    nine = "Ada Ben Cal Dan Eve Fay Gil Hal Ivy"
    assert is_title_case(f"{nine} left")
    assert not is_title_case(f"{nine} left early")


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ("Council closes ferry pier", True),
        ("Council Closes the Old Ferry Pier.", True),
        ("The council closed the old ferry pier.", False),
        (" ".join(["word"] * 30), True),
        (" ".join(["word"] * 31), False),
        ("* * *", False),
    ],
)
def test_the_look_of_a_headline(line: str, looks: bool) -> None:
    assert looks_like_headline(line) == looks


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ("What comes next", True),
        ("“A hard choice”", True),
        ("what comes next", False),
        ("What comes next?", False),
        ("- What comes next", False),
        ("The One Two Three Four Five Six Seven", True),
        ("The One Two Three Four Five Six Seven Eight", False),
        ("Pneumono" * 15, True),
        ("Pneumono" * 16, False),
        ("—", False),
    ],
)
def test_the_look_of_a_crosshead(line: str, looks: bool) -> None:
    assert looks_like_crosshead(line) == looks


def test_headlines_are_the_front_without_credits_and_datelines() -> None:
    text = (
        "Council Closes Ferry Pier After Storm\n\n"
        "By Nora Quill\n\n"
        "Published: 3 May 2024\n\n"
        "BRACKWATER (Reuters) - The ferry pier will close, the council of Brackwater said.\n\n"
        "“It was a hard choice,” said Nora Quill, who leads the council.\n\n"
        "What comes next\n\n"
        "Residents have until Friday to object to the plan."
    )
    found = [text[s:e] for s, e in headline_spans(text, segment(TextView(text)))]
    assert found == ["Council Closes Ferry Pier After Storm", "What comes next"]
