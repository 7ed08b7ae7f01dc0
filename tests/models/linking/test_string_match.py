"""Phrases are found by their words as comparing each with each finds them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.config import CandidateConfig
from onrecord.models.linking.string_match import Phrases, Words, likeness_of

#: "brook" is in many phrases, so that it is looked up by its places.
CONFIG = CandidateConfig(common_word=2)
WORDS = st.lists(st.sampled_from(["brook", "brook", "ada", "dale", "board"]), max_size=3).map(tuple)
PHRASES = st.lists(WORDS, max_size=12)


def sharing(words: Words, phrases: list[Words]) -> list[int]:
    """The places of the phrases with a word in common."""
    return [i for i, phrase in enumerate(phrases) if set(words) & set(phrase)]


@given(PHRASES, WORDS)
def test_places_are_those_of_phrases_that_share_a_word(phrases: list[Words], words: Words) -> None:
    found = [places.tolist() for places in Phrases(phrases, CONFIG).places_of(words)]
    expected = sharing(words, phrases)
    assert {place for piece in found for place in piece} == set(expected)
    assert all(one < other for piece in found for one, other in pairwise(piece))
    if words in phrases and words:
        assert found[0] == [i for i, phrase in enumerate(phrases) if phrase == words]
        assert found.count(found[0]) == 1


@given(PHRASES, WORDS, st.data())
def test_among_some_places_each_is_found_once_with_its_likeness(
    phrases: list[Words], words: Words, data: st.DataObject
) -> None:
    size = len(phrases)
    # The first ones, as in an article of usual length, or any.
    first = st.integers(0, size).map(range)
    some = st.lists(st.booleans(), min_size=size, max_size=size).map(
        lambda taken: [place for place, is_taken in enumerate(taken) if is_taken]
    )
    chosen = data.draw(first | some)
    whole = Phrases(phrases, CONFIG)
    found = whole.among(np.array(chosen, dtype=np.int64)).alike(words)
    rows = [(int(row), likeness) for rows, likeness in found for row in rows]
    assert sorted(rows) == [
        (row, likeness_of(words, phrases[place]))
        for row, place in enumerate(chosen)
        if set(words) & set(phrases[place])
    ]


@given(PHRASES)
def test_equal_phrases_have_one_number(phrases: list[Words]) -> None:
    found = Phrases(phrases, CONFIG)
    for i, phrase in enumerate(phrases):
        number = int(found.numbers[i])
        assert phrases[found.places(number)[0]] == phrase
        assert found.places(number).tolist() == [
            k for k, other in enumerate(phrases) if other == phrase
        ]


def test_likeness_says_how_phrases_are_alike() -> None:
    ada = ("ada", "brook")
    assert likeness_of(ada, ada) == (1, 1, 1, 1, 1)
    # The last word, and all words of the one within the other.
    assert likeness_of(ada, ("brook",)) == (0, 1, 1, 0, 1)
    assert likeness_of(("brook",), ada) == (0, 1, 0, 1, 1)
    assert likeness_of(ada, ("brook", "board")) == (0, 0, 0, 0, 1)
    assert likeness_of(ada, ("brook", "ada")) == (0, 0, 1, 1, 1)


def test_no_more_words_are_looked_up_than_the_config_says() -> None:
    phrases: list[Words] = [("ada",), ("brook",)]
    few = Phrases(phrases, CandidateConfig(words=1))
    assert [piece.tolist() for piece in few.places_of(("ada", "brook"))] == [[0]]
