"""Intervals by bootstrap over articles."""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.eval.metrics.base import Sums, Values

Interval: TypeAlias = tuple[float, float]
RESAMPLES: Final = 1_000
LEVEL: Final = 0.95
SEED: Final = 2016


class Bootstrap:
    """Resamples of the articles of a corpus, drawn once, so that all figures share them.

    Percentile bootstrap (Efron and Tibshirani, 1993, ch. 13): each resample draws as many
    articles as there are, with replacement.

    Attributes:
        draws: *Shape:* (resamples, articles), indices of the articles drawn, from
            ``numpy.random.default_rng(seed).integers(articles, size=...)``.
    """

    def __init__(self, articles: int, *, seed: int = SEED, resamples: int = RESAMPLES) -> None:
        """Draw the resamples.

        Raises:
            ValueError: there is no article.
        """
        if articles < 1:
            raise ValueError("there are no articles to resample")
        self.draws = np.random.default_rng(seed).integers(articles, size=(resamples, articles))
        offsets = np.arange(resamples)[:, None] * articles
        flat = np.bincount((self.draws + offsets).ravel(), minlength=resamples * articles)
        self._weights = flat.reshape(resamples, articles).astype(np.float64)

    def sums(self, counts: Sums) -> Sums:
        """Sums of each resample's counts, *Shape:* (resamples, counts), from (articles, counts)."""
        return np.asarray(self._weights @ counts)

    def intervals(self, counts: Sums, values: Callable[[Sums], Values]) -> dict[str, Interval]:
        """The interval of every figure that `values` makes from sums of the counts."""
        figures = values(self.sums(counts))
        found = {name: interval(samples) for name, samples in figures.items()}
        return {name: limits for name, limits in found.items() if limits is not None}


def interval(samples: NDArray[np.float64], level: float = LEVEL) -> Interval | None:
    """The middle `level` of the samples, by linearly interpolated percentiles.

    Samples in which the figure is not defined (NaN) are left out; None where all are.
    """
    defined = samples[~np.isnan(samples)]
    if not defined.size:
        return None
    low, high = np.percentile(defined, [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high)
