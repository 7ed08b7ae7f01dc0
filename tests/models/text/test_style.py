"""Style by the share of content words in quotation marks."""

import pytest

from onrecord.models.labels import Style
from onrecord.models.text.quotations import quotations
from onrecord.models.text.style import style_of


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
    assert style_of(text, spans, quotations(text)) == style
