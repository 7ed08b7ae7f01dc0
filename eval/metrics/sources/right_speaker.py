"""Right speaker: whether the source that an attribution is given to is the right one."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from onrecord.eval.gold.types import GoldAttribution
from onrecord.eval.matching import Match, Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, precision_recall_f1
from onrecord.eval.metrics.sources.name_accuracy import same_name
from onrecord.models.labels import LABEL_OF_CODE
from onrecord.models.types import Source


def has_right_speaker(pair: Pair, match: Match) -> bool | None:
    """Whether a found attribution is given to its speaker; None where gold can't tell.

    Gold nobody (N): no source is given. Gold named: the name in the source list is the
    canonical one (`same_name`). Gold unnamed: the source is labelled anonymous, and of its
    mentions that call a gold speaker at least as many call this one as call others, and one
    does.
    """
    gold, _ = pair.attribution_pair(match)
    if not is_told(gold):
        return None
    source = pair.predicted_source(match)
    if gold.code == "N":
        return source is None
    if source is None or gold.canonical is None:
        return False
    if gold.code is not None and LABEL_OF_CODE[gold.code] == "named":
        return same_name(source.name, gold.canonical)
    return source.label == "anonymous" and _calls_mostly(pair, source, gold.canonical)


def is_told(gold: GoldAttribution) -> bool:
    """Whether gold tells who the speaker is, or that there is none."""
    return gold.code == "N" or (gold.code is not None and gold.canonical is not None)


def _calls_mostly(pair: Pair, source: Source, canonical: str) -> bool:
    """Whether no more of a source's mentions call other gold speakers than call this one."""
    nobody = np.zeros(len(pair.words), dtype=np.bool_)
    own = pair.target.mentions.get(canonical, nobody)
    anybody = np.logical_or.reduce([nobody, *pair.target.mentions.values()])
    belong = others = 0
    for mention in _mentions(pair, source):
        if (mention & own).any():
            belong += 1
        elif (mention & anybody).any():
            others += 1
    return belong > 0 and belong >= others


def _mentions(pair: Pair, source: Source) -> Sequence[np.ndarray]:
    """*Shape:* (words,) each, the words of a predicted source's mentions."""
    of_source = [a.source_id == source.id for a in pair.analysis.attributions]
    return list(pair.predicted.roles["source"][np.array(of_source, dtype=np.bool_)])


class RightSpeaker(Metric):
    """Whether attributions are found and given to the right speaker.

    A found attribution is right where gold has nobody (N) and no source is given; where gold
    is named and the name in the source list is the canonical one, as sets of words without
    titles and articles, or one contains the other; where gold is unnamed, the source is
    labelled anonymous, and of its mentions that overlap a gold mention at least as many
    belong to gold's source (the same canonical) as to others, and one does. Gold
    attributions that nobody coded are left out with what is matched to them.
    """

    name: ClassVar[str] = "right_speaker"
    size: ClassVar[int] = 3

    def count(self, pair: Pair) -> Sequence[float]:
        """Right ones, predicted, gold."""
        judged = [has_right_speaker(pair, match) for match in pair.matches]
        told = np.array([is_told(a) for a in pair.article.attributions], dtype=np.bool_)
        return [
            float(sum(right is True for right in judged)),
            float(pair.counted.sum() - judged.count(None)),
            float((pair.required & told).sum()),
        ]

    def values(self, sums: Sums) -> Values:
        """Precision, recall and F1."""
        named = precision_recall_f1("", *(sums[..., i] for i in range(3)))
        return {name.removeprefix("."): value for name, value in named.items()}
