"""Fitting the tagger's calibration on gold articles that it was not trained on."""

from collections.abc import Sequence

import msgspec
import numpy as np

from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.matching import LABEL_INDEX, Pair
from onrecord.eval.metrics.judged_answers import claims_judged
from onrecord.models.labels import LABEL_OF_CODE, LABELS, Label
from onrecord.models.scaling import Scaling
from onrecord.models.sources.calibration import Calibration, fit_scaling
from onrecord.models.tagger import Tagger


class _Observed(msgspec.Struct):
    """Probabilities as the tagger gives them, each with whether it was right."""

    probabilities: list[float] = []
    right: list[bool] = []

    def add(self, probability: float, right: bool) -> None:
        self.probabilities.append(probability)
        self.right.append(right)


def fit_calibration(tagger: Tagger, articles: Sequence[GoldArticle]) -> Calibration:
    """Scalings for words, labels, attributions and claims, from held-out `articles`.

    `tagger` must not be calibrated yet; the scalings of claims are fitted on top of the
    others. An attribution counts as right where it is found
    with its source and its label; a label is judged on found attributions only.
    """
    content, label, whole = _Observed(), _Observed(), _Observed()
    analyses = tagger.analyse([a.text for a in articles])
    for article, analysis in zip(articles, analyses, strict=True):
        pair = Pair(article, analysis)
        assert analysis.word_labels is not None
        inside = pair.gold.words_of("content")
        named, anonymous = analysis.word_labels.named, analysis.word_labels.anonymous
        certain = np.asarray(named) + np.asarray(anonymous)
        for p, gold, counts in zip(certain, inside, pair.scope, strict=True):
            if counts:
                content.add(float(p), bool(gold))
        matched = {m.predicted: m for m in pair.matches}
        for i, attribution in enumerate(analysis.attributions):
            match = matched.get(i)
            if match is None:
                if pair.counted[i]:
                    whole.add(attribution.confidence, False)
                continue
            gold_attribution, _ = pair.attribution_pair(match)
            if gold_attribution.code is None:
                continue
            right = LABEL_OF_CODE[gold_attribution.code] == attribution.label
            whole.add(attribution.confidence, right and pair.same_source(match))
            words = pair.predicted.roles["content"][i]
            shares = np.where(
                LABEL_INDEX[attribution.label] == 0, np.asarray(named), np.asarray(anonymous)
            )
            sure = float((shares[words] / np.maximum(certain[words], 1e-6)).mean())
            if attribution.label != "unsourced":
                label.add(sure, right)
    calibration = Calibration(
        content=fit_scaling(content.probabilities, content.right),
        label=fit_scaling(label.probabilities, label.right),
        attribution=fit_scaling(whole.probabilities, whole.right),
    )
    return msgspec.structs.replace(
        calibration, claims=_fit_claims(tagger.calibrated(calibration), articles)
    )


def _fit_claims(tagger: Tagger, articles: Sequence[GoldArticle]) -> dict[Label, Scaling]:
    observed: dict[Label, _Observed] = {label: _Observed() for label in LABELS}
    analyses = tagger.analyse([a.text for a in articles])
    for article, analysis in zip(articles, analyses, strict=True):
        pair = Pair(article, analysis)
        for label, probability, right in claims_judged(pair):
            observed[label].add(probability, right)
    return {label: fit_scaling(o.probabilities, o.right) for label, o in observed.items()}
