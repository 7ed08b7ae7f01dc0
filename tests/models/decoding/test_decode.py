"""Decoding, on scores made by hand: eight tokens in two paragraphs."""

import tracemalloc

import numpy as np
import pytest

from onrecord.models.config import DecodingConfig
from onrecord.models.decoding.decode import decode
from onrecord.models.decoding.relations import Relation
from onrecord.models.network.arc_distance import ARC_BUCKETS
from onrecord.models.network.heads import Parameters
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.tags import ROLE_TAGS, Role, begin, inside

pytestmark = pytest.mark.slow

SOURCE, CUE, CONTENT = Role
TOKENS = 9
PARAGRAPHS = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1])
#: How strongly hand-made scores say what they say.
SURE = 12.0


@pytest.fixture
def parameters() -> Parameters:
    zeros = {
        "crf.transitions": (len(ROLE_TAGS) + 1, len(ROLE_TAGS)),
        "content_arc_bias": (ARC_BUCKETS,),
        "source_arc_bias": (ARC_BUCKETS,),
        "mentions.elided": (1,),
    }
    return Parameters({name: np.zeros(shape, np.float32) for name, shape in zeros.items()})


def scores(
    tags: dict[int, int],
    *,
    cue_of: dict[int, int],
    source_of: dict[int, int],
    doubtful: dict[int, tuple[int, float]] | None = None,
) -> TokenScores:
    """Scores that tag tokens, point contents at cues and cues at sources.

    `doubtful` adds (tag, score) to tokens that are tagged O otherwise.
    """
    roles = np.zeros((TOKENS, len(ROLE_TAGS)), np.float32)
    for token in range(TOKENS):
        roles[token, tags.get(token, 0)] = SURE
    for token, (tag, score) in (doubtful or {}).items():
        roles[token, tag] = score
    identity = np.eye(TOKENS, dtype=np.float32) * SURE
    content_dep, cue_dep = np.zeros((2, TOKENS, TOKENS), np.float32)
    for content, cue in cue_of.items():
        content_dep[content, cue] = SURE
    for cue, source in source_of.items():
        cue_dep[cue, source] = SURE
    empty = np.zeros((TOKENS, 1), np.float32)
    return TokenScores(roles, empty, content_dep, identity, cue_dep, identity, empty, empty)


def only(found: TokenScores, parameters: Parameters) -> Relation:
    [relation] = decode(
        found, parameters, PARAGRAPHS, np.zeros(TOKENS, np.bool_), DecodingConfig()
    ).relations
    return relation


TAGS = {4: begin(CUE), 5: begin(CONTENT), 6: inside(CONTENT), 7: inside(CONTENT)}
TO_CUE = {5: 4, 6: 4, 7: 4}


def test_content_takes_its_cue_and_the_cue_its_source(parameters: Parameters) -> None:
    tags = {3: begin(SOURCE), **TAGS}
    relation = only(scores(tags, cue_of=TO_CUE, source_of={4: 3}), parameters)
    assert (relation.source, relation.cue, relation.content) == ((3, 4), (4, 5), [(5, 8)])
    assert relation.source_probability > 0.9


def test_a_source_of_another_paragraph_is_not_taken(parameters: Parameters) -> None:
    tags = {0: begin(SOURCE), **TAGS}
    relation = only(scores(tags, cue_of=TO_CUE, source_of={4: 0}), parameters)
    assert relation.source is None


def test_a_source_that_the_tagging_missed_is_found_where_the_cue_points(
    parameters: Parameters,
) -> None:
    doubtful = {2: (begin(SOURCE), SURE - 1), 3: (begin(SOURCE), SURE - 2)}
    tags = {0: begin(SOURCE), **TAGS}
    found = scores(tags, cue_of=TO_CUE, source_of={4: 3}, doubtful=doubtful)
    assert only(found, parameters).source == (3, 4)


def test_tokens_that_hardly_begin_a_source_are_none(parameters: Parameters) -> None:
    found = scores(TAGS, cue_of=TO_CUE, source_of={4: 3}, doubtful={3: (begin(SOURCE), 0.0)})
    assert only(found, parameters).source is None


def test_a_cue_is_not_its_own_source(parameters: Parameters) -> None:
    found = scores(TAGS, cue_of=TO_CUE, source_of={4: 4})
    assert only(found, parameters).source is None


@pytest.mark.parametrize(("first", "speaker"), [(3, (1, 2)), (5, None)])
def test_a_quotation_that_opens_the_next_paragraph_goes_on(
    parameters: Parameters, first: int, speaker: tuple[int, int] | None
) -> None:
    tags = {0: begin(CONTENT), 1: begin(CUE), 2: begin(SOURCE), first: begin(CONTENT)}
    # The second quotation points at itself, so that no cue takes it.
    found = scores(tags, cue_of={0: 1, first: first}, source_of={1: 2})
    quoted = np.isin(np.arange(TOKENS), (0, first))
    _, running = decode(found, parameters, PARAGRAPHS, quoted, DecodingConfig()).relations
    assert (running.cue, running.speaker) == (None, speaker)


def _long(tokens: int, tag: int) -> TokenScores:
    """Scores of one long text, all of whose tokens have `tag`; nothing points anywhere."""
    roles = np.full((tokens, len(ROLE_TAGS)), -SURE, np.float32)
    roles[:, tag] = SURE
    vectors, empty = np.ones((tokens, 4), np.float32), np.zeros((tokens, 1), np.float32)
    return TokenScores(roles, empty, vectors, vectors, vectors, vectors, empty, empty)


@pytest.mark.parametrize("tag", [inside(CONTENT), begin(CONTENT), inside(CUE), inside(SOURCE)])
def test_memory_grows_with_the_text(parameters: Parameters, tag: int) -> None:
    peaks = []
    for tokens in (4000, 8000):
        found = _long(tokens, tag)
        paragraphs, quoted = np.zeros(tokens, np.int64), np.ones(tokens, np.bool_)
        tracemalloc.start()
        decode(found, parameters, paragraphs, quoted, DecodingConfig())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2.6 * peaks[0]


def test_the_ends_of_a_long_content_point_at_its_cue(parameters: Parameters) -> None:
    tokens = 5000
    roles = np.zeros((tokens, len(ROLE_TAGS)), np.float32)
    roles[:, inside(CONTENT)] = SURE
    for token, tag in {0: 0, tokens - 2: begin(CUE), tokens - 1: 0, 1: begin(CONTENT)}.items():
        roles[token] = 0
        roles[token, tag] = SURE
    towards = np.zeros((tokens, 2), np.float32)
    towards[:, 0] = SURE
    heads = np.zeros((tokens, 2), np.float32)
    heads[tokens - 2, 0] = SURE
    empty = np.zeros((tokens, 1), np.float32)
    found = TokenScores(roles, empty, towards, heads, towards, heads * 0, empty, empty)
    paragraphs, quoted = np.zeros(tokens, np.int64), np.zeros(tokens, np.bool_)
    [relation] = decode(found, parameters, paragraphs, quoted, DecodingConfig()).relations
    assert relation.content == [(1, tokens - 2)]
    assert relation.cue == (tokens - 2, tokens - 1)
