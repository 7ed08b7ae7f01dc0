"""What sources are called."""

import numpy as np
import pytest

from onrecord.models.entities import Entity
from onrecord.models.labels import CODES, SECTORS, Code
from onrecord.models.linking import Linked
from onrecord.models.names import _groups_of, _head_phrase
from onrecord.models.pairs import name_of


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


def _linked(names: list[str], own: list[int | None], inside: list[list[int]]) -> Linked:
    """Mentions of one source: what they call it, and the names in them."""
    words = [name.split() for name in names]
    empty = np.zeros(len(own), dtype=np.float32)
    return Linked(
        entities=[],
        entity_of=[0] * len(own),
        mentions=[],
        names=[[name_of(w, 0, len(w), 0, False)] for w in words],
        inside=inside,
        own=own,
        code=np.zeros((len(own), len(CODES)), dtype=np.float32),
        sector=np.zeros((len(own), len(SECTORS)), dtype=np.float32),
        withheld=empty,
        link_probability=[1.0] * len(own),
    )


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
    linked = _linked(["Ann Vale", "Vale", "Ben Marsh"], own, inside)
    entity = Entity(mentions=list(range(len(own))), names=[0, 2])
    assert sorted(_groups_of(linked, entity, code)) == kept
