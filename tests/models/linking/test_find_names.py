"""Names as they are marked and made whole; all people are invented."""

from types import SimpleNamespace

import numpy as np
import pytest

from onrecord.models.linking.find_names import find_names
from onrecord.models.network.tags import NAME_TAGS, NameKind, begin, inside
from onrecord.models.text.view import TextView


def names(text: str, *marked: tuple[str, NameKind]) -> list[str]:
    """The names that are found in `text`, in whose tokens `marked` are marked in this order."""
    tokens = TextView(text).tokens
    scores = np.zeros((len(tokens), len(NAME_TAGS)), dtype=np.float32)
    scores[:, 0] = 0.5
    at = 0
    for words, kind in marked:
        start = text.index(words, at)
        at = start + len(words)
        for i, span in enumerate(tokens.spans):
            if start <= span[0] < at:
                scores[i, begin(kind) if span[0] == start else inside(kind)] = 1
    found = find_names(tokens, SimpleNamespace(names=scores))  # type: ignore[arg-type]
    return [" ".join(tokens.words[name.start : name.end]) for name in found]


PERSON = NameKind.PERSON


@pytest.mark.parametrize(
    ("text", "marked", "found"),
    [
        ("Sen. Jo Lanyon, I-Orsay, left.", ["Jo", "Lanyon"], ["Jo Lanyon"]),
        ("Jo Ann Lanyon left.", ["Jo", "Ann Lanyon"], ["Jo Ann Lanyon"]),
        ("Jo, Lanyon and Bo left.", ["Jo", "Lanyon", "Bo"], ["Jo", "Lanyon", "Bo"]),
        ("It pits Jo Lanyon Bo Marsh says.", ["Jo Lanyon", "Bo Marsh"], ["Jo Lanyon", "Bo Marsh"]),
        ("He said “Shady Jo Lanyon” lost.", ["Shady", "Jo Lanyon"], ["Shady", "Jo Lanyon"]),
        ("He met Jo\nLanyon left.", ["Jo", "Lanyon"], ["Jo", "Lanyon"]),
        # A nickname in quotation marks parts nobody from their surname.
        ("Jo “Reedy” Lanyon left.", ["Jo “Reedy", "Lanyon"], ["Jo “ Reedy ” Lanyon"]),
        ('Jo "Reedy" Lanyon left.', ["Jo", "Reedy", "Lanyon"], ['Jo " Reedy " Lanyon']),
        ("Jo “Reedy” said so.", ["Jo", "Reedy"], ["Jo", "Reedy"]),
        ("Jo “No,” Lanyon said.", ["Jo", "Lanyon"], ["Jo", "Lanyon"]),
    ],
)
def test_a_name_marked_in_two_pieces_is_one(text: str, marked: list[str], found: list[str]) -> None:
    assert names(text, *((words, PERSON) for words in marked)) == found


def test_a_place_beside_a_person_is_no_part_of_the_name() -> None:
    marked = [("Orsay", NameKind.LOCATION), ("Lanyon", PERSON)]
    assert names("It was Orsay Lanyon who left.", *marked) == ["Orsay", "Lanyon"]
