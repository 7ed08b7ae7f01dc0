"""Report-level error: how far the shares of an article's labels are off."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, divide
from onrecord.eval.metrics.label_f1 import label_confusion
from onrecord.models.labels import LABELS

_N = len(LABELS)


def label_shares(pair: Pair) -> tuple[Sums, Sums] | None:
    """Gold and predicted share of words by label, *Shape:* (3,); None where no word is in scope.

    The words are those of the label figures: outside gold sources and cues.
    """
    confusion = label_confusion(pair)
    total = confusion.sum()
    if total == 0:
        return None
    return confusion.sum(axis=1) / total, confusion.sum(axis=0) / total


class BalanceError(Metric):
    """How far an article's shares of named, anonymous and unsourced words are off.

    `error` is the mean over articles and the three labels of |predicted - gold share of
    words|; by label, `error` is the mean over articles and `bias` that of predicted - gold
    (above 0: overstated). All in percentage points. Shares are over the words of the label
    figures: those outside gold sources and cues. Articles without such words are left out.
    """

    name: ClassVar[str] = "balance"
    size: ClassVar[int] = 2 * _N + 1

    def count(self, pair: Pair) -> Sequence[float]:
        """Signed and absolute differences by label, and 1 where the article counts."""
        shares = label_shares(pair)
        if shares is None:
            return [0.0] * (2 * _N + 1)
        difference = 100 * (shares[1] - shares[0])
        return [*difference.tolist(), *np.abs(difference).tolist(), 1.0]

    def values(self, sums: Sums) -> Values:
        """The error over all labels, then error and bias by label."""
        articles = sums[..., 2 * _N]
        values = {"error": divide(sums[..., _N : 2 * _N].sum(axis=-1), _N * articles)}
        for i, label in enumerate(LABELS):
            values[f"{label}.error"] = divide(sums[..., _N + i], articles)
            values[f"{label}.bias"] = divide(sums[..., i], articles)
        return values


class AttributedShare(Metric):
    """How far the attributed share of an article is off, for sources of any kind.

    The attributed share is that of the words outside gold sources and cues which stand in
    any content; `error` is the mean over articles of |predicted - gold|, `bias` that of
    predicted - gold, in percentage points. It needs no codes, so that annotators who gave
    none can be compared. Articles without such words are left out.
    """

    name: ClassVar[str] = "attributed"
    size: ClassVar[int] = 3

    def count(self, pair: Pair) -> Sequence[float]:
        """Absolute and signed difference, and 1 where the article counts."""
        scope = pair.target.outside
        if not scope.any():
            return [0.0] * self.size
        gold, predicted = (
            side.words_of("content")[scope].sum() for side in (pair.gold, pair.predicted)
        )
        difference = 100 * float(predicted - gold) / float(scope.sum())
        return [abs(difference), difference, 1.0]

    def values(self, sums: Sums) -> Values:
        """Error and bias."""
        return {
            "error": divide(sums[..., 0], sums[..., 2]),
            "bias": divide(sums[..., 1], sums[..., 2]),
        }
