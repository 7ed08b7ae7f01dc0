from onrecord.models.groups import members


def test_one_of_the_officials_belongs_to_the_officials() -> None:
    sources = [
        ("three senior Mexican officials", True),
        ("five cartel operatives", True),
        ("One of the Mexican officials", False),
        ("one of them", False),
        ("a spokesman", False),
    ]
    assert members(sources) == [None, None, 0, 1, None]


def test_no_group_no_member() -> None:
    assert members([("another official", False)]) == [None]
