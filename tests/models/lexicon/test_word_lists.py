"""The word lists: each is read, none repeats itself, and what was trained with some stays."""

import hashlib
import re
import tomllib
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.lexicon import word_lists
from onrecord.models.lexicon.dates import MONTH, MONTHS, SHORT_MONTHS
from onrecord.models.lexicon.names import HONORIFICS, TITLES
from onrecord.models.lexicon.word_lists import any_of, word_list, words_in_order
from onrecord.models.network import mention_features

PACKAGES = Path(word_lists.__file__).parents[2]
ENGLISH = Path(word_lists.__file__).parent / "english"
LISTS = {
    f"{path.stem}.{key}": value
    for path in sorted(ENGLISH.glob("*.toml"))
    for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
#: Of these the case counts, since they are looked for as they stand in the text.
WITH_CAPITALS = re.compile(r"abbreviations\.(?:before_names|inside_clauses)|dates\.")
#: Words on which features of the linker fire, as the weights were trained with them.
TRAINED = "d8f3de"


def read_somewhere() -> str:
    """The code of all modules that may read lists."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for floor in ("models", "audit")
        for path in (PACKAGES / floor).rglob("*.py")
    )


def test_every_list_is_read() -> None:
    code = read_somewhere()
    forms = {f"linker.{form.name.lower()}" for form in mention_features.MentionForm}
    unread = [name for name in LISTS if f'"{name}"' not in code and name not in forms]
    assert not unread


@pytest.mark.parametrize("name", LISTS)
def test_no_list_repeats_itself(name: str) -> None:
    words = LISTS[name].split() if isinstance(LISTS[name], str) else list(LISTS[name])
    assert len(words) == len(set(words)) > 0
    if not WITH_CAPITALS.match(name):
        assert all(word == word.lower() for word in words)


def test_a_list_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(KeyError):
        word_list("people.nobody")


def test_order_is_that_of_the_file() -> None:
    assert words_in_order("dates.months")[:2] == ("January", "February")
    assert word_list("dates.months") == set(words_in_order("dates.months"))


@given(st.lists(st.text("ab.|(", min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_pattern_of_words_matches_each_whole_and_nothing_else(words: list[str]) -> None:
    found = re.compile(any_of(words))
    for word in words:
        match = found.match(word + "!")
        assert match is not None and match.group() == word
    for one, other in permutations(words, 2):
        assert bool(found.fullmatch(one + other)) == (one + other in words)


def test_the_linker_sees_the_words_that_it_was_trained_with() -> None:
    """New weights may come with other words; then this figure changes."""
    lists = {name: sorted(LISTS[name].split()) for name in LISTS if name.startswith("linker.")}
    digest = hashlib.sha256(repr(sorted(lists.items())).encode()).hexdigest()
    assert digest[:6] == TRAINED


def test_titles_of_the_linker_are_titles() -> None:
    assert word_list("linker.titles") <= HONORIFICS | TITLES


@pytest.mark.parametrize("month", [*MONTHS, *SHORT_MONTHS, *(f"{m}." for m in SHORT_MONTHS)])
def test_a_month_is_matched_whole(month: str) -> None:
    match = re.match(MONTH, f"{month} 3")
    assert match is not None and match.group() == month
