import numpy as np

from onrecord.models.decoding.grant_mask import outside_grants
from onrecord.models.decoding.relations import Decoded, Relation
from onrecord.models.text.view import TextView

TEXT = "Two aides, who spoke anonymously to discuss tactics, said it was late."


def _relation(cue: tuple[int, int], *content: tuple[int, int]) -> Relation:
    return Relation(None, cue, list(content), 1.0, 1.0, 1.0)


def _decoded(*relations: Relation) -> Decoded:
    return Decoded(list(relations), np.zeros(14, dtype=np.float32))


def _grant() -> list[tuple[int, int]]:
    start = TEXT.index("who")
    return [(start, TEXT.index(", said"))]


def test_a_grant_taken_for_a_claim_goes() -> None:
    taken, said = _relation((4, 6), (6, 9)), _relation((10, 11), (11, 14))
    kept = outside_grants(_decoded(taken, said), _grant(), TextView(TEXT).tokens).relations
    assert kept == [said]


def test_a_content_loses_the_words_of_the_grant() -> None:
    said = _relation((10, 11), (0, 4), (7, 13))
    kept = outside_grants(_decoded(said), _grant(), TextView(TEXT).tokens).relations
    assert kept[0].content == [(0, 3), (9, 13)]


def test_without_grants_nothing_changes() -> None:
    decoded = _decoded(_relation((4, 6), (6, 9)))
    assert outside_grants(decoded, [], TextView(TEXT).tokens) is decoded
