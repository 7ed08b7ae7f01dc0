"""What the words of a mention say by themselves; all names are invented."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.models.lexicon.counts import group_count, member_noun, membership
from onrecord.models.lexicon.mention_kinds import MentionKind, mention_kind
from onrecord.models.lexicon.names import name_words, same_name
from onrecord.models.lexicon.nouns import head_noun


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("She", "pronoun"),
        ("they", "pronoun"),
        ("we're", "pronoun"),
        ("who", "relative"),
        ("Tilda Ravn", "name"),
        ("Mr. Ravn", "name"),
        ("Ravn", "name"),
        ("Sanders", "name"),
        ("President Oskar Vane of Norland", "name"),
        ("Tilda Ravn, an analyst at Orrin Capital,", "name"),
        ("the port's director, Jo Lanyon", "name"),
        ("the Harbour Office", "name"),
        ("the F.B.I.", "name"),
        ("the Bank of Norland", "name"),
        ("the senator", "definite"),
        ("the mayor's lawyer", "definite"),
        ("Ravn's campaign manager", "definite"),
        ("his brother", "definite"),
        ("a spokesman for Ravn", "indefinite"),
        ("Officials", "indefinite"),
        ("Senate Democrats", "indefinite"),
        ("Londoners", "indefinite"),
        ("Norlandian officials", "indefinite"),
        ("two of the aides", "indefinite"),
        ("56 percent of voters", "indefinite"),
        ("Friends of Mr. Ravn", "indefinite"),
        ("", "elided"),
        (" — ", "elided"),
    ],
)
def test_kind(words: str, kind: MentionKind) -> None:
    assert mention_kind(words) == kind


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("three senior harbour officials", 3),
        ("The two officials", 2),
        ("two of the aides", 2),
        ("a dozen voters", 12),
        ("half a dozen senators", 6),
        ("a couple of aides", 2),
        ("both", 2),
        ("200 economists", 200),
        ("1,400 nurses", 1400),
        ("One hundred doctors", 100),
        ("at least three people", None),
        ("more than 20 aides", None),
        ("nearly a dozen voters", None),
        ("dozens of residents", None),
        ("56 percent of voters", None),
        ("three million people", None),
        ("2016 voters", None),
        ("a 39-year-old fisherman", None),
        ("one of the aides", None),
        ("officials", None),
        ("", None),
    ],
)
def test_group_count(words: str, count: int | None) -> None:
    assert group_count(words) == count


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("one of them", None),
        ("One of the harbour officials", "official"),
        ("another official", "official"),
        ("a third official", "official"),
        ("one official", "official"),
        ("the other", None),
        ("two of his aides", "aide"),
        ("some of those interviewed", None),
        ("another", None),
        ("a second senior aide", "aide"),
    ],
)
def test_members(words: str, noun: str | None) -> None:
    assert membership(words)
    assert member_noun(words) == noun


@pytest.mark.parametrize(
    "words", ["an official", "officials", "the official", "Tilda Ravn", "a head of staff", ""]
)
def test_no_members(words: str) -> None:
    assert not membership(words)


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("three senior harbour officials who spoke", "officials"),
        ("a spokesman for the mayor", "spokesman"),
        ("a majority of the delegates", "delegates"),
        ("more than 20 aides", "aides"),
        ("people familiar with the matter", "people"),
        ("the mayor's", "mayor"),
        ("", None),
    ],
)
def test_head_noun(words: str, head: str | None) -> None:
    assert head_noun(words) == head


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Secretary of State Tilda Ravn", {"tilda", "ravn"}),
        ("Mr. Ravn", {"ravn"}),
        ("the F.B.I.", {"fbi"}),
        ("Justice Department", {"justice", "department"}),
        ("Adrián Lópe’s", {"adrian", "lope"}),
        ("the attorney general", {"attorney", "general"}),
        ("Lt. Gov. Ann Obi-Lind Jr.", {"ann", "obi-lind"}),
        ("The Bank of Norland", {"bank", "norland"}),
        ("", set()),
    ],
)
def test_name_words(name: str, words: set[str]) -> None:
    assert name_words(name) == words


def test_same_name_is_equal_or_contained() -> None:
    assert same_name("Mr. Ravn", "Tilda Ravn")
    assert same_name("the Harbour Office", "Harbour Office")
    assert not same_name("Justice Department", "State Department")
    assert not same_name("", "Ravn")


@pytest.mark.slow
@example("Just")
@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_blanks_around_words_change_nothing(words: str) -> None:
    around = f" {words}\n"
    assert mention_kind(around) == mention_kind(words)
    assert head_noun(around) == head_noun(words)


@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None)
def test_two_names_are_one_whichever_comes_first(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
    assert same_name(one, one) == bool(name_words(one))
