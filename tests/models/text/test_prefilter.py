"""Prefilters see the letters that patterns which ignore case see."""

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.text.prefilter import holds_any, lowered


@given(
    st.text(st.sampled_from("isk İıſKIS’"), max_size=12), st.sampled_from(["is", "k", "si", "ii"])
)
def test_what_a_pattern_that_ignores_case_finds_is_let_through(words: str, piece: str) -> None:
    found = re.search(piece, words, re.IGNORECASE) is not None
    assert not found or holds_any(lowered(words), [piece])


def test_no_piece_no_hold() -> None:
    assert not holds_any("the pier", [])
    assert not holds_any("the pier", ["quay", "mole"])
    assert holds_any("the pier", ["quay", "pie"])
