"""The chain against the sum and the maximum over every sequence of tags."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.decoding.viterbi import best_tags, tag_probabilities
from onrecord.models.network.crf import ChainCrf
from onrecord.models.network.tags import legal_transitions, spans_of_tags

pytestmark = pytest.mark.slow

TAGS, TOKENS = 5, 4


@pytest.fixture(params=range(5))
def chain(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(request.param)
    emissions = rng.normal(size=(TOKENS, TAGS)).astype(np.float32)
    transitions = rng.normal(size=(TAGS + 1, TAGS)).astype(np.float32)
    return emissions, transitions + legal_transitions(TAGS)


def _scores(emissions: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, ...], float]:
    return {
        tags: float(
            transitions[-1, tags[0]]
            + sum(emissions[i, t] for i, t in enumerate(tags))
            + sum(transitions[a, b] for a, b in itertools.pairwise(tags))
        )
        for tags in itertools.product(range(TAGS), repeat=TOKENS)
    }


def test_best_tags_are_the_best_of_all(chain: tuple[np.ndarray, np.ndarray]) -> None:
    scores = _scores(*chain)
    assert tuple(best_tags(*chain)) == max(scores, key=lambda t: scores[t])


def test_probabilities_are_those_of_all_sequences(chain: tuple[np.ndarray, np.ndarray]) -> None:
    scores = _scores(*chain)
    weights = {t: np.exp(s) for t, s in scores.items()}
    expected = np.zeros((TOKENS, TAGS))
    for tags, weight in weights.items():
        for i, tag in enumerate(tags):
            expected[i, tag] += weight
    expected /= sum(weights.values())
    np.testing.assert_allclose(tag_probabilities(*chain), expected, atol=1e-5)


def _best_by_token(emissions: np.ndarray, transitions: np.ndarray) -> list[int]:
    """Viterbi, a token after the other."""
    score, back = transitions[-1] + emissions[0].astype(float), []
    for row in emissions[1:]:
        ways = score[:, None] + transitions[:-1]
        back.append(ways.argmax(0))
        score = ways.max(0) + row
    tags = [int(score.argmax())]
    for came_from in reversed(back):
        tags.append(int(came_from[tags[-1]]))
    return tags[::-1]


def _shares_by_token(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """Forward-backward, a token after the other, in logarithms."""
    forward = [transitions[-1] + emissions[0].astype(float)]
    for row in emissions[1:]:
        forward.append(np.logaddexp.reduce(forward[-1][:, None] + transitions[:-1], 0) + row)
    backward = [np.zeros(emissions.shape[1])]
    for row in emissions[:0:-1]:
        backward.append(np.logaddexp.reduce(transitions[:-1] + row + backward[-1], 1))
    joint = np.array(forward) + np.array(backward[::-1])
    return np.exp(joint - np.logaddexp.reduce(joint, 1)[:, None])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 130), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 1.0, 8.0]))
def test_chunks_change_nothing(tokens: int, seed: int, spread: float) -> None:
    rng = np.random.default_rng(seed)
    emissions = (spread * rng.normal(size=(tokens, 7))).astype(np.float32)
    transitions = rng.normal(size=(8, 7)).astype(np.float32) + legal_transitions(7)
    assert best_tags(emissions, transitions).tolist() == _best_by_token(emissions, transitions)
    np.testing.assert_allclose(
        tag_probabilities(emissions, transitions),
        _shares_by_token(emissions, transitions),
        atol=1e-6,
    )


def test_training_loss_is_the_negative_log_likelihood(
    chain: tuple[np.ndarray, np.ndarray],
) -> None:
    emissions, transitions = chain
    crf = ChainCrf(TAGS)
    crf.transitions.data = torch.from_numpy(transitions - legal_transitions(TAGS))
    tags = (1, 2, 0, 3)
    scores = _scores(*chain)
    expected = np.log(sum(np.exp(s) for s in scores.values())) - scores[tags]
    # A second, shorter row: its padding must not count.
    padded = torch.from_numpy(np.stack([emissions, emissions]))
    mask = torch.tensor([[True] * 4, [True, False, False, False]])
    loss = crf.negative_log_likelihood(padded, torch.tensor([tags, (1, -100, -100, -100)]), mask)
    first = transitions[-1] + emissions[0]
    alone = np.log(np.exp(first).sum()) - first[1]
    assert float(loss.detach()) == pytest.approx(expected + alone, abs=1e-4)


def test_an_inside_tag_never_follows_another_span() -> None:
    emissions = np.zeros((6, TAGS), dtype=np.float32)
    emissions[:, 2] = 1
    emissions[3, 4] = 9
    tags = best_tags(emissions, legal_transitions(TAGS))
    for a, b in itertools.pairwise(tags):
        assert b not in (2, 4) or a in (b, b - 1)


def test_spans_of_tags() -> None:
    assert spans_of_tags([2, 2, 0, 1, 2, 1, 3, 4]) == [(0, 2, 0), (3, 5, 0), (5, 6, 0), (6, 8, 1)]


def test_no_tokens_no_tags() -> None:
    nothing = np.zeros((0, TAGS), dtype=np.float32)
    assert len(best_tags(nothing, legal_transitions(TAGS))) == 0
    assert tag_probabilities(nothing, legal_transitions(TAGS)).shape == (0, TAGS)
