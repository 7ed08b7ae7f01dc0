"""What sources are called."""

import pytest

from onrecord.models.labels import Code
from onrecord.models.linking.clusters import Cluster
from onrecord.models.sources.naming import _groups_of, _head_phrase
from tests.models.miniature import linked_mentions


@pytest.mark.parametrize(
    ("mention", "phrase"),
    [
        ("The Kremlin", "The Kremlin"),
        ("the Vale campaign, which is short of money", "the Vale campaign"),
        ("Parliament", "Parliament"),
        # A capital that only begins the sentence names nobody.
        ("The report", None),
        ("Its board", None),
        ("a report", None),
        ("It", None),
    ],
)
def test_a_phrase_that_holds_a_name(mention: str, phrase: str | None) -> None:
    assert _head_phrase(mention) == phrase


@pytest.mark.parametrize(
    ("own", "inside", "code", "kept"),
    [
        # Called Vale twice and Marsh once: names like Vale's.
        ([1, 1, 2], [[1], [1], [2]], "P", [0, 1]),
        # Nothing calls the source by name: all that were linked.
        ([None, None], [[], []], "P", [0, 2]),
        # A person is not called by a name in what describes him, a body is.
        ([None, None], [[1], []], "P", [0, 2]),
        ([None, None], [[1], []], "O", [0]),
    ],
)
def test_names_unlike_that_which_mentions_use_are_left_out(
    own: list[int | None], inside: list[list[int]], code: Code, kept: list[int]
) -> None:
    linked = linked_mentions({"Ann Vale": 0, "Vale": 0, "Ben Marsh": 0}, own, inside)
    cluster = Cluster(mentions=list(range(len(own))), names=[0, 2])
    assert sorted(_groups_of(linked, cluster, code)) == kept
