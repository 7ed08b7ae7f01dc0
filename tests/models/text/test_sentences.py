"""Sentences: what newsroom copy does to a splitter."""

import pytest

from onrecord.models.text.view import TextView


def sentences(text: str) -> list[str]:
    view = TextView(text)
    return [text[slice(*one)] for part in view.paragraphs for one in view.sentences_of(part)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Oduya met Gen. Lund on Sept. 3.", "He left at 5 p.m.", "The talks went on."],
        ["Harlow v. Brackwater was decided in the U.S. District Court.", "Nobody appealed."],
        [
            "J. K. Marsh and J.K. Marsh Jr. own Tidewater Inc. of Calif., they said.",
            "Both deny it.",
        ],
        ["Prices rose 3.5 percent, to $1.20.", "No. 2 fell."],
        ["Was it No. 3?", "No.", "It was not."],
        ["He paused ... and went on.", "Then it was over..."],
        ["It was last week.", "She spoke to John.", "They sat in the park."],
        ["St. Agnes Hospital is on Main St. in Del. Ruiz's district.", "It is full."],
        ["Sen. Iris Vale, D-Ore., left.", "Lt. Gov. Tom Roe stayed."],
    ],
    ids=lambda expected: expected[0][:25],
)
def test_abbreviations_and_numbers_do_not_end_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ['"We are ready.', 'We have been for weeks," she said.'],
        ["“Is it safe?", "Nobody knows,” he said.", "Then he left."],
        ["''We count.", "We matter,'' he said."],
        ['"Will it hold?" she asked.', '"It will."'],
        ["“Stop!”", "The crowd fell silent."],
        ["He called it “a fine mess.”", "“Nobody asked us,” she said."],
    ],
    ids=lambda expected: expected[0][:25],
)
def test_quotations_may_hold_several_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_missing_space_still_ends_a_sentence() -> None:
    assert sentences('The pier is closed, he said."We will sue."') == [
        "The pier is closed, he said.",
        '"We will sue."',
    ]
    assert sentences("The pier closed.Nobody came.") == ["The pier closed.", "Nobody came."]
    assert sentences("“We go.”She left.") == ["“We go.”", "She left."]


def test_a_missing_space_inside_a_sentence_does_not() -> None:
    text = '"People here say,\'If that stops it,\'" she said, "we will."'
    assert sentences(text) == [text]


def test_addresses_on_the_web_are_no_sentence_ends() -> None:
    text = "See www.Brackwater.Example or courier.example/Pier.Html for more."
    assert sentences(text) == [text]


def test_odd_white_space_and_dashes() -> None:
    assert sentences("It rose.\u00a0 Then it fell -- fast.\u2003Nobody saw it.") == [
        "It rose.",
        "Then it fell -- fast.",
        "Nobody saw it.",
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\u2029"])
def test_paragraphs_part_sentences_however_they_are_set(gap: str) -> None:
    text = f"“The first goes on.{gap}“The second closes,” he said."
    assert sentences(text) == ["“The first goes on.", "“The second closes,” he said."]
    assert len(TextView(text).paragraphs) == 2


def test_a_line_without_words_is_a_sentence_of_its_own_paragraph() -> None:
    assert sentences("It rained.\n\n* * *\n\nIt stopped.") == ["It rained.", "* * *", "It stopped."]


def test_marks_alone_never_make_a_sentence_beside_words() -> None:
    assert sentences("He left. -- . !") == ["He left. -- . !"]


def test_a_stretch_of_text_has_the_pieces_of_its_sentences() -> None:
    text = "It rained. Mr. Vale left.\n\nNobody saw it."
    view = TextView(text)
    start, end = text.index("ained"), text.index("saw")
    assert [text[s:e] for s, e in view.sentences(start, end)] == [
        "ained.",
        "Mr. Vale left.",
        "Nobody ",
    ]
    assert view.sentences(10, 11) == []
