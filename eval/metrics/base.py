"""What every metric shares: counts that add up over articles, and a figure made from the sums."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.eval.matching import Pair

#: Counts of one article or sums over articles; the last axis runs over a metric's counts.
Sums: TypeAlias = NDArray[np.float64]
#: A figure for each leading index of the sums; NaN where it is not defined.
Values: TypeAlias = dict[str, NDArray[np.float64]]


class Metric(ABC):
    """A figure of a corpus that depends on its articles through sums of counts only.

    The counts are taken once; a bootstrap then resamples their rows. Figures are
    fractions unless a docstring says otherwise.
    """

    #: First part of the figures' names.
    name: ClassVar[str]
    #: How many counts an article has.
    size: ClassVar[int]

    @abstractmethod
    def count(self, pair: Pair) -> Sequence[float]:
        """The `size` counts of one article."""

    @abstractmethod
    def values(self, sums: Sums) -> Values:
        """Figures by name (without the first part) from sums, *Shape:* (..., counts)."""


def divide(numerator: Sums, denominator: Sums) -> Sums:
    """The quotient, NaN (not defined) where the denominator is zero."""
    out = np.full(np.broadcast_shapes(numerator.shape, denominator.shape), np.nan)
    np.divide(numerator, denominator, out=out, where=denominator != 0)
    return out


def mean_defined(values: Sequence[Sums]) -> Sums:
    """The mean of those values that are defined (not NaN), NaN where none is."""
    stacked = np.stack(values)
    return divide(np.nansum(stacked, axis=0), np.asarray((~np.isnan(stacked)).sum(axis=0)))


def precision_recall_f1(
    name: str, correct: Sums, predicted: Sums, gold: Sums, gold_correct: Sums | None = None
) -> Values:
    """Precision, recall, F1 (their harmonic mean) and the numbers they are made from.

    F1 is 0 where one side has nothing and the other has something; nothing is defined
    where both have nothing. `gold_correct` is the number of gold items found where it may
    differ from the number of predicted items that are right.
    """
    found = correct if gold_correct is None else gold_correct
    precision, recall = divide(correct, predicted), divide(found, gold)
    if gold_correct is None:
        f1 = divide(2 * correct, predicted + gold)
    else:
        total = np.nan_to_num(precision) + np.nan_to_num(recall)
        product = 2 * np.nan_to_num(precision) * np.nan_to_num(recall)
        f1 = np.where(total > 0, divide(product, total), np.where(predicted + gold > 0, 0, np.nan))
    return {
        f"{name}.precision": precision,
        f"{name}.recall": recall,
        f"{name}.f1": f1,
        f"{name}.gold": gold,
        f"{name}.predicted": predicted,
    }
