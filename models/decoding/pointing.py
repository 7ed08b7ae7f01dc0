"""Where the tokens of a content point: how much of it to each token around as its cue."""

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.decoding.arcs import Arcs
from onrecord.models.decoding.relations import TokenSpan

#: How far, in tokens, a content or a source may lie from its cue; a training window is as long.
REACH: Final = 280
#: How many paragraphs away a content may have its cue; in under one attribution in a hundred
#: it is not the same one.
_NEIGHBOUR: Final = 1
#: Of a content longer than this only the ends are asked, half as many tokens at each: a cue lies
#: beside it, and the scores of all pairs of its tokens grow with the square of its length.
_LONGEST: Final = 1024


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


def pointed_at(content: TokenSpan, arcs: Arcs, paragraphs: NDArray[np.int64]) -> Pointed:
    """Where the tokens of `content` point, by `arcs` of contents to cues.

    `paragraphs` has the paragraph of every token of the article.
    """
    lo, hi = around(content, len(paragraphs))
    start, end = content
    if end - start <= _LONGEST:
        shares = _shares(content, (lo, hi), arcs)
    else:
        shares = np.zeros(hi - lo, dtype=np.float32)
        half = _LONGEST // 2
        for part in ((start, start + half), (end - half, end)):
            left, right = around(part, len(paragraphs))
            shares[left - lo : right - lo] += _shares(part, (left, right), arcs) / 2
    first, last = paragraphs[start] - _NEIGHBOUR, paragraphs[end - 1] + _NEIGHBOUR
    near_lo, near_hi = np.searchsorted(paragraphs[lo:hi], (first, last + 1)).tolist()
    return Pointed(lo, shares, sums_of(shares), (lo + near_lo, lo + near_hi))


def _shares(dependents: TokenSpan, heads: TokenSpan, arcs: Arcs) -> FloatArray:
    """(heads,) the mean share that the tokens of one span give to each of the other."""
    logits = arcs.scores(dependents, heads)
    logits -= logits.max(1, keepdims=True)
    weights = np.exp(logits, out=logits)
    shares: FloatArray = (1 / (len(weights) * weights.sum(1))) @ weights
    return shares


def around(span: TokenSpan, n: int) -> TokenSpan:
    """`span` with the tokens within reach on either side; an article has `n`."""
    return max(0, span[0] - REACH), min(n, span[1] + REACH)


def sums_of(shares: FloatArray) -> NDArray[np.float64]:
    """The sums of the first 0, 1, 2 … of `shares`."""
    sums = np.zeros(len(shares) + 1)
    sums[1:] = shares
    return np.add.accumulate(sums, out=sums)
