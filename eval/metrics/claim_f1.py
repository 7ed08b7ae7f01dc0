"""Claims: whether the units of a report get the right label."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from onrecord.eval.gold.analysis import analysis_ids
from onrecord.eval.matching import Pair, match_contents, words_touched
from onrecord.eval.metrics.base import (
    Metric,
    Sums,
    Values,
    divide,
    mean_defined,
    precision_recall_f1,
)
from onrecord.models.labels import LABELS

_N = len(LABELS)
#: Stands in the confusion for a claim that the other side does not make.
NO_CLAIM = "no claim"


class ClaimF1(Metric):
    """Whether the claims of an audit are found with the right label.

    Both sides' claims are made from their attributions by the audit's rules, on the same
    sentences; grants, which gold does not mark, are the prediction's on both sides. Claims
    are matched one to one like contents (Jaccard index of words of at least .5). A claim
    is right where it is matched to one of its label. Gold claims of attributions that
    nobody coded are left out with what is matched to them. `accuracy` is the share of
    matched claims with the right label.
    """

    name: ClassVar[str] = "claims"
    size: ClassVar[int] = (_N + 1) ** 2

    def count(self, pair: Pair) -> Sequence[float]:
        """The confusion matrix of claims, row by row."""
        return [float(n) for n in claim_confusion(pair).ravel()]

    def values(self, sums: Sums) -> Values:
        """F1 by label, over all claims, macro F1 and accuracy."""
        confusion = sums.reshape(*sums.shape[:-1], _N + 1, _N + 1)
        right = np.diagonal(confusion, axis1=-2, axis2=-1)[..., :_N]
        predicted = confusion.sum(axis=-2)[..., :_N]
        gold = confusion.sum(axis=-1)[..., :_N]
        values: Values = {}
        for i, label in enumerate(LABELS):
            values |= precision_recall_f1(label, right[..., i], predicted[..., i], gold[..., i])
        values["macro_f1"] = mean_defined([values[f"{label}.f1"] for label in LABELS])
        values |= precision_recall_f1("all", right.sum(-1), predicted.sum(-1), gold.sum(-1))
        values["accuracy"] = divide(right.sum(-1), confusion[..., :_N, :_N].sum(axis=(-2, -1)))
        return values


def claim_confusion(pair: Pair) -> NDArray[np.int64]:
    """*Shape:* (4, 4), claims by gold label (rows) and predicted label (columns).

    The last row and column are for claims that only one side makes.
    """
    gold, predicted = pair.gold_claims, pair.claims
    ids = analysis_ids(pair.article)
    uncoded = {ids.get(a.id) for a in pair.article.attributions if a.code is None} - {None}
    confusion = np.zeros((_N + 1, _N + 1), dtype=np.int64)
    masks = (
        words_touched(pair.words, [claim.spans for claim in side]) for side in (gold, predicted)
    )
    partner = {match.gold: match.predicted for match in match_contents(*masks)}
    for i, claim in enumerate(gold):
        if claim.attribution_id not in uncoded:
            other = partner.get(i)
            column = _N if other is None else LABELS.index(predicted[other].label)
            confusion[LABELS.index(claim.label), column] += 1
    matched = set(partner.values())
    for j, claim in enumerate(predicted):
        if j not in matched:
            confusion[_N, LABELS.index(claim.label)] += 1
    return confusion
