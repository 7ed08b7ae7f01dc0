"""Best tag sequence and tag probabilities of a linear chain, in NumPy."""

import numpy as np
from numpy.typing import NDArray

from onrecord.models.pairs import FloatArray


def best_tags(emissions: FloatArray, transitions: FloatArray) -> NDArray[np.int64]:
    """The most probable tags (Viterbi 1967) of `emissions`, (units, tags).

    `transitions` is (tags + 1, tags), its last row the scores of a start.
    """
    n = len(emissions)
    tags = np.zeros(n, dtype=np.int64)
    if n == 0:
        return tags
    into = np.ascontiguousarray(transitions[:-1].T)
    back = np.zeros((n, emissions.shape[1]), dtype=np.int64)
    score = transitions[-1] + emissions[0]
    for i in range(1, n):
        through = into + score
        back[i] = through.argmax(1)
        score = through.max(1) + emissions[i]
    tags[-1] = int(score.argmax())
    for i in range(n - 1, 0, -1):
        tags[i - 1] = back[i, tags[i]]
    return tags


def tag_probabilities(emissions: FloatArray, transitions: FloatArray) -> FloatArray:
    """Marginal probability of each tag at each unit, (units, tags), by forward-backward."""
    n, width = emissions.shape
    if n == 0:
        return np.zeros((0, width), dtype=np.float32)
    potential = np.exp((emissions - emissions.max(1, keepdims=True)).astype(np.float64))
    step = np.exp(transitions[:-1].astype(np.float64))
    forward = np.empty((n, width))
    row = np.exp(transitions[-1].astype(np.float64)) * potential[0]
    forward[0] = row / row.sum()
    for i in range(1, n):
        row = (forward[i - 1] @ step) * potential[i]
        forward[i] = row / row.sum()
    backward = np.empty((n, width))
    backward[-1] = 1
    for i in range(n - 2, -1, -1):
        row = step @ (potential[i + 1] * backward[i + 1])
        backward[i] = row / row.sum()
    joint = forward * backward
    return np.asarray(joint / joint.sum(1, keepdims=True), dtype=np.float32)
