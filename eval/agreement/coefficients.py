"""Agreement corrected for chance: Cohen's kappa, Krippendorff's alpha."""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def cohen_kappa(confusion: Counts) -> float | None:
    """Cohen's kappa of two coders (Cohen, 1960).

    Args:
        confusion: *Shape:* (values, values), units by the one's and the other's value.

    Returns:
        None where it is not defined: no units, or one value only.
    """
    n = float(confusion.sum())
    if not n:
        return None
    observed = float(np.trace(confusion)) / n
    by_first, by_second = confusion.sum(axis=1) / n, confusion.sum(axis=0) / n
    expected = float((by_first * by_second).sum())
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(votes: Counts) -> float | None:
    """Krippendorff's alpha for nominal data of any number of coders (2004, ch. 11).

    Units that fewer than two coders judged tell nothing and are left out.

    Args:
        votes: *Shape:* (units, values), how many coders gave each value to each unit.

    Returns:
        None where it is not defined: no unit that two judged, or one value only.
    """
    coders = votes.sum(axis=1)
    paired = votes[coders > 1].astype(np.float64)
    coders = coders[coders > 1]
    by_value = paired.sum(axis=0)
    n = by_value.sum()
    expected = n * n - (by_value * by_value).sum()
    if not expected:
        return None
    # Ordered pairs of coders that disagree on a unit, weighted by 1 / (coders - 1).
    unlike = coders * coders - (paired * paired).sum(axis=1)
    observed = (unlike / (coders - 1)).sum()
    return float(1 - (n - 1) * observed / expected)
