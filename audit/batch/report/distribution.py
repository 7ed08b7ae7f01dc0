"""Distributions, from values that are counted as they come."""

import math
from collections import Counter
from typing import Final

from onrecord.audit.batch.report.compared_figures import ArticleFigure
from onrecord.audit.batch.report.types import Distribution

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
BARS: Final = 20
#: Shares are counted in thousandths, so that memory doesn't grow with the corpus.
_DIGITS: Final = 3


class DistributionCounter:
    """Counts the values of one figure."""

    def __init__(self, figure: ArticleFigure) -> None:
        self.figure = figure
        self._counts: Counter[float] = Counter()

    def add(self, value: object) -> None:
        """Take one article's value; None is none."""
        if isinstance(value, int | float):
            self._counts[round(float(value), _DIGITS)] += 1

    def quantile(self, level: float) -> float:
        """The smallest value that at least a share `level` of the articles do not exceed."""
        total = self._counts.total()
        reached = 0
        for value in sorted(self._counts):
            reached += self._counts[value]
            if reached >= level * total:
                return value
        return 0.0

    def fence(self) -> float:
        """Tukey's upper fence (*Exploratory Data Analysis*, 1977)."""
        low, high = self.quantile(0.25), self.quantile(0.75)
        return high + 1.5 * (high - low)

    def distribution(self) -> Distribution | None:
        """The distribution; None without a value."""
        total = self._counts.total()
        if not total:
            return None
        width = self._width()
        heights: Counter[int] = Counter()
        for value, count in self._counts.items():
            # Thousandths keep clear of what division does to 0.15 / 0.05.
            bar = min(int(round(1000 * value) // round(1000 * width)), BARS - 1)
            heights[bar] += count
        return Distribution(
            figure=self.figure.column,
            title=self.figure.title,
            is_share=self.figure.is_share,
            articles=total,
            mean=round(math.fsum(v * n for v, n in self._counts.items()) / total, 4),
            quantiles=[self.quantile(level) for level in LEVELS],
            width=width,
            bars=[(round(i * width, 4), heights[i]) for i in range(BARS)],
        )

    def _width(self) -> float:
        """Of a bar: a twentieth of 1, or as many whole units as the highest value asks for."""
        if self.figure.is_share:
            return 1 / BARS
        return float(max(1, math.ceil((max(self._counts) + 1) / BARS)))
