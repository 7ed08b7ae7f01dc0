"""Nouns for hearsay are nobody."""

import numpy as np
import pytest

from onrecord.models.decoding.hearsay_nouns import nobodys
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.tagger import Tagger


def relation(source: TokenSpan | None, cue: TokenSpan | None) -> Relation:
    return Relation(source, cue, [(5, 9)], 0.9, 0.9, 0.9)


@pytest.mark.parametrize(
    ("words", "source", "cue", "expected"),
    [
        ("Rumour has it that he will leave soon", (0, 1), (1, 3), (None, (0, 3))),
        ("The rumours say that he will leave soon", (0, 2), (2, 3), (None, (0, 3))),
        ("Local legend has it that monks built it", (0, 2), (2, 4), (None, (0, 4))),
        ("Conventional wisdom has it that he will stay", (0, 2), (2, 4), (None, (0, 4))),
        # Wisdom that says something, and a bearer of the noun for a name.
        ("Ada Wisdom said that he will leave soon", (0, 2), (2, 3), ((0, 2), (2, 3))),
        ("Talk said that he will leave soon now", (0, 1), (1, 2), ((0, 1), (1, 2))),
        ("The rumours of the crew say that he left", (0, 5), (5, 6), ((0, 5), (5, 6))),
    ],
)
def test_nouns_for_hearsay_belong_to_the_cue(
    words: str, source: TokenSpan, cue: TokenSpan, expected: tuple[TokenSpan | None, TokenSpan]
) -> None:
    decoded = Decoded([relation(source, cue), relation(None, cue)], np.zeros(9, dtype=np.float32))
    first, second = nobodys(decoded, words.split()).relations
    assert (first.source, first.cue) == expected
    assert (second.source, second.cue) == (None, cue)


def test_rumour_is_no_source() -> None:
    text = (
        "Rumour has it that Harvey Lund will leave the club. “No,” said Lund on Monday. "
        "Legend has it that a monk built the bridge."
    )
    (analysis,) = Tagger.load().analyse([text])
    assert [source.name for source in analysis.sources] == ["Harvey Lund"]
    assert "N" in {a.code for a in analysis.attributions}
