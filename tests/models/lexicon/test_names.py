"""What remains of names without titles, and how titles are told from names in labels."""

import pytest

from onrecord.models.forms.turn_labels import label_at
from onrecord.models.lexicon.abbreviations import ABBREVIATIONS, BEFORE_NAMES, BEFORE_STOP
from onrecord.models.lexicon.mention_kinds import mention_kind
from onrecord.models.lexicon.names import name_words, same_name
from onrecord.models.text.view import TextView


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Secretary of State Marco Rubio", {"marco", "rubio"}),
        ("Adm. Ines Hale", {"ines", "hale"}),
        ("Det. Insp. Ann Lee Jr.", {"ann", "lee"}),
        ("the F.B.I.", {"fbi"}),
        ("the attorney general", {"attorney", "general"}),
        ("General Motors", {"general", "motors"}),
        ("Rosa Del Toro", {"rosa", "del", "toro"}),
    ],
)
def test_titles_are_no_part_of_a_name(name: str, words: set[str]) -> None:
    assert name_words(name) == words


def test_names_are_the_same_where_one_holds_the_other() -> None:
    assert same_name("Sen. Ann Lee", "Lee")
    assert not same_name("Ann Lee", "Dale Lee")
    assert not same_name("", "")


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("PRIME MINISTER LUM", ("lum",)),
        ("COACH ANN LUM", ("ann", "lum")),
        ("Ms. Ann Lum", ("ann", "lum")),
        ("NOEL KING, HOST", ("noel", "king")),
        ("KING", ("king",)),
        ("THE PRESIDENT", ("the", "president")),
        ("Maria das Neves", ("maria", "das", "neves")),
    ],
)
def test_a_label_is_called_by_its_name(label: str, key: tuple[str, ...]) -> None:
    text = f"{label}: The pier is shut, and it will stay shut."
    found = label_at(text, 0, len(text))
    assert found is not None and found.key == key


@pytest.mark.parametrize("name", ["Ines van der Meer", "Maria das Neves", "Luca di Corte"])
def test_particles_belong_to_names(name: str) -> None:
    assert mention_kind(f"an aide, {name}") == "name"


@pytest.mark.parametrize("title", ["Capt", "Prof", "Rev", "Sen", "Mrs"])
def test_a_shortened_title_ends_no_sentence(title: str) -> None:
    assert title in BEFORE_NAMES and title.lower() in ABBREVIATIONS
    assert BEFORE_STOP.search(f"the pier, {title}")
    text = f"The pier is shut, and {title}. Hale said so. It rained."
    assert len(TextView(text).sentences(0, len(text))) == 2
