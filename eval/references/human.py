"""The `human` reference: each annotator of an article against each of the others."""

from collections.abc import Sequence
from itertools import permutations

import msgspec
import numpy as np

from onrecord.eval.gold.annotated import AnnotatedArticle
from onrecord.eval.matching import Pair, Target
from onrecord.eval.metrics.attribution_f1 import AttributionF1
from onrecord.eval.metrics.balance_error import AttributedShare
from onrecord.eval.metrics.base import Metric, Sums, Values
from onrecord.eval.metrics.figures import METRICS, count, values
from onrecord.eval.metrics.span_f1 import SpanF1
from onrecord.eval.metrics.words_f1 import WordsF1

#: What can be said of annotators who gave no codes.
UNCODED_METRICS: tuple[Metric, ...] = (WordsF1(), AttributionF1(), AttributedShare(), SpanF1())


class HumanCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of the articles that several people annotated, summed over their ordered pairs.

    Each person's work is once gold and once the prediction against each other person's.

    Attributes:
        counts: *Shape:* (articles, counts of `metrics`).
        pairs: how many ordered pairs of people were compared.
        coded: whether everybody coded every source; without, figures of labels, codes and
            names are not defined.
    """

    counts: Sums
    metrics: tuple[Metric, ...]
    pairs: int
    coded: bool

    def values(self, sums: Sums) -> Values:
        """The figures that are defined, from sums of the counts."""
        found = values(sums, self.metrics)
        return found if self.coded else {k: v for k, v in found.items() if "label" not in k}


def human_counts(articles: Sequence[AnnotatedArticle]) -> HumanCounts | None:
    """The counts of those articles that several people annotated; None where there is none."""
    several = [article for article in articles if len(article.annotators) > 1]
    if not several:
        return None
    coded = all(
        attribution.code is not None
        for article in several
        for attributions in article.annotators.values()
        for attribution in attributions
    )
    metrics = METRICS if coded else UNCODED_METRICS
    rows, pairs = [], 0
    for article in several:
        targets = [Target(article.by(name)) for name in article.annotators]
        both = [Pair(gold, predicted.analysis) for gold, predicted in permutations(targets, 2)]
        pairs += len(both)
        rows.append(count(both, metrics).sum(axis=0))
    return HumanCounts(counts=np.array(rows), metrics=metrics, pairs=pairs, coded=coded)
