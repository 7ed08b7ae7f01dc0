import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.models.network.subwords import Encoded
from onrecord.models.network.windows import collate, cut_windows
from onrecord.models.text.view import TextView


def encoded(text: str) -> Encoded:
    """`text` with as many subwords per token as the token has characters."""
    tokens = TextView(text).tokens
    first = np.concatenate([[0], np.cumsum([len(w) for w in tokens.words])]).astype(np.int64)
    return Encoded(tokens, np.arange(first[-1], dtype=np.int64) + 10, first)


texts = st.lists(st.sampled_from(["a", "bcd", "efghi", ".", "\n\n"]), max_size=120).map(" ".join)


@example("a a efghi efghi a a bcd efghi efghi", 20, 6, None)  # an even share is over the room
@given(texts, st.integers(20, 40), st.integers(0, 6), st.one_of(st.none(), st.integers(10, 20)))
def test_cores_partition_the_article_and_windows_fit(
    text: str, capacity: int, margin: int, shift: int | None
) -> None:
    article = encoded(text)
    windows = cut_windows(article, capacity, margin, shift)
    at = 0
    for w in windows:
        assert w.core_start == at
        assert w.start <= w.core_start < w.core_end <= w.end or len(article.tokens) == 0
        assert article.first[w.end] - article.first[w.start] <= capacity
        at = w.core_end
    assert at == len(article.tokens)


def test_cores_end_at_a_paragraph_where_one_is_near() -> None:
    article = encoded("aaaa bbbb cccc dddd\n\neeee ffff gggg hhhh iiii")
    windows = cut_windows(article, 22, 0)
    assert [(w.core_start, w.core_end) for w in windows] == [(0, 4), (4, 9)]


@pytest.mark.parametrize("words", range(5, 60))
def test_several_windows_are_even_in_number_and_of_about_the_same_length(words: int) -> None:
    article = encoded(" ".join(["word"] * words))
    windows = cut_windows(article, 40, 4)
    assert len(windows) == 1 if 4 * words <= 40 else len(windows) % 2 == 0
    lengths = [int(article.first[w.core_end] - article.first[w.core_start]) for w in windows]
    assert max(lengths) - min(lengths) <= 8


def test_context_on_both_sides() -> None:
    article = encoded(" ".join(["word"] * 30))
    middle = cut_windows(article, 40, 8)[1]
    assert middle.core_start - middle.start == 2
    assert middle.end - middle.core_end == 2


def test_padding_features_and_token_positions() -> None:
    one, two = encoded("Ab c"), encoded("Defg")
    items = [(a, w) for a in (one, two) for w in cut_windows(a, 50, 0)]
    batch = collate(items, 1, 2, 0)
    assert batch.input_ids.tolist() == [[1, 10, 11, 12, 2, 0], [1, 10, 11, 12, 13, 2]]
    assert batch.mask.sum(1).tolist() == [5, 6]
    assert batch.unit_at.tolist() == [[1, 3], [1, 0]]
    assert batch.token_mask.tolist() == [[True, True], [True, False]]
    assert batch.casing.tolist() == [[0, 2, 2, 1, 0, 0], [0, 2, 2, 2, 2, 0]]


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_article_without_tokens_has_no_window(text: str) -> None:
    assert cut_windows(encoded(text), 20, 2) == []
    assert cut_windows(encoded(text), 20, 2, first_capacity=10) == []
