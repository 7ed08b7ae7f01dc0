"""Words found once give what looking for them again would give."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.text.words import TextWords, count_words, word_spans
from onrecord.models.types import Span

TEXTS = st.text(st.sampled_from("ab_é1 .,’\n"), max_size=40)


@st.composite
def texts_with_pieces(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    edges = draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    return text, list(zip(edges[::2], edges[1::2], strict=False))


@given(texts_with_pieces())
def test_counting_is_that_of_the_pattern(case: tuple[str, list[Span]]) -> None:
    text, pieces = case
    words = TextWords(text)
    assert len(words) == len(word_spans(text))
    assert words.count(pieces) == count_words(text, pieces)
    assert words.count_each([pieces, pieces[:1]]) == [words.count(pieces), words.count(pieces[:1])]


@given(texts_with_pieces())
def test_words_inside_are_whole_ones(case: tuple[str, list[Span]]) -> None:
    text, pieces = case
    for (start, end), inside in zip(pieces, TextWords(text).inside_each(pieces), strict=True):
        spans = enumerate(word_spans(text))
        assert list(inside) == [n for n, (s, e) in spans if start <= s and e <= end]


@given(texts_with_pieces())
def test_a_word_has_the_byte_of_the_last_stroke_over_it(case: tuple[str, list[Span]]) -> None:
    text, pieces = case
    words = TextWords(text)
    expected = bytearray([9] * len(words))
    for number, piece in enumerate(pieces):
        for word in words.inside(piece):
            expected[word] = number
    strokes = [(piece, number) for number, piece in enumerate(pieces)]
    assert words.painted(9, strokes) == expected
