"""Source identity: do the attributions of one source fall together?"""

from collections.abc import Hashable, Sequence
from typing import ClassVar

import numpy as np

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, divide


class SourceIdentity(Metric):
    """Whether the found attributions of one source, and no others, share a predicted source.

    Over the found attributions whose gold source has a canonical name; gold clusters are
    those of one canonical, predicted ones those of one source (an attribution that got no
    source stands alone). *b3*: B-cubed (Bagga and Baldwin, 1998), averaged over the
    attributions of the corpus; *ceaf_e*: entity-based CEAF, phi 4 (Luo, 2005), sums of the
    articles' similarities over sums of their clusters.
    """

    name: ClassVar[str] = "identity"
    size: ClassVar[int] = 6

    def count(self, pair: Pair) -> Sequence[float]:
        """B-cubed sums and their number, CEAF similarity, predicted and gold clusters."""
        gold: list[Hashable] = []
        predicted: list[Hashable] = []
        for match in pair.matches:
            mention, answer = pair.attribution_pair(match)
            if mention.canonical:
                gold.append(mention.canonical)
                predicted.append(answer.source_id or match.predicted)
        return cluster_counts(gold, predicted)

    def values(self, sums: Sums) -> Values:
        """Precision, recall and F1 of both measures."""
        b3 = divide(sums[..., 0], sums[..., 2]), divide(sums[..., 1], sums[..., 2])
        ceaf = divide(sums[..., 3], sums[..., 4]), divide(sums[..., 3], sums[..., 5])
        values: Values = {}
        for name, (precision, recall) in {"b3": b3, "ceaf_e": ceaf}.items():
            values[f"{name}.precision"] = precision
            values[f"{name}.recall"] = recall
            values[f"{name}.f1"] = divide(2 * precision * recall, precision + recall)
        return values | {"mentions": sums[..., 2]}


def cluster_counts(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> list[float]:
    """Counts of one article from the gold and the predicted cluster of each mention.

    Returns:
        Sum over mentions of B-cubed precision, of recall, number of mentions, total phi 4
        of the best one-to-one match of clusters, predicted clusters, gold clusters.
    """
    from scipy.optimize import linear_sum_assignment

    if not gold:
        return [0.0] * 6
    rows = {cluster: i for i, cluster in enumerate(dict.fromkeys(gold))}
    columns = {cluster: j for j, cluster in enumerate(dict.fromkeys(predicted))}
    shared = np.zeros((len(rows), len(columns)))
    for a, b in zip(gold, predicted, strict=True):
        shared[rows[a], columns[b]] += 1
    gold_sizes, predicted_sizes = shared.sum(axis=1), shared.sum(axis=0)
    phi4 = 2 * shared / (gold_sizes[:, None] + predicted_sizes[None, :])
    best = phi4[linear_sum_assignment(phi4, maximize=True)].sum()
    precision = (shared**2 / predicted_sizes[None, :]).sum()
    recall = (shared**2 / gold_sizes[:, None]).sum()
    return [
        float(precision),
        float(recall),
        float(len(gold)),
        float(best),
        float(len(columns)),
        float(len(rows)),
    ]
