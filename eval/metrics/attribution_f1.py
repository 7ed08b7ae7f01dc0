"""Attributions matched by content: found, exact, with their source, with their label."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, divide, precision_recall_f1

#: Names of the figures, each of which asks more of a found attribution.
ATTRIBUTION_FIGURES = ("found", "exact", "with_source", "with_label", "with_source_and_label")


class AttributionF1(Metric):
    """Whether the right attributions are made.

    Contents are matched one to one. *found*: their words have a Jaccard index of at least
    .5; *exact*: of 1; *with_source*: found, and the sources share a word or neither has
    one, or gold has none and the predicted words call the same speaker elsewhere;
    *with_label*: found, and the label is right; *with_source_and_label*: all of it.
    Attributions that have no content word are left out, and so is the paper's own voice
    (code A). Predictions that match a nested gold attribution, or one of code A, better than
    any other are ignored. From the two figures with a label, gold attributions that nobody
    coded are left out with what is matched to them.
    """

    name: ClassVar[str] = "attributions"
    size: ClassVar[int] = 9

    def count(self, pair: Pair) -> Sequence[float]:
        """Matches by figure, then predicted and gold, then the same two where gold is coded."""
        n_predicted = float(pair.counted.sum())
        coded = np.array([a.code is not None for a in pair.article.attributions], dtype=np.bool_)
        found = exact = with_source = with_label = with_both = uncoded = 0
        for match in pair.matches:
            same_source, same_label = pair.same_source(match), pair.same_label(match)
            found += 1
            exact += match.exact
            with_source += same_source
            with_label += bool(same_label)
            with_both += same_source and bool(same_label)
            uncoded += same_label is None
        return [
            *(found, exact, with_source, with_label, with_both),
            *(n_predicted, float(pair.required.sum())),
            *(n_predicted - uncoded, float((pair.required & coded).sum())),
        ]

    def values(self, sums: Sums) -> Values:
        """Precision, recall and F1 of each figure."""
        values: Values = {}
        for i, figure in enumerate(ATTRIBUTION_FIGURES):
            totals = (5, 6) if i < 3 else (7, 8)
            values |= precision_recall_f1(figure, sums[..., i], *(sums[..., j] for j in totals))
        return values


class CodeAccuracy(Metric):
    """Share of found attributions (those with a gold code) that have the code of the codebook."""

    name: ClassVar[str] = "code"
    size: ClassVar[int] = 2

    def count(self, pair: Pair) -> Sequence[float]:
        """Codes right, found attributions with a gold code."""
        codes = [(a.code, b.code) for a, b in map(pair.attribution_pair, pair.matches) if a.code]
        return [float(sum(a == b for a, b in codes)), float(len(codes))]

    def values(self, sums: Sums) -> Values:
        """The accuracy and the number it is over."""
        return {"accuracy": divide(sums[..., 0], sums[..., 1]), "found": sums[..., 1]}
