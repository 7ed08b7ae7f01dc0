"""Best tag sequence and tag probabilities of a linear chain, in NumPy.

A chain is a product of matrices, one a token, and products may be bracketed at will: so the
tokens are cut into about ``sqrt(n)`` chunks of ``sqrt(n)``. All chunks are multiplied out side
by side, a sweep over the chunks finds with what each of them is entered, and then all are
walked through side by side. The answers are those of a walk from token to token.
"""

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray

_Doubles = NDArray[np.float64]


def best_tags(emissions: FloatArray, transitions: FloatArray) -> NDArray[np.int64]:
    """The most probable tags (Viterbi 1967) of `emissions`, (tokens, tags).

    `transitions` is (tags + 1, tags), its last row the scores of a start.
    """
    n, width = emissions.shape
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    chunks, live = _chunked(emissions[1:])
    # Chunks lie along the last axis, so that NumPy's inner loops are long ones.
    own = np.ascontiguousarray(chunks.transpose(1, 2, 0))
    size, _, count = own.shape
    step = transitions[:-1].astype(np.float64)[:, :, None]
    entry = transitions[-1].astype(np.float64) + emissions[0]

    # through[j, p, c]: the best score of chunk c for a way from tag p before it to its last tag j.
    through = np.full((width, width, count), -np.inf)
    through[np.arange(width), np.arange(width)] = 0
    for t in range(size):
        through = (through[:, None] + step[..., None]).max(0) + own[t][:, None]
    score = np.empty((width, count + 1))
    score[:, 0] = entry
    for c in range(count):
        score[:, c + 1] = (through[:, :, c] + score[:, c]).max(1)
    back = np.zeros((count, size, width), dtype=np.int64)
    for t, k in enumerate(live):
        ways = score[:, None, :k] + step
        back[:k, t] = ways.argmax(0).T
        score[:, :k] = ways.max(0) + own[t][:, :k]

    tags = [int(score[:, max(count - 1, 0)].argmax())]
    for came_from in back.reshape(-1, width)[: n - 1][::-1].tolist():
        tags.append(came_from[tags[-1]])
    return np.array(tags[::-1], dtype=np.int64)


def tag_probabilities(emissions: FloatArray, transitions: FloatArray) -> FloatArray:
    """Marginal probability of each tag at each token, (tokens, tags), by forward-backward."""
    n, width = emissions.shape
    if n == 0:
        return np.zeros((0, width), dtype=np.float32)
    potential = np.exp((emissions - emissions.max(1, keepdims=True)).astype(np.float64))
    step = np.exp(transitions[:-1].astype(np.float64))
    first = np.exp(transitions[-1].astype(np.float64)) * potential[0]
    own, live = _chunked(potential[1:])
    count, size, _ = own.shape

    # through[c, p, j]: the weight of all ways through chunk c from tag p before it to its last
    # tag j, up to a factor: what comes from any tag goes on to others, so no row dies out.
    through = np.broadcast_to(np.eye(width), (count, width, width))
    for t, k in enumerate(live):
        on = (through[:k].reshape(-1, width) @ step).reshape(k, width, width) * own[:k, t, None]
        through = np.concatenate([on / on.sum((1, 2), keepdims=True), through[k:]])

    state = np.empty((count + 1, width))
    state[0] = first
    for c in range(count):
        state[c + 1] = _scaled(state[c] @ through[c])
    forward = np.zeros((count, size, width))
    for t, k in enumerate(live):
        state[:k] = forward[:k, t] = _scaled((state[:k] @ step) * own[:k, t])

    state = np.ones((count + 1, width))
    for c in range(count - 1, 0, -1):
        state[c - 1] = _scaled(through[c] @ state[c])
    backward = np.zeros((count, size, width))
    for t, k in reversed(list(enumerate(live))):
        backward[:k, t] = state[:k]
        state[:k] = _scaled((own[:k, t] * state[:k]) @ step.T)

    joint = np.empty((n, width))
    joint[0] = first * state[0]
    joint[1:] = (forward * backward).reshape(-1, width)[: n - 1]
    return np.asarray(_scaled(joint), dtype=np.float32)


def _chunked(rows: FloatArray | _Doubles) -> tuple[_Doubles, list[int]]:
    """`rows` as (chunks, size, width), and how many chunks have a row at each place of `size`.

    Only the last chunk may be shorter; zeros fill it up.
    """
    n, width = rows.shape
    size = isqrt(n)
    count = -(-n // size) if size else 0
    chunks = np.zeros((count * size, width))
    chunks[:n] = rows
    rest = n - (count - 1) * size
    return chunks.reshape(count, size, width), [count - (t >= rest) for t in range(size)]


def _scaled(rows: _Doubles) -> _Doubles:
    """`rows` so that each sums to 1."""
    scaled: _Doubles = rows / rows.sum(-1, keepdims=True)
    return scaled
