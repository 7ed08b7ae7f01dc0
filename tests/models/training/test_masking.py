"""Hiding subwords to be guessed."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.training.masking import MaskedWords, hide

pytestmark = pytest.mark.slow

SPECIAL = np.array([0, 1, 2])
MASK = 3


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_special_tokens_are_never_drawn_and_the_rest_is_kept_or_hidden(
    seed: int, rate: float
) -> None:
    random = np.random.default_rng(seed)
    ids = random.integers(0, 30, (3, 40))
    shown, at = hide(ids, SPECIAL, MASK, rate, random)
    drawn = np.zeros(ids.size, np.bool_)
    drawn[at] = True
    drawn = drawn.reshape(ids.shape)
    assert not drawn[np.isin(ids, SPECIAL)].any()
    assert (shown[~drawn] == ids[~drawn]).all()
    assert ((shown == ids) | (shown == MASK)).all()


def test_the_share_that_is_drawn_and_hidden() -> None:
    ids = np.full((100, 500), 9)
    shown, at = hide(ids, SPECIAL, MASK, 0.2, np.random.default_rng(1))
    assert abs(len(at) / ids.size - 0.2) < 0.01
    assert abs((shown == MASK).sum() / len(at) - 0.85) < 0.01


def test_nothing_is_hidden_at_rate_nought() -> None:
    ids = np.full((2, 5), 9)
    shown, at = hide(ids, SPECIAL, MASK, 0.0, np.random.default_rng(1))
    assert (shown == ids).all() and not len(at)


def test_guessing_is_learnt() -> None:
    torch.manual_seed(0)
    words, table = MaskedWords(16, 30), torch.randn(30, 16)
    right = torch.randint(0, 30, (64,))
    hidden = table[right] + 0.1 * torch.randn(64, 16)
    optimizer = torch.optim.Adam(words.parameters(), 1e-2)
    losses = []
    for _ in range(60):
        loss = words.loss(hidden, table, right)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 3
