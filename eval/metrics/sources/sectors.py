"""Sector: which part of society the source of a found attribution speaks for."""

from collections.abc import Sequence
from typing import ClassVar

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, divide, mean_defined
from onrecord.models.labels import SECTORS

_N = len(SECTORS)


class SectorAccuracy(Metric):
    """Whether the source of a found attribution has the right sector.

    Over found attributions that have a source on both sides, and a sector in gold.
    *accuracy*: the share with gold's sector; by sector, *recall*: the share of gold's that
    have it; *mean_recall*: the mean of these over the sectors that gold has.
    """

    name: ClassVar[str] = "sector"
    size: ClassVar[int] = 2 * _N

    def count(self, pair: Pair) -> Sequence[float]:
        """By sector: attributions with it on both sides; then, with it in gold."""
        right, total = [0.0] * _N, [0.0] * _N
        for match in pair.matches:
            gold, _ = pair.attribution_pair(match)
            source = pair.predicted_source(match)
            if gold.sector is not None and source is not None:
                i = SECTORS.index(gold.sector)
                total[i] += 1
                right[i] += source.sector == gold.sector
        return [*right, *total]

    def values(self, sums: Sums) -> Values:
        """Accuracy, mean recall, and recall by sector."""
        right, total = sums[..., :_N], sums[..., _N:]
        recalls = [divide(right[..., i], total[..., i]) for i in range(_N)]
        values: Values = {
            "accuracy": divide(right.sum(axis=-1), total.sum(axis=-1)),
            "mean_recall": mean_defined(recalls),
            "found": total.sum(axis=-1),
        }
        for i, sector in enumerate(SECTORS):
            values |= {f"{sector}.recall": recalls[i], f"{sector}.found": total[..., i]}
        return values
