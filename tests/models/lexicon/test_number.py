"""Several people or one, by the words for an unnamed source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.lexicon.number import is_plural


@pytest.mark.parametrize(
    "words",
    """officials|three aides|three senior officials|people familiar with the sale|the crowd|
    the police|a group of fishermen|a majority of voters|critics of the mayor|critics #2|
    56 percent of voters|40% of clerks|another 12 percent|Ferrymen|others|they|us|both|many|some|
    some of those present|some in the party|a couple|a couple of friends|a couple friends|
    policemen|spokesmen|harbour spokespeople|the audience gathered in the hall|those surveyed|
    clerks opposing the plan|current and former officials|a dozen workers|a hundred dockers|
    at least 200 people|two of the aides|thirty-one percent of those polled|
    the party's leaders|the ferry line's elected directors|this year's speakers|
    everyone|not everyone at the table|those who stayed ashore|those around him|
    young and old boatmen|aides and outside advisers|people I've met|people fed up with it|
    sources privy to the talks|voters sick of the fog|pastors supporting the mayor|
    four in 10 clerks|six out of 10|one in five sailors|about one out of every 3|
    the harbour's liberal wing|the left|the other side|much of the town|so many of the aides|
    a mix of sailors and clerks|an army of volunteers|enlisted personnel|
    the crew online|a married couple also waiting there""".replace("\n    ", "").split("|"),
)
def test_several(words: str) -> None:
    assert is_plural(words)


@pytest.mark.parametrize(
    "words",
    """an aide|a spokesman for voters|one of the officials|another official|another official #2|
    a person familiar with the talks|the boss|a witness|she|it|this|a senior adviser #2|
    an analyst at two banks|someone close to the deal|each of the aides|the band leader|
    a 26-year-old man|a forty-year-old docker|Brook's lawyer|a woman in the crowd|
    an official who spoke for the others|the clerk's|a 2008 veteran|one in the crowd|
    a county-level official|a party-goer|the No. 2 official|a half sister|a third official|
    a business consulting executive|a family planning expert|the veterans advocate|nobody|
    anyone who watched|no one on the pier|his friends' lawyer||the""".replace("\n    ", "").split(
        "|"
    ),
)
def test_one(words: str) -> None:
    assert not is_plural(words)


PEOPLE = st.sampled_from(["clerk", "senior aide", "docker on the pier", "26-year-old sailor"])


@given(st.integers(2, 999), PEOPLE)
def test_a_number_of_people_are_several_and_one_of_them_is_one(number: int, person: str) -> None:
    head, _, rest = person.partition(" on ")
    several = f"{number} {head}s on {rest}" if rest else f"{number} {head}s"
    assert is_plural(several)
    assert not is_plural(f"one of the {several}")
    assert not is_plural(f"a {person}")


@given(st.text(max_size=40))
def test_blanks_around_words_change_nothing(words: str) -> None:
    assert is_plural(f" {words}\n") == is_plural(words)
