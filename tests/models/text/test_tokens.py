from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.text.tokens import Casing, Gap, QuoteState
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans


def _of(text: str, kind: str) -> list[str]:
    tokens = TextView(text).tokens
    names = {"casing": Casing, "quote": QuoteState, "gap": Gap}[kind]
    return [names(number).name.lower() for number in getattr(tokens, kind)]


def test_words_and_marks_are_tokens_even_without_spaces() -> None:
    assert TextView('he said."We').tokens.words == ["he", "said", ".", '"', "We"]


def test_casing_tells_what_an_uncased_vocabulary_drops() -> None:
    assert _of("The NATO of McKay in 2016, 4th A", "casing") == [
        "title", "upper", "lower", "mixed", "lower", "digit", "mark", "lower", "title",
    ]  # fmt: skip


def test_quotation_marks_open_and_close() -> None:
    assert _of("He said “go on” twice", "quote") == [
        "outside", "outside", "opening", "inside", "inside", "closing", "outside",
    ]  # fmt: skip


def test_gaps_and_paragraphs() -> None:
    text = "One two.\n\nThree\nfour"
    assert _of(text, "gap") == ["paragraph", "space", "none", "paragraph", "line"]
    assert list(TextView(text).tokens.paragraph) == [0, 0, 0, 1, 2]


@given(st.text(alphabet="aB1_ .,\"'“”\n\r\u00a0\u200b-é中"))
def test_every_word_is_a_token_and_spans_are_in_order(text: str) -> None:
    tokens = TextView(text).tokens
    assert set(word_spans(text)) <= set(tokens.spans)
    assert all(text[s:e] == w for (s, e), w in zip(tokens.spans, tokens.words, strict=True))
    assert all(a[1] <= b[0] for a, b in zip(tokens.spans, tokens.spans[1:], strict=False))
