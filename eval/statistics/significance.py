"""Paired tests of two systems on the same articles."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from onrecord.eval.metrics.base import Sums, Values

ROUNDS: Final = 10_000


def randomisation_test(
    a: Sums,
    b: Sums,
    values: Callable[[Sums], Values],
    *,
    seed: int,
    rounds: int = ROUNDS,
) -> dict[str, float]:
    """Two-sided p-values of the differences of figures between two systems.

    Paired approximate randomisation (Noreen, 1989; Yeh, 2000): each round swaps the two
    systems' answers of each article with probability 1/2, and the p-value is the share of
    rounds, the actual one included, whose difference is at least as great.

    Args:
        a: *Shape:* (articles, counts), counts of the first system.
        b: *Shape:* (articles, counts), counts of the second.
        values: makes figures from sums of counts; those not defined for both are left out.
        seed: of ``numpy.random.default_rng``.
        rounds: how many swaps are tried.
    """
    actual_a, actual_b = values(a.sum(axis=0)), values(b.sum(axis=0))
    swapped = np.random.default_rng(seed).integers(2, size=(rounds, len(a))).astype(np.float64)
    moved = swapped @ (b - a)
    round_a, round_b = values(a.sum(axis=0) + moved), values(b.sum(axis=0) - moved)
    found = {}
    for name in actual_a:
        difference = abs(float(actual_b[name] - actual_a[name]))
        if np.isnan(difference):
            continue
        differences = np.abs(round_b[name] - round_a[name])
        # Sums in another order may differ in the last digits; a tie must count as one.
        as_great = int((differences >= difference - 1e-12).sum())
        found[name] = (1 + as_great) / (1 + rounds)
    return found


def holm(p: Sequence[float]) -> list[float]:
    """Holm's step-down correction (1979): p-values that control the family-wise error rate."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    corrected = [1.0] * len(p)
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(p) - rank) * p[i]))
        corrected[i] = highest
    return corrected
