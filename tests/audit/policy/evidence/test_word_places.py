"""Whole words are found where reading word by word finds them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.policy.evidence.word_places import ItemsByWord, places_of

PIECES = st.lists(
    st.sampled_from(["Lund", "O'Brien", "O", "a", "é", "_", "1", "-", "'", " "]), max_size=12
).map("".join)
NAMES = st.sampled_from(["Lund", "O'Brien", "a", "aa", "a-a", "é_1", "Lund a", "", "-a"])


@given(PIECES, NAMES)
def test_a_name_begins_with_a_whole_word(text: str, name: str) -> None:
    first = re.match(r"\w+", name)
    expected = [
        word.start()
        for word in re.finditer(r"\w+", text)
        if first and word.group() == first.group() and text.startswith(name, word.start())
    ]
    assert list(places_of(name, text)) == expected


TEXTS = st.lists(PIECES, max_size=6)


@given(TEXTS, NAMES.filter(lambda name: name[:1].isalnum()))
def test_items_are_found_by_a_whole_name_in_their_texts(texts: list[str], name: str) -> None:
    items = ItemsByWord(list(zip(texts, range(len(texts)), strict=True)))
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    assert list(items.holding(name)) == [i for i, text in enumerate(texts) if pattern.search(text)]


def test_a_name_without_a_word_holds_nothing() -> None:
    assert list(ItemsByWord([("- and -", 1)]).holding("-")) == []
