"""Descriptions as the article gives them; all people and bodies are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.config import DescriptionConfig
from onrecord.models.lexicon.descriptions import description_near, short_title


def described(text: str, mention: str) -> str | None:
    start = text.index(mention)
    return description_near(text, (start, start + len(mention)), DescriptionConfig())


@pytest.mark.parametrize(
    ("text", "mention", "description"),
    [
        (
            '"It holds," said Tilda Ravn, a senior analyst with the Harbour Institute; "so far."',
            "Tilda Ravn",
            "a senior analyst with the Harbour Institute",
        ),
        (
            "Tilda Ravn, a senior analyst with the Harbour Institute, said it holds.",
            "Tilda Ravn, a senior analyst with the Harbour Institute,",
            "a senior analyst with the Harbour Institute",
        ),
        (
            "Olu Bankole, CEO of the shipping firm Quillon, agreed.",
            "Olu Bankole",
            "CEO of the shipping firm Quillon",
        ),
        (
            "HHA Administrator Jo Lanyon said so.",
            "HHA Administrator Jo Lanyon",
            "HHA Administrator",
        ),
        (
            "Quillon founder and CEO Jo Lanyon said so.",
            "Quillon founder and CEO Jo Lanyon",
            "Quillon founder and CEO",
        ),
        ("It was a long talk with a supporter of Mayor Jo Lanyon.", "Jo Lanyon", "Mayor"),
        ("It was a note from Mayor Jo Lanyon.", "Jo Lanyon", "Mayor"),
        (
            "said Olu Bankole, a retired schoolteacher whose boat sank.",
            "Olu Bankole",
            "a retired schoolteacher whose boat sank",
        ),
        (
            "Olu Bankole, 44, a metalworker from Leith, agreed.",
            "Olu Bankole",
            "a metalworker from Leith",
        ),
        ("said Olu Bankole, editor of The Ledger.", "Olu Bankole", "editor of The Ledger"),
        ("Olu Bankole, 45, a driver, said no.", "Olu Bankole", "a driver"),
        ("Tilda Ravn, who runs the port, said so.", "Tilda Ravn", "who runs the port"),
        (
            "Secretary of State Tilda Ravn said so.",
            "Secretary of State Tilda Ravn",
            "Secretary of State",
        ),
        ("Secretary of State Tilda Ravn said so.", "Tilda Ravn", "Secretary of State"),
        ("The economist Tilda Ravn disagreed.", "Tilda Ravn", "The economist"),
        ("Health minister Tilda Ravn disagreed.", "Tilda Ravn", "Health minister"),
        ("The library's director, Jo Lanyon, said so.", "Jo Lanyon", "The library's director"),
        ("It is late, said the port's owner, Jo Lanyon.", "Jo Lanyon", "the port's owner"),
        (
            "Quillon, a software maker in Leith, denied it.",
            "Quillon",
            "a software maker in Leith",
        ),
        (
            "One member, a 39-year-old fisherman who mends nets in Orsay, the group's port, said "
            "that it was late.",
            "One member",
            "a 39-year-old fisherman who mends nets in Orsay",
        ),
        ("A woman who lives nearby said it was late.", "A woman", "A woman who lives nearby"),
        ("three senior harbour officials said", "three senior harbour officials", None),
        ("a person familiar with the sale said", "a person familiar with the sale", None),
        (
            "a harbour official who asked not to be named said",
            "a harbour official who asked not to be named",
            "a harbour official",
        ),
    ],
)
def test_described(text: str, mention: str, description: str | None) -> None:
    # None here: the source's own words are its description.
    assert described(text, mention) == (mention if description is None else description)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Officials said it was late.", "Officials"),
        ("Jo Lanyon, two friends from Leith, said so.", "Jo Lanyon"),
        ("He broke with former advisers Jo Lanyon and Olu Bankole.", "Jo Lanyon"),
        ("another official said", "another official"),
        ("one of them said", "one of them"),
        ("She, a driver, said so.", "She"),
        ("Mr. Ravn said so.", "Mr. Ravn"),
        ("According to Ravn, the plan will fail.", "Ravn"),
        ("According to Ravn, a doctor told her to rest.", "Ravn"),
        ("According to the charges, Mr. Hale met men of Bayline twice.", "the charges"),
        ("Ravn, Lanyon and a driver left.", "Ravn"),
        ("Like a family member, Ravn felt it.", "Ravn"),
        ("The two agencies, Ravn said, were late.", "Ravn"),
        ("21 percent said no.", "21 percent"),
        ("The Harbour Office said no.", "The Harbour Office"),
        ("Ravn, who was born in Orsay, said no.", "Ravn"),
    ],
)
def test_nothing_described(text: str, mention: str) -> None:
    assert described(text, mention) is None


@pytest.mark.slow
@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
@settings(max_examples=300, deadline=None)
def test_a_description_is_made_of_the_texts_words(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = description_near(text, (start, end), DescriptionConfig())
    assert found is None or all(word in text for word in found.split())


@pytest.mark.parametrize(
    "mention", ["that two harbour officials", "two harbour officials who", "two harbour officials"]
)
def test_what_tagging_took_along_is_no_part_of_a_description(mention: str) -> None:
    assert described(f"It seems {mention} said so.", mention) == "two harbour officials"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sen. Jo Lanyon, I-Orsay, said so.", "Sen."),
        ("So did Democratic U.S. Rep. Jo Lanyon.", "Democratic U.S. Rep."),
        ("But Lt. Gov. Jo Lanyon said so.", "Lt. Gov."),
        ("Mr. Jo Lanyon said so.", None),
        ("They met in Gen. It rained. Jo Lanyon said so.", None),
    ],
)
def test_a_short_title_stands_right_before_its_name(text: str, title: str | None) -> None:
    start = text.index("Jo Lanyon")
    assert short_title(text, (start, start + 9), DescriptionConfig()) == title
