"""What a text tells of the gender of the people it names, beside titles."""

import pytest

from onrecord.models.config import GenderConfig
from onrecord.models.linking.genders import likely_genders
from onrecord.models.network.mention_features import Gender, name_of
from onrecord.models.text.view import TextView

CONFIG = GenderConfig()


def genders(text: str, *people: str, config: GenderConfig = CONFIG) -> list[Gender]:
    """The genders of `people`, each of whom `text` names once or more."""
    tokens = TextView(text).tokens
    places = sorted(
        (i, i + len(words), group)
        for group, person in enumerate(people)
        for words in [person.split()]
        for i in range(len(tokens))
        if tokens.words[i : i + len(words)] == words
    )
    names = [name_of(tokens.words, s, e, 0, tokens.is_quoted(s)) for s, e, _ in places]
    return likely_genders(names, [group for *_, group in places], tokens, config)


@pytest.mark.parametrize(
    "text",
    [
        "When Ozwin Talley came home, he found the door open.",
        "Ozwin Talley lost his boat in the flood. “It was old,” the harbour master said.",
        "The prize went to Ozwin Talley. He was asleep when they rang.",
        "“Nobody rang,” said Ozwin Talley.\n\nHe had slept through it.",
    ],
)
def test_the_pronoun_behind_a_name_tells_it(text: str) -> None:
    assert genders(text, "Ozwin Talley") == [Gender.MALE]
    her = text.replace(" he ", " she ").replace(" his ", " her ").replace("He ", "She ")
    assert genders(her, "Ozwin Talley") == [Gender.FEMALE]


def test_a_pronoun_behind_two_names_tells_nothing() -> None:
    text = "Ozwin Talley met Ibby Crole at the lock. She had the key."
    assert genders(text, "Ozwin Talley", "Ibby Crole") == [Gender.UNKNOWN, Gender.UNKNOWN]


@pytest.mark.parametrize(
    "told",
    [
        "Ozwin Talley, who hurt his knee, thanked the nurse, Ibby Crole. {} drove home.",
        "Before Ozwin Talley knew where he was, Ibby Crole had called. “I heard {},” a guard said.",
    ],
)
def test_of_two_it_is_the_one_who_may_be_meant(told: str) -> None:
    pronoun = "She" if told.count("{} drove") else "her"
    both = genders(told.format(pronoun), "Ozwin Talley", "Ibby Crole")
    assert both == [Gender.MALE, Gender.FEMALE]


def test_a_quotation_is_of_others_than_its_speaker() -> None:
    text = "Ozwin Talley shook her head. “He took the key,” she said."
    assert genders(text, "Ozwin Talley") == [Gender.FEMALE]
    assert genders("Ozwin Talley sighed. “He took it.”", "Ozwin Talley") == [Gender.UNKNOWN]


def test_given_names_tell_it_and_may_be_outvoted() -> None:
    assert genders("Helen Crole left.", "Helen Crole") == [Gender.FEMALE]
    assert genders("Crole left.", "Crole") == [Gender.UNKNOWN]
    text = "Helen Crole lost his hat. " * 8
    assert genders(text, "Helen Crole") == [Gender.MALE]
    assert genders("Helen Crole left.", "Helen Crole", config=GenderConfig(given_name=0)) == [
        Gender.UNKNOWN
    ]


def test_nobody_is_named() -> None:
    assert genders("She said he left.") == []
