"""Finding the words that a decision quotes, also where the draft has changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.decisions.quotes import NoMatchError, QuoteFinder
from onrecord.audit.decisions.types import Quote
from onrecord.models.config import QuoteConfig
from onrecord.models.text.words import word_spans
from onrecord.models.types import Span
from tests.audit.decisions.made import quoted
from tests.audit.random_articles import texts

DRAFT = (
    "The harbour board of Tolverne met on Monday night. “We have no money for a new crane,” said "
    "its chair, Ida Brask.\n\nShe said that the old crane had failed two inspections since May. "
    "A dock worker said that nobody had told the crews. She said nothing of the cost.\n\n"
    "The board will meet again in April, and the crane will stay in use until then."
)
CRANE = "that the old crane had failed two inspections since May"


def found(draft: str, quote: Quote) -> tuple[str, bool]:
    span, changed = QuoteFinder(draft).find(quote)
    return draft[span[0] : span[1]], changed


def test_changes_elsewhere_make_no_difference() -> None:
    later = "Correction: the chair is Ida Brask.\n\n" + DRAFT.replace("on Monday night", "late")
    assert found(later, quoted(DRAFT, CRANE)) == (CRANE, False)


def test_line_breaks_and_shapes_of_marks_make_no_difference() -> None:
    quote = quoted(DRAFT, "“We have no money for a new crane,”")
    later = DRAFT.replace("“", '"').replace("”", '"').replace("no money", "no\n  money")
    assert found(later, quote) == ('"We have no\n  money for a new crane,"', False)


@pytest.mark.parametrize(
    "reworded",
    [
        "that the old crane failed two inspections since last May",
        "that the crane had failed two inspections since May",
        "that the 40-year-old crane had failed two inspections since May",
    ],
)
def test_reworded_words_are_found_and_marked(reworded: str) -> None:
    assert found(DRAFT.replace(CRANE, reworded), quoted(DRAFT, CRANE)) == (reworded, True)


def test_a_moved_passage_is_found_and_marked() -> None:
    moved = f"{DRAFT.replace(f'She said {CRANE}. ', '')}\n\nThe chair told the board {CRANE}."
    assert found(moved, quoted(DRAFT, CRANE)) == (CRANE, True)


def test_words_that_are_gone_match_nothing_like_them() -> None:
    gone = DRAFT.replace(f"She said {CRANE}. ", "")
    with pytest.raises(NoMatchError, match="no longer"):
        QuoteFinder(gone).find(quoted(DRAFT, CRANE))


def test_a_short_mention_is_told_by_what_stands_around() -> None:
    at = DRAFT.index("She said nothing")
    quote = QuoteFinder(DRAFT).quote(DRAFT, (at, at + 3))
    assert QuoteFinder(DRAFT).find(quote).span == (at, at + 3)
    later = DRAFT.replace("had told the crews", "told the crews about it")
    assert QuoteFinder(later).find(quote).span[0] == later.index("She said nothing")


def test_a_short_mention_whose_surroundings_are_gone_matches_no_other() -> None:
    at = DRAFT.index("She said nothing")
    quote = QuoteFinder(DRAFT).quote(DRAFT, (at, at + 3))
    gone = DRAFT.replace(
        "A dock worker said that nobody had told the crews. She said nothing of", ""
    )
    with pytest.raises(NoMatchError):
        QuoteFinder(gone).find(quote)


def test_words_that_stand_twice_are_not_guessed_at() -> None:
    with pytest.raises(NoMatchError, match="2 times"):
        QuoteFinder(DRAFT).find(Quote(exact="She said"))


@pytest.mark.parametrize("cut", ["crane", "s were old", "he cranes", "ranes", "he"])
def test_no_word_is_cut(cut: str) -> None:
    for text in ("The cranes were old.", "A b cranes were old."):
        with pytest.raises(NoMatchError):
            QuoteFinder(text).find(Quote(exact=cut))


def test_six_words_that_stand_once_are_found_whatever_stands_around() -> None:
    around = {"prefix": "In a town far inland, ", "suffix": " because it was worn out."}
    assert found(DRAFT, Quote(exact="old crane had failed two inspections", **around)) == (
        "old crane had failed two inspections",
        True,
    )
    with pytest.raises(NoMatchError, match="no longer"):
        QuoteFinder(DRAFT).find(Quote(exact="crane had failed two inspections", **around))


@pytest.mark.parametrize("beside", ["She said that the old", "A dock worker said that"])
def test_other_text_on_one_side_is_a_change(beside: str) -> None:
    later = DRAFT.replace(beside, beside.replace("said", "told us"))
    quote = quoted(DRAFT, "crane had failed two inspections since May")
    assert found(later, quote) == ("crane had failed two inspections since May", True)


def test_of_two_places_the_more_alike_is_meant() -> None:
    near, far = CRANE.replace("failed", "passed"), CRANE.replace("failed two", "been at one")
    for text in (f"{near}. Rain fell. {far}.", f"{far}. Rain fell. {near}."):
        assert found(text, Quote(exact=CRANE)) == (near, True)


def test_words_must_be_as_alike_as_the_config_says() -> None:
    quote = Quote(exact=CRANE.replace("failed", "foiled"))
    alike = 2 * (len(CRANE) - 1) / (2 * len(CRANE))
    for limit, is_found in ((alike, True), (alike + 1e-6, False)):
        finder = QuoteFinder(DRAFT, QuoteConfig(alike=limit))
        if is_found:
            span, changed = finder.find(quote)
            assert (DRAFT[slice(*span)], changed) == (CRANE, True)
        else:
            with pytest.raises(NoMatchError, match="no longer"):
                finder.find(quote)


def test_the_most_alike_place_is_found_wherever_it_stands() -> None:
    other = "Nobody knows how many of the boats were sold that year or to whom. " * 10
    reworded = "that the crane had failed two inspections since May"
    for text in (f"{other}She said {reworded}. {other}", f"{reworded}. {other}", other + reworded):
        assert found(text, Quote(exact=CRANE)) == (reworded, True)


def test_long_passages_are_found_after_a_change() -> None:
    numbered = [f"line{n} of the report on the harbour says {n * n}" for n in range(1, 17)]
    passage = ", ".join(numbered)
    reworded = passage.replace("the report on the harbour", "a report", 3)
    draft = f"Rain fell. {passage}. It was over."
    later = f"It had rained. {reworded}. It was all over by then."
    assert found(later, quoted(draft, passage)) == (reworded, True)


@st.composite
def spots(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts.filter(lambda text: len(word_spans(text)) > 0))
    words = word_spans(text)
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    return text, (words[first][0], words[last][1])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(spots(), st.booleans())
def test_what_is_quoted_is_found_where_it_stands(spot: tuple[str, Span], before: bool) -> None:
    text, span = spot
    quote = QuoteFinder(text).quote(text, span)
    grown = "A line of its own.\n\n" + text if before else text + "\n\nA line of its own."
    moved = len(grown) - len(text) if before else 0
    try:
        match = QuoteFinder(grown).find(quote)
    except NoMatchError:
        return  # in the same surroundings, or nearly so, elsewhere too
    if not match.changed:
        assert grown[match.span[0] : match.span[1]].split() == text[span[0] : span[1]].split()
        if QuoteFinder(text)._even.count(" ".join(quote.exact.split())) == 1:
            assert match.span == (span[0] + moved, span[1] + moved)
