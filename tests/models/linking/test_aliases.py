"""Names that an article says are one's, on names marked by hand."""

import pytest

from onrecord.models.linking.aliases import aliases
from onrecord.models.network.mention_features import name_of
from onrecord.models.network.tags import NameKind


@pytest.mark.parametrize(
    ("text", "marked", "pairs"),
    [
        ("Mae Fitch , known to everyone as Mickey , danced", ["Mae Fitch", "Mickey"], [(0, 1)]),
        ("Mae Fitch ( who goes by Mickey ) danced", ["Mae Fitch", "Mickey"], [(0, 1)]),
        ("Mae Fitch , better known as Mickey , danced", ["Mae Fitch", "Mickey"], [(0, 1)]),
        ("Mae Fitch , a friend of Mickey , danced", ["Mae Fitch", "Mickey"], []),
        ("Mae Fitch has known Mickey", ["Mae Fitch", "Mickey"], []),
        ("his wife , Cora . Mrs . Ames left", ["Cora", "Ames"], [(1, 0)]),
        ("his wife , Cora . Mr . Ames left", ["Cora", "Ames"], []),
        ("his sister , Cora . Mrs . Ames left", ["Cora", "Ames"], []),
        ("his wife , Cora . Mrs . Ames , Mrs . Bond", ["Cora", "Ames", "Bond"], []),
    ],
)
def test_which_names_are_one(text: str, marked: list[str], pairs: list[tuple[int, int]]) -> None:
    words = text.split()
    names = []
    for phrase in marked:
        own = phrase.split()
        at = next(i for i in range(len(words)) if words[i : i + len(own)] == own)
        names.append(name_of(words, at, at + len(own), NameKind.PERSON, False))
    assert aliases(names, words) == pairs
