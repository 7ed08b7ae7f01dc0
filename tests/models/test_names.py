"""What sources are called."""

import pytest

from onrecord.models.names import _head_phrase


@pytest.mark.parametrize(
    ("mention", "phrase"),
    [
        ("The Kremlin", "The Kremlin"),
        ("the Vale campaign, which is short of money", "the Vale campaign"),
        ("Parliament", "Parliament"),
        # A capital that only begins the sentence names nobody.
        ("The report", None),
        ("Its board", None),
        ("a report", None),
        ("It", None),
    ],
)
def test_a_phrase_that_holds_a_name(mention: str, phrase: str | None) -> None:
    assert _head_phrase(mention) == phrase
