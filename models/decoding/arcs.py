"""Scores of the arcs between tokens, of a dependent to its head, and where contents point."""

from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import PointingConfig
from onrecord.models.decoding.relations import TokenSpan
from onrecord.models.network.arc_distance import ARC_BUCKETS, signed_distances
from onrecord.models.network.heads import softmax


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


class Pointed(msgspec.Struct, frozen=True):
    """Where the tokens of a content piece point: the mean share of each token from `start` on.

    ``sums[i]`` is the sum of the first i shares. `near` are the tokens of the content's
    paragraphs and of those next to them.
    """

    start: int
    shares: FloatArray
    sums: NDArray[np.float64]
    near: TokenSpan

    @property
    def window(self) -> TokenSpan:
        """The tokens that have a share."""
        return self.start, self.start + len(self.shares)

    def largest(
        self, spans: Iterable[TokenSpan], within: TokenSpan
    ) -> tuple[TokenSpan | None, float]:
        """The one of `spans`, in the window, with the largest share of the tokens `within`.

        None, with a share of 0, where no share is larger than that. Of equals the first.
        """
        (low, high), (lo, hi) = self.window, within
        best, most = None, 0.0
        for start, end in spans:
            share = float(self.sums[min(end, hi) - low] - self.sums[max(start, lo) - low])
            if share > most and low <= start and end <= high:
                best, most = (start, end), share
        return best, most


def pointed_at(
    content: TokenSpan, arcs: Arcs, paragraphs: NDArray[np.int64], config: PointingConfig
) -> Pointed:
    """Where the tokens of `content` point, by `arcs` of contents to cues.

    `paragraphs` has the paragraph of every token of the article.
    """
    lo, hi = around(content, len(paragraphs), config.reach)
    start, end = content
    if end - start <= config.longest_content:
        shares = _shares(content, (lo, hi), arcs)
    else:
        shares = np.zeros(hi - lo, dtype=np.float32)
        half = config.longest_content // 2
        for part in ((start, start + half), (end - half, end)):
            left, right = around(part, len(paragraphs), config.reach)
            shares[left - lo : right - lo] += _shares(part, (left, right), arcs) / 2
    first = paragraphs[start] - config.paragraphs
    last = paragraphs[end - 1] + config.paragraphs
    near_lo, near_hi = np.searchsorted(paragraphs[lo:hi], (first, last + 1)).tolist()
    return Pointed(lo, shares, sums_of(shares), (lo + near_lo, lo + near_hi))


def source_shares(
    cue: TokenSpan, arcs: Arcs, no_source: FloatArray, reach: int
) -> tuple[TokenSpan, NDArray[np.float64]]:
    """Where `cue` points as its source, by `arcs` of cues to sources.

    `no_source` has the score of no source for every token of the article. Gives the tokens
    within reach, and the sums of the first 0, 1, 2 … of the shares of no source and of each of
    them.
    """
    at, (lo, hi) = cue[0], around(cue, len(no_source), reach)
    scores = arcs.scores((at, at + 1), (lo, hi))[0]
    return (lo, hi), sums_of(softmax(np.concatenate([no_source[at], scores])))


def _shares(dependents: TokenSpan, heads: TokenSpan, arcs: Arcs) -> FloatArray:
    """(heads,) the mean share that the tokens of one span give to each of the other."""
    logits = arcs.scores(dependents, heads)
    logits -= logits.max(1, keepdims=True)
    weights = np.exp(logits, out=logits)
    shares: FloatArray = (1 / (len(weights) * weights.sum(1))) @ weights
    return shares


def around(span: TokenSpan, n: int, reach: int) -> TokenSpan:
    """`span` with `reach` tokens on either side; an article has `n`."""
    return max(0, span[0] - reach), min(n, span[1] + reach)


def sums_of(shares: FloatArray) -> NDArray[np.float64]:
    """The sums of the first 0, 1, 2 … of `shares`."""
    sums = np.zeros(len(shares) + 1)
    sums[1:] = shares
    return np.add.accumulate(sums, out=sums)
