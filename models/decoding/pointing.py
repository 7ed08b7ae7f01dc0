"""Where the tokens of a content point: how much of it to each token around as its cue."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import PointingConfig
from onrecord.models.decoding.arcs import Arcs
from onrecord.models.decoding.relations import TokenSpan


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
        return self.start, self.start + len(self.shares)

    def share(self, start: int, end: int) -> float:
        """The share of the tokens ``[start, end)``."""
        return float(self.sums[end - self.start] - self.sums[start - self.start])


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
