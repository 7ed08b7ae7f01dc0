"""Which numbers are figures that a reader could ask the source of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.balance.figure_patterns import FIGURES
from onrecord.audit.balance.stated_figures import figures_in, prefiltered
from tests.growth import is_linear

#: What figures are made of, and what stands between.
_PARTS = """
    1 2nd 3rd 12 40,000 2016 % percent per cent percentage points one two Three ten a an the in of
    out every million thousands Hundred bn m $ € US$ second third fourth most least largest Worst
    ranked rank as No. number top record high all-time an unprecedented ever city since half
    two-thirds quarter fifths more than killed deaths miLLıon hALf ſeventh thouſand
"""
PARTS = st.sampled_from(_PARTS.split())
BETWEEN = st.sampled_from([" ", " ", " ", "-", "", ", ", "\u00a0"])
FIGURED = st.lists(st.tuples(PARTS, BETWEEN).map("".join), max_size=12).map("".join)


def found(text: str) -> list[tuple[str, str]]:
    return [(kind, text[slice(*span)]) for kind, span in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Sales rose 4.5% to $1.2bn.", [("share", "4.5%"), ("number", "$1.2bn")]),
        ("Some 40,000 people marched.", [("number", "40,000")]),
        ("It cost three million euros.", [("number", "three million")]),
        ("One in five children is poor.", [("share", "One in five")]),
        ("Two-thirds of the roofs leak.", [("share", "Two-thirds of")]),
        ("More than half stayed at home.", [("share", "More than half")]),
        ("Sixty per cent voted.", [("share", "Sixty per cent")]),
        ("It is the second-largest port.", [("ranking", "second-largest")]),
        ("The school ranked third last year.", [("ranking", "ranked third")]),
        ("It is the tallest mast in the city.", [("superlative", "tallest")]),
        ("It was the most expensive flat ever sold.", [("superlative", "the most expensive")]),
        ("The blast killed 17 sailors.", [("number", "killed 17")]),
        ("Profits hit a record high.", [("superlative", "record high")]),
        ("In 250 cases nobody came.", [("number", "250")]),
        ("Hundreds of boats sank.", [("number", "Hundreds of")]),
        ("About 2000 jobs are gone.", [("number", "2000")]),
    ],
)
def test_figures(text: str, figures: list[tuple[str, str]]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "The fire broke out on March 13, 2016.",
        "It opened on 14 July 1998 and closed in the 1990s or in 2004-05.",
        "He was born in '68 and came in Sept. 1999.",
        "The doors open at 7.30pm, 20:15 GMT or at 11 o'clock.",
        "Ada Lund, 45, met a 19-year-old and a man aged 33.",
        "Tom Bray (62) joined 15 years ago and left after 30 minutes.",
        "The home side won 3-1, after a 22-17 defeat.",
        "They flew a Boeing 747 and an A380 over Route 66 under Article 50.",
        "It is one of the largest schools in the county.",
        "He feared the worst, but the biggest problem was the rain.",
        "The mast is 215 feet high; call 555-0142.",
        "Before the 2014 protests, 12 jurors sat there.",
        "He came back in the second half of the season.",
        "He had two sisters and three of them came.",
        "At least she did the most of it; the latest one was the rest.",
        "He works 24/7 since 9/11.",
        "The town hall was closed on Friday.",
    ],
)
def test_dates_ages_scores_and_names_are_none(text: str) -> None:
    assert found(text) == []


def test_offsets_are_into_the_whole_text() -> None:
    text = "Nobody knew. It cost 700 crowns. It cost 900 crowns."
    assert [text[slice(*s)] for _, s in figures_in(text, 12, 32)] == ["700"]


def test_words_state_one_figure_wherever_they_stand() -> None:
    text = "Nobody knew. It is the second-largest port in the county. Some 40,000 people came."
    found = figures_in(text, text.index("It"), text.index(" Some"))
    assert [(kind, text[slice(*span)]) for kind, span in found] == [("ranking", "second-largest")]
    found = figures_in(text, text.index("It"))
    assert [kind for kind, _ in found] == ["ranking", "number"]
    found = figures_in(text.replace("Some", "It has the tallest mast in the county. Some"))
    assert [kind for kind, _ in found] == ["ranking", "superlative", "number"]


@pytest.mark.slow
def test_time_grows_in_proportion_to_a_row_of_digits() -> None:
    def rows(size: int) -> str:
        return "1," * (size // 4) + "A." * (size // 4)

    assert is_linear(figures_in, rows, size=400_000)


@given(FIGURED)
def test_no_figure_is_stated_without_its_prefilter(text: str) -> None:
    stated = {kind for kind, pattern in FIGURES.items() if pattern.search(text)}
    assert stated <= set(prefiltered(text))
