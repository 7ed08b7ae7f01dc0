"""What stands in a text, found once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.labels import Style
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans


@pytest.mark.parametrize(
    ("text", "contents", "style"),
    [
        ('"We leave," she said. "At dawn."', ['"We leave,"', '"At dawn."'], "direct"),
        ('"We leave," she said. "At dawn."', ["We leave", "At dawn"], "direct"),
        ('They would leave "at dawn," she said.', ['They would leave "at dawn,"'], "mixed"),
        ('"We leave," she said, and soon.', ['"We leave,"', "and soon"], "mixed"),
        ("They would leave, she said.", ["They would leave"], "indirect"),
        ('They would leave, "Ann" said.', ["They would leave"], "indirect"),
        ('"…" she said.', ['"…"'], "indirect"),
        ("Nothing at all.", [], "indirect"),
    ],
)
def test_style(text: str, contents: list[str], style: Style) -> None:
    spans = [(text.index(c), text.index(c) + len(c)) for c in contents]
    assert TextView(text).style_of(spans) == style


@given(st.text(st.sampled_from("ab1 .“”\"'‘’\n"), max_size=60), st.data())
def test_quoted_words_are_those_whole_in_a_quotation(text: str, data: st.DataObject) -> None:
    view = TextView(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    expected = sum(
        any(s <= first and last <= e for s, e in view.quotations)
        for first, last in word_spans(text, start, end)
    )
    assert view.quoted_words([(start, end)]) == expected


def test_a_thing_is_looked_for_once() -> None:
    view = TextView("“We leave,” she said.\n\nNobody did.")
    for name in ("words", "tokens", "paragraphs", "quotations", "nested_quotations"):
        assert getattr(view, name) is getattr(view, name)
