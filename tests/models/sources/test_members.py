from onrecord.models.config import SourceConfig
from onrecord.models.sources.members import members as members_of


def members(sources: list[tuple[str, bool]]) -> list[int | None]:
    return members_of(sources, SourceConfig().groups_back)


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
