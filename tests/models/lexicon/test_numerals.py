"""Numbers in words."""

import re

import pytest

from onrecord.models.lexicon.counts import group_count, membership
from onrecord.models.lexicon.mention_kinds import mention_kind
from onrecord.models.lexicon.numerals import CARDINAL, CARDINALS, SMALL


@pytest.mark.parametrize("word", CARDINALS)
def test_a_number_is_read_alike_everywhere(word: str) -> None:
    assert re.fullmatch(CARDINAL, word)
    assert bool(re.fullmatch(SMALL, word)) == (CARDINALS[word] <= 10)
    assert group_count(f"{word} senior officials") == CARDINALS[word]
    assert membership(f"{word} of the officials")
    assert mention_kind(f"{word} officials") == "indefinite"
    assert mention_kind(f"{word.capitalize()} Democrats") == "indefinite"


def test_numbers_are_those_of_their_words() -> None:
    assert [CARDINALS[word] for word in ("two", "twelve", "twenty", "ninety")] == [2, 12, 20, 90]
    assert sorted(CARDINALS.values()) == [*range(2, 21), *range(30, 100, 10)]
