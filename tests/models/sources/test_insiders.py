"""Insiders of bodies, by the words for them."""

import pytest

from onrecord.models.sources.insiders import body_of, last_word

BODIES = {last_word(name): at for at, name in enumerate(["Tarn Water District", "Odell Mills"])}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("two employees of the district", 0),
        ("a clerk at Odell Mills", 1),
        ("a clerk at the port", None),
        ("the district", None),
        ("", None),
    ],
)
def test_an_insider_is_of_the_body_that_its_words_end_in(name: str, body: int | None) -> None:
    assert body_of(name, BODIES) == body
