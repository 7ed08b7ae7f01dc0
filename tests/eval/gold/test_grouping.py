"""Attributions from regions and links."""

from onrecord.eval.gold.grouping import Region, group
from onrecord.eval.gold.types import Role

ROLE: dict[str, Role] = {"s": "source", "q": "cue", "c": "content"}


def grouped(ids: str, links: str) -> list[set[str]]:
    """Groups of regions such as ``q1``, named by role and place, linked as in ``q1-c2``."""
    regions = [
        Region(id=id, role=ROLE[id[0]], spans=[(int(id[1:]), int(id[1:]) + 1)])
        for id in ids.split()
    ]
    found = group(regions, [(a, b) for a, _, b in (link.partition("-") for link in links.split())])
    return [{r.id for r in g.regions} for g in found]


def test_a_cue_gathers_what_is_linked_to_it_in_either_direction() -> None:
    assert grouped("s0 q1 c2 c3", "q1-s0 c2-q1 q1-c3") == [{"q1", "s0", "c2", "c3"}]


def test_a_source_may_serve_several_cues() -> None:
    assert grouped("s0 q1 c2 q3 c4", "q1-s0 q1-c2 q3-s0 q3-c4") == [
        {"q1", "s0", "c2"},
        {"q3", "s0", "c4"},
    ]


def test_pieces_of_a_mention_hang_on_each_other() -> None:
    assert grouped("q1 q2 s3 s4 c5 c6", "q1-q2 q1-s3 s3-s4 q2-c5 c5-c6") == [
        {"q1", "q2", "s3", "s4", "c5", "c6"}
    ]


def test_content_may_hang_on_the_source() -> None:
    assert grouped("s0 q1 c2", "s0-q1 s0-c2") == [{"q1", "s0", "c2"}]
    # With two cues nobody can tell whose content it is.
    assert grouped("s0 q1 q2 c3", "s0-q1 s0-q2 s0-c3") == [{"q1", "s0"}, {"q2", "s0"}, {"c3", "s0"}]


def test_without_a_cue_the_content_is_the_centre() -> None:
    assert grouped("c0 s1 c2 s3", "c0-s1 c2-s3") == [{"c0", "s1"}, {"c2", "s3"}]


def test_what_hangs_on_nothing_stands_alone() -> None:
    assert grouped("s0 q1 c2", "") == [{"s0"}, {"q1"}, {"c2"}]
    assert grouped("q1", "q1-q1 q1-c9") == [{"q1"}]
