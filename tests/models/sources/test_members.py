import pytest

from onrecord.models.config import SourceConfig
from onrecord.models.sources.members import is_pointing, member_name
from onrecord.models.sources.members import members as members_of


def members(sources: list[tuple[str, bool]]) -> list[int | None]:
    placed = [(*source, [10 * i]) for i, source in enumerate(sources)]
    return members_of("", placed, SourceConfig().groups_back)


@pytest.mark.parametrize("share", ["Most", "All", "Two"])
def test_a_share_without_a_noun_is_of_the_group_before_it_in_its_paragraph(share: str) -> None:
    said = "Five mill hands spoke. {} feared for their pay."
    for between, group in ((" ", 0), ("\n\n", None)):
        text = said.replace(". {", f".{between}{{").format(share)
        sources = [("Five mill hands", True, [0]), (share, True, [text.index(share)])]
        assert members_of(text, sources, SourceConfig().groups_back) == [None, group]
    assert member_name(share, "Five mill hands") == f"{share} of the five mill hands"


def test_one_alone_is_of_the_last_group_also_in_another_paragraph() -> None:
    text = "Five mill hands spoke.\n\nOne feared for his pay."
    sources = [("Five mill hands", True, [0]), ("One", False, [text.index("One")])]
    assert members_of(text, sources, SourceConfig().groups_back) == [None, 0]


@pytest.mark.parametrize("share", ["Many", "Some", "most"])
def test_what_may_be_some_of_all_people_is_of_no_group(share: str) -> None:
    text = f"Five mill hands spoke. {share} believe the mill will close."
    sources = [("Five mill hands", True, [0]), (share, True, [text.index(share)])]
    assert members_of(text, sources, SourceConfig().groups_back) == [None, None]


def test_the_group_that_was_mentioned_last_is_meant() -> None:
    sources = [
        ("two harbour officials", True, [0, 90]),
        ("port officials", True, [50]),
        ("one official", False, [100]),
        ("another official", False, [70, 120]),
    ]
    assert members_of("", sources, SourceConfig().groups_back) == [None, None, 0, 1]


@pytest.mark.parametrize(
    ("name", "group", "called"),
    [
        ("One of them", "Three clerks at the mill", "One of the three clerks at the mill"),
        ("Another, who left", "several clerks", "Another of several clerks"),
        ("The second, who stayed", "Both women", "The second woman, who stayed"),
        ("another", "NATO officials", "another of the NATO officials"),
    ],
)
def test_a_member_without_a_noun_is_called_by_its_group(name: str, group: str, called: str) -> None:
    assert is_pointing(name)
    assert member_name(name, group) == called


def test_one_who_is_like_a_group_is_one_of_it() -> None:
    clerks = ("nine current and former clerks", True)
    assert members([clerks, ("A former clerk", False), ("a clerk", False)]) == [None, 0, None]


def test_one_of_the_officials_belongs_to_the_officials() -> None:
    sources = [
        ("three senior Mexican officials", True),
        ("five cartel operatives", True),
        ("One of the Mexican officials", False),
        ("one of them", False),
        ("One cartel member", False),
        ("a spokesman", False),
    ]
    assert members(sources) == [None, None, 0, 1, 1, None]


def test_the_last_group_with_the_same_noun_where_nothing_else_tells() -> None:
    sources = [
        ("two port officials", True),
        ("several aldermen", True),
        ("another official", False),
    ]
    assert members(sources) == [None, None, 0]


def test_a_common_nationality_makes_no_member() -> None:
    assert members([("many Mexican analysts", True), ("one Mexican official", False)])[1] is None


def test_no_group_no_member() -> None:
    assert members([("another official", False)]) == [None]
