"""Hints see the letters that patterns which ignore case see."""

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.hints import holds_any, lowered


@given(
    st.text(st.sampled_from("isk İıſKIS’"), max_size=12), st.sampled_from(["is", "k", "si", "ii"])
)
def test_what_a_pattern_that_ignores_case_finds_is_hinted_at(words: str, hint: str) -> None:
    found = re.search(hint, words, re.IGNORECASE) is not None
    assert not found or holds_any(lowered(words), [hint])


def test_no_hint_no_hold() -> None:
    assert not holds_any("the pier", [])
    assert not holds_any("the pier", ["quay", "mole"])
    assert holds_any("the pier", ["quay", "pie"])
