"""Fitting wording to genres."""

import pytest

from onrecord.models.genre_words import GenreWords
from onrecord.models.training.fit_genre_words import fit_genre_words
from onrecord.models.types import Wording

pytestmark = pytest.mark.slow

TEXTS = [
    Wording({"the": 9, word: 2, f"rare{n}": 1}, [title], (measure, 1.0))
    for n in range(6)
    for word, title, measure in (
        ("yesterday", "fire", 0.0),
        ("should", "we", 1.0),
        ("means", "why", 0.5),
    )
]
GENRES_OF_TEXTS = ["news", "opinion", "analysis"] * 6


@pytest.fixture(scope="module")
def fitted() -> GenreWords:
    return fit_genre_words(TEXTS, GENRES_OF_TEXTS)


def test_words_headlines_and_measures_are_learnt(fitted: GenreWords) -> None:
    for text, genre in zip(TEXTS[:3], GENRES_OF_TEXTS, strict=False):
        chances = fitted.probabilities(text)
        assert max(chances, key=lambda one: chances[one]) == genre
    bare = Wording({"the": 9}, [], (0.5, 1.0))
    for other, genre in (
        (bare._replace(words={"the": 9, "should": 2}), "opinion"),
        (bare._replace(title=["why"]), "analysis"),
        (bare._replace(measures=(0.0, 1.0)), "news"),
    ):
        assert fitted.probabilities(other)[genre] > fitted.probabilities(bare)[genre]


def test_words_of_few_texts_are_not_learnt(fitted: GenreWords) -> None:
    text = TEXTS[0]
    without = text._replace(words={w: n for w, n in text.words.items() if w != "rare0"})
    assert fitted.probabilities(without) == fitted.probabilities(text)


def test_a_word_of_the_text_is_another_than_one_of_the_headline(fitted: GenreWords) -> None:
    bare = Wording({"the": 9}, [], (0.5, 1.0))
    assert fitted.probabilities(bare._replace(title=["should"])) == fitted.probabilities(bare)


def test_the_same_texts_give_the_same_weights(fitted: GenreWords) -> None:
    again = fit_genre_words(TEXTS, GENRES_OF_TEXTS)
    assert again.probabilities(TEXTS[0]) == fitted.probabilities(TEXTS[0])
