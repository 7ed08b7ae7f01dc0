"""Scores of the arcs between the tokens of an article, of a dependent to its head."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.network.arc_distance import ARC_BUCKETS, signed_distances


class Arcs:
    """Scaled products of vectors, and a learned bias by how far apart two tokens are.

    Args:
        dependents, heads: the vectors of every token, (tokens, size).
        bias: a weight for each of `onrecord.models.network.arc_distance.arc_buckets`.
        paragraphs: the paragraph of every token, (tokens,), never falling.
    """

    def __init__(
        self,
        dependents: FloatArray,
        heads: FloatArray,
        bias: FloatArray,
        paragraphs: NDArray[np.int64],
    ) -> None:
        n, size = heads.shape
        self._dependents = dependents
        # A column a token: few rows times many such columns is a fast product.
        self._heads = np.empty((size, n), dtype=np.float32)
        np.multiply(heads.T, np.float32(size**-0.5), out=self._heads)
        self._paragraph = paragraphs
        #: The first token of every paragraph, and `n` behind the last.
        self._first = np.searchsorted(paragraphs, np.arange(paragraphs[-1] + 2)).tolist()
        # Views (tokens, tokens), by paragraphs apart: 0, 1, more.
        distances = signed_distances(np.arange(n, -n, -1))
        self._bias = [
            sliding_window_view(bucket[distances], n)[n:0:-1]
            for bucket in bias.reshape(3, ARC_BUCKETS // 3)
        ]

    def scores(self, dependents: tuple[int, int], heads: tuple[int, int]) -> FloatArray:
        """Scores (dependents, heads) between the tokens of two spans, half-open."""
        (start, end), (low, high) = dependents, heads
        first, last = self._first, len(self._first) - 1
        bias = self._bias[2][start:end, low:high].copy()
        for paragraph in range(int(self._paragraph[start]), int(self._paragraph[end - 1]) + 1):
            top, bottom = max(start, first[paragraph]), min(end, first[paragraph + 1])
            for apart in (1, 0):
                left = min(max(first[max(paragraph - apart, 0)], low), high)
                right = min(max(first[min(paragraph + apart + 1, last)], low), high)
                near = self._bias[apart][top:bottom, left:right]
                bias[top - start : bottom - start, left - low : right - low] = near
        bias += self._dependents[start:end] @ self._heads[:, low:high]
        return bias
