"""Genres by wording."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.segment.own_voice import MEASURES
from onrecord.models.errors import OnRecordError
from onrecord.models.genre_words import GENRE_WORDS, GenreWords
from onrecord.models.labels import GENRES
from onrecord.models.tagger import shipped_weights
from onrecord.models.types import Wording

PLAIN = Wording({"the": 40, "should": 6, "perhaps": 3}, ["why", "?"], [0.0] * len(MEASURES))


@pytest.fixture(scope="module")
def shipped() -> GenreWords:
    loaded = GenreWords.load(shipped_weights())
    assert loaded is not None
    return loaded


def test_the_order_of_words_does_not_matter(shipped: GenreWords) -> None:
    other = PLAIN._replace(words=dict(reversed(PLAIN.words.items())), title=PLAIN.title[::-1])  # type: ignore[index]
    assert shipped.probabilities(other) == pytest.approx(shipped.probabilities(PLAIN), abs=1e-6)


@given(
    words=st.dictionaries(st.text(max_size=20), st.integers(1, 10_000), max_size=20),
    title=st.lists(st.text(max_size=20), max_size=6),
)
def test_any_words_have_probabilities(words: dict[str, int], title: list[str]) -> None:
    loaded = GenreWords.load(shipped_weights())
    assert loaded is not None
    chances = loaded.probabilities(Wording(words, title, [0.0] * len(MEASURES)))
    assert tuple(chances) == GENRES
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


def test_what_was_saved_is_read_again(shipped: GenreWords, tmp_path: Path) -> None:
    assert GenreWords.load(tmp_path) is None
    shipped.save(tmp_path)
    read = GenreWords.load(tmp_path)
    assert read is not None
    assert read.probabilities(PLAIN) == shipped.probabilities(PLAIN)


@pytest.mark.parametrize("content", [b"", b"{}", b"\x08\0\0\0\0\0\0\0{}      "])
def test_a_damaged_file_is_named_in_a_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / GENRE_WORDS).write_bytes(content)
    with pytest.raises(OnRecordError, match=r"genre-words\.safetensors is damaged .* delete it"):
        GenreWords.load(tmp_path)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    words = np.array([1, 2], dtype=np.uint32)
    weights, none = np.zeros((2, 3), dtype=np.float16), np.zeros((0, 3), dtype=np.float32)
    bias = np.zeros(3, dtype=np.float32)
    for wrong in (
        GenreWords(words[::-1].copy(), weights, none, bias),
        GenreWords(words, weights[:1], none, bias),
        GenreWords(words, weights, none, bias[:2]),
        GenreWords(words, weights, none, bias * np.float32("nan")),
    ):
        wrong.save(tmp_path)
        with pytest.raises(OnRecordError, match="is damaged"):
            GenreWords.load(tmp_path)
