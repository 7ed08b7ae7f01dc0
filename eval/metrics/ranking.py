"""Rank correlation of articles by the share of a label."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.balance_error import label_shares
from onrecord.eval.metrics.base import Sums
from onrecord.models.labels import LABELS, Label


def article_shares(pairs: Sequence[Pair]) -> dict[Label, NDArray[np.float64]]:
    """Gold and predicted share of words by label, *Shape:* (2, articles) each.

    Articles without a word in scope have NaN.
    """
    shares = np.full((2, len(LABELS), len(pairs)), np.nan)
    for i, pair in enumerate(pairs):
        found = label_shares(pair)
        if found is not None:
            shares[:, :, i] = found
    return {label: shares[:, i] for i, label in enumerate(LABELS)}


def rank_correlation(gold: Sums, predicted: Sums) -> Sums:
    """Spearman's rho along the last axis; equal values share their mean rank.

    NaN (not defined) where one side does not vary. The inputs hold no NaN.
    """
    from scipy.stats import rankdata

    a, b = (rankdata(side, axis=-1) for side in (gold, predicted))
    a, b = (side - side.mean(axis=-1, keepdims=True) for side in (a, b))
    product = np.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1))
    rho = np.full(product.shape, np.nan)
    np.divide((a * b).sum(axis=-1), product, out=rho, where=product > 0)
    return rho
