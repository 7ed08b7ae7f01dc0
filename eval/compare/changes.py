"""Articles that got better or worse from one run to another."""

from collections.abc import Sequence

import numpy as np

from onrecord.eval.compare.types import ArticleChange
from onrecord.eval.matching import Pair
from onrecord.eval.metrics.attribution_f1 import AttributionF1

_FIGURE = "with_source_and_label.f1"


def changes(a: Sequence[Pair], b: Sequence[Pair]) -> list[ArticleChange]:
    """The articles whose attributions changed, the most improved first."""
    found = []
    for one, other in zip(a, b, strict=True):
        right_a, right_b = right_attributions(one), right_attributions(other)
        f1_a, f1_b = _f1(one), _f1(other)
        if right_a != right_b or f1_a != f1_b:
            order = [attribution.id for attribution in one.article.attributions]
            found.append(
                ArticleChange(
                    id=one.article.id,
                    a=f1_a,
                    b=f1_b,
                    gained=[id for id in order if id in right_b - right_a],
                    lost=[id for id in order if id in right_a - right_b],
                )
            )
    return sorted(found, key=lambda change: (change.a - change.b, change.id))


def right_attributions(pair: Pair) -> set[str]:
    """Ids of the gold attributions that are found with their source and label."""
    return {
        pair.article.attributions[match.gold].id
        for match in pair.matches
        if pair.same_source(match) and pair.same_label(match)
    }


def _f1(pair: Pair) -> float:
    """The article's F1; 1 where neither side has an attribution."""
    metric = AttributionF1()
    value = float(metric.values(np.array(metric.count(pair), dtype=np.float64))[_FIGURE])
    return 1.0 if np.isnan(value) else value
