"""Which unnamed sources the rules are about, and what their words say of them."""

import pytest

from onrecord.audit.policy.evidence.speakers import (
    adds_nothing,
    head_of,
    is_anonymous_source,
    is_described,
    is_pronoun,
    plain_name,
    tells,
)
from onrecord.models.labels import SOURCE_TYPES, SourceType
from onrecord.models.types import Source


@pytest.mark.parametrize("insider", [True, False, None])
@pytest.mark.parametrize("type", SOURCE_TYPES)
def test_anonymous_are_the_confidential_and_unnamed_insiders(
    type: SourceType, insider: bool | None
) -> None:
    source = Source(
        id="s1",
        name="x",
        label="anonymous",
        type=type,
        sector="unknown",
        insider=insider,
        mentions=[],
    )
    inside = type in ("individual", "group") and insider is True
    assert is_anonymous_source(source) == (type == "confidential" or inside)


def test_the_mark_of_a_look_alike_is_no_part_of_a_name() -> None:
    assert plain_name("an official #2") == "an official"
    assert plain_name("Pier #2 owner") == "Pier #2 owner"


@pytest.mark.parametrize("words", ["he", " She ", "They", "it", "I", "we"])
def test_pronouns(words: str) -> None:
    assert is_pronoun(words)


@pytest.mark.parametrize("words", ["", "who", "him", "he and she", "the mayor"])
def test_no_pronouns(words: str) -> None:
    assert not is_pronoun(words)


@pytest.mark.parametrize("cue", ["said", "according to", "has told", "Added", "pointed out"])
def test_cues_that_tell(cue: str) -> None:
    assert tells(cue)


@pytest.mark.parametrize("cue", ["decided", "wants", "voted for", "", "unsaid", "essay"])
def test_cues_that_tell_nothing(cue: str) -> None:
    assert not tells(cue)


def test_the_head_of_a_description() -> None:
    assert head_of("two senior aides to the mayor") == "aide"
    assert head_of("") == ""


@pytest.mark.parametrize(
    "words",
    [
        "a source",
        "two senior officials",
        "seventeen officials",
        "12 people familiar with the matter",
        "a person familiar with the discussions, who asked not to be named #2",
    ],
)
def test_some_words_describe_nobody(words: str) -> None:
    assert not is_described([words])


@pytest.mark.parametrize("words", ["a city hall aide", "a source in the navy", "a banker"])
def test_others_do(words: str) -> None:
    assert is_described(["an official", words])


def test_a_member_may_add_to_what_its_group_is() -> None:
    assert adds_nothing("one of the aides #2", "three senior aides")
    assert adds_nothing("one official", "administration officials")
    assert not adds_nothing("one West Virginia official", "administration officials")
