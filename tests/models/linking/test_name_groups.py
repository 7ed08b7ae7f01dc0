"""Which names of an article are one's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.config import GroupConfig
from onrecord.models.linking.name_groups import name_groups
from onrecord.models.network.mention_features import NameSpan, name_of
from onrecord.models.network.tags import NameKind
from tests.growth import is_linear

PERSON, BODY, PLACE = NameKind.PERSON, NameKind.ORGANIZATION, NameKind.LOCATION


def spans(names: list[tuple[str, int]]) -> list[NameSpan]:
    """The names one behind the other; a title before a name in brackets is no part of it."""
    words: list[str] = []
    found = []
    for name, kind in names:
        title, _, rest = name.rpartition("] ")
        words += [title.strip("[")] if title else []
        own = rest.split()
        found.append((len(words), len(words) + len(own), kind))
        words += [*own, ","]
    return [name_of(words, start, end, kind, False) for start, end, kind in found]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        # The last name is that of the one full name, wherever it stands.
        ([("Quill", PERSON), ("Marta Quill", PERSON), ("Quill", PERSON)], [0, 0, 0]),
        ([("Marta Quill", PERSON), ("Marta", PERSON)], [0, 0]),
        # A middle initial makes nobody else, another given name does.
        ([("Owen P. Reyes", PERSON), ("Owen Reyes", PERSON), ("Ida Reyes", PERSON)], [0, 0, 1]),
        # A surname has its particles, and a nickname stands inside of a name.
        ([("Joost van der Marsh", PERSON), ("Van der Marsh", PERSON)], [0, 0]),
        ([("Joost van der Marsh", PERSON), ("Ida van der Marsh Lan", PERSON)], [0, 1]),
        ([("Robert “ Reedy ” Tull", PERSON), ("Reedy", PERSON)], [0, 0]),
        # Titles tell two of one name apart, and which of them is named more.
        (
            [("Owen Reyes", PERSON), ("[Mr] Reyes", PERSON), ("Ida Reyes", PERSON),
             ("[Mrs] Reyes", PERSON), ("Owen Reyes", PERSON)],
            [0, 0, 1, 1, 0],
        ),
        ([("[Mr] Tull", PERSON), ("Tull", PERSON)], [0, 0]),
        # Two named about as often: the last one named.
        (
            [("Wei Lan", PERSON), ("Lan", PERSON), ("Tao Lan", PERSON), ("Lan", PERSON)],
            [0, 0, 1, 1],
        ),
        # Bodies by their initials, and by the end of their names.
        ([("Harbour Board Trust", BODY), ("H B T", BODY)], [0, 0]),
        ([("Office of Dam Safety", BODY), ("ODS", BODY)], [0, 0]),
        ([("Department of Justice", BODY), ("DOJ", BODY)], [0, 0]),
        ([("Harlan Falls Courier", BODY), ("Courier", BODY)], [0, 0]),
        ([("White House", BODY), ("House", BODY)], [0, 1]),
        ([("Norland", PLACE), ("Norland Rail", BODY)], [0, 1]),
        ([("King County", BODY), ("Ann King", PERSON)], [0, 1]),
    ],
)  # fmt: skip
def test_names_of_one(names: list[tuple[str, int]], groups: list[int]) -> None:
    assert name_groups(spans(names), GroupConfig()) == groups


WORDS = st.sampled_from(["Ann", "Ben", "Vale", "Marsh", "Jr", "A", "[Mr] Vale", "[Ms] Vale", "ABM"])
NAMES = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.integers(0, 3)), max_size=12
)


@given(NAMES)
def test_every_name_has_one_group_and_equal_names_share_it(names: list[tuple[str, int]]) -> None:
    named = [(name, kind) for name, kind in names if "] " not in name[name.find("] ") + 2 :]]
    found = spans(named)
    groups = name_groups(found, GroupConfig())
    assert len(groups) == len(found)
    # Numbered in the order in which they are met.
    assert list(dict.fromkeys(groups)) == list(range(len(set(groups))))
    assert name_groups(found, GroupConfig()) == groups


@given(st.lists(st.sampled_from(["Ann Vale", "Vale", "Ben Marsh", "Marsh"]), max_size=12))
def test_two_full_names_are_never_one(names: list[str]) -> None:
    groups = name_groups(spans([(name, PERSON) for name in names]), GroupConfig())
    of = dict(zip(names, groups, strict=True))
    if "Ann Vale" in of and "Ben Marsh" in of:
        assert of["Ann Vale"] != of["Ben Marsh"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "kind"),
    [("A{} Smith", PERSON), ("Ann B{}", PERSON), ("Bank A{}", BODY), ("A{} Bank", BODY)],
)
def test_many_names_are_grouped_in_proportion(form: str, kind: NameKind) -> None:
    def group(text: str) -> None:
        name_groups(spans([(name, kind) for name in text.split(", ")]), GroupConfig())

    assert is_linear(group, lambda size: ", ".join(form.format(k) for k in range(size // 20)))
