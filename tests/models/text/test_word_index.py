"""Words found once give what looking for them again would give."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.text.spans import words_within
from onrecord.models.text.word_index import TextWords
from onrecord.models.text.words import count_words, word_spans
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


@given(texts_with_pieces())
def test_words_inside_are_whole_ones(case: tuple[str, list[Span]]) -> None:
    text, pieces = case
    words = TextWords(text)
    found = [word for piece in pieces for word in words.inside(piece)]
    assert found == list(words_within(word_spans(text), pieces))


@given(texts_with_pieces(), st.data())
def test_quoted_words_are_those_whole_in_a_quotation(
    case: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, quotations = case
    quotations = sorted({(start, end) for start, end in quotations if start < end})
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    expected = sum(
        any(s <= first and last <= e for s, e in quotations)
        for first, last in word_spans(text, start, end)
    )
    assert TextWords(text).quoted((start, end), quotations) == expected
