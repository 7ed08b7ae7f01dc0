"""Figures of the label of every word: F1, accuracy, Krippendorff's alpha."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import (
    Metric,
    Sums,
    Values,
    divide,
    mean_defined,
    precision_recall_f1,
)
from onrecord.models.labels import LABELS

_N = len(LABELS)


def label_confusion(pair: Pair) -> NDArray[np.int64]:
    """*Shape:* (3, 3), words in scope by gold label (rows) and predicted label (columns)."""
    cells = pair.gold.labels[pair.scope] * _N + pair.predicted.labels[pair.scope]
    return np.bincount(cells, minlength=_N * _N).reshape(_N, _N)


class LabelF1(Metric):
    """Whether every word outside gold sources and cues gets the right label.

    A word has the label of the content that covers it (the outer one of two). It is
    unsourced where none does, or where the paper speaks in its own voice (code A). Words of
    a gold attribution that nobody coded are left out. `macro_f1` is the mean over the
    labels that gold or the prediction has. `alpha` is Krippendorff's alpha for nominal data
    with gold and the prediction as two coders (Krippendorff, Content Analysis, 2004, ch. 11).
    """

    name: ClassVar[str] = "labels"
    size: ClassVar[int] = _N * _N

    def count(self, pair: Pair) -> Sequence[float]:
        """The confusion matrix, row by row."""
        return [float(n) for n in label_confusion(pair).ravel()]

    def values(self, sums: Sums) -> Values:
        """F1 by label, macro F1, accuracy and alpha."""
        confusion = sums.reshape(*sums.shape[:-1], _N, _N)
        right = np.diagonal(confusion, axis1=-2, axis2=-1)
        predicted, gold = confusion.sum(axis=-2), confusion.sum(axis=-1)
        values: Values = {}
        for i, label in enumerate(LABELS):
            values |= precision_recall_f1(label, right[..., i], predicted[..., i], gold[..., i])
        values["macro_f1"] = mean_defined([values[f"{label}.f1"] for label in LABELS])
        values["accuracy"] = divide(right.sum(-1), gold.sum(-1))
        values["alpha"] = nominal_alpha(confusion)
        values["words"] = gold.sum(-1)
        return values


def nominal_alpha(confusion: Sums) -> Sums:
    """Krippendorff's alpha of two coders from their confusion, *Shape:* (..., n, n).

    NaN (not defined) where all values are the same or there are none.
    """
    coincidences = confusion + np.swapaxes(confusion, -1, -2)
    by_label = coincidences.sum(axis=-1)
    n = by_label.sum(axis=-1)
    observed = n - np.trace(coincidences, axis1=-2, axis2=-1)
    expected = n * n - (by_label * by_label).sum(axis=-1)
    return np.asarray(1 - divide((n - 1) * observed, expected))
