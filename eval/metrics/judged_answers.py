"""The answers whose confidence is judged: word labels, claims, attributions."""

import numpy as np

from onrecord.eval.matching import Pair, words_touched
from onrecord.eval.metrics.reliability import Judged
from onrecord.models.labels import LABELS, Label


def judged_words(pair: Pair) -> Judged:
    """The label of every word in scope, with its probability; none where there is no model."""
    given = pair.analysis.word_labels
    if given is None or len(given.named) != len(pair.words):
        return Judged(np.zeros(0), np.zeros(0, dtype=np.bool_))
    named, anonymous = np.array(given.named), np.array(given.anonymous)
    columns = {"named": named, "anonymous": anonymous, "unsourced": 1 - named - anonymous}
    by_label = np.stack([columns[label] for label in LABELS], axis=1)
    labels = pair.predicted.labels
    confidence = by_label[np.arange(len(labels)), labels]
    return Judged(confidence[pair.scope], (pair.gold.labels == labels)[pair.scope])


def judged_attributions(pair: Pair) -> Judged:
    """Every predicted attribution, right where it is found with its source and label.

    Left out are those that do not count (`Pair.counted`), and those matched to uncoded gold.
    """
    gold_of = {match.predicted: match for match in pair.matches}
    confidence, right = [], []
    for j, attribution in enumerate(pair.analysis.attributions):
        match = gold_of.get(j)
        if match is None:
            if pair.counted[j]:
                confidence.append(attribution.confidence)
                right.append(False)
            continue
        same_label = pair.same_label(match)
        if same_label is not None:
            confidence.append(attribution.confidence)
            right.append(same_label and pair.same_source(match))
    return Judged(np.array(confidence, dtype=np.float64), np.array(right, dtype=np.bool_))


def judged_claims(pair: Pair) -> Judged:
    """Every predicted claim, right where most of its words in scope have its label in gold.

    Claims without a word in scope are left out.
    """
    judged = claims_judged(pair)
    return Judged(
        np.array([confidence for _, confidence, _ in judged], dtype=np.float64),
        np.array([right for *_, right in judged], dtype=np.bool_),
    )


def claims_judged(pair: Pair) -> list[tuple[Label, float, bool]]:
    """Label and confidence of every claim with a word in scope, and whether it is right."""
    words = words_touched(pair.words, [claim.spans for claim in pair.claims]) & pair.scope
    judged = []
    for claim, own in zip(pair.claims, words, strict=True):
        if own.any():
            same = (pair.gold.labels[own] == LABELS.index(claim.label)).sum()
            judged.append((claim.label, claim.confidence, 2 * int(same) > int(own.sum())))
    return judged
