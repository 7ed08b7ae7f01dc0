"""The typed figures of a corpus, and how they are made from the metrics."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np

from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.matching import Pair, Target, pair_up
from onrecord.eval.metrics.attribution_f1 import AttributionF1, CodeAccuracy
from onrecord.eval.metrics.balance_error import AttributedShare, BalanceError
from onrecord.eval.metrics.base import Metric, Sums, Values
from onrecord.eval.metrics.claim_f1 import ClaimF1
from onrecord.eval.metrics.label_f1 import LabelF1
from onrecord.eval.metrics.sources.coreference import SourceIdentity
from onrecord.eval.metrics.sources.name_accuracy import NameAccuracy
from onrecord.eval.metrics.sources.right_speaker import RightSpeaker
from onrecord.eval.metrics.sources.sectors import SectorAccuracy
from onrecord.eval.metrics.sources.source_types import TypeAccuracy
from onrecord.eval.metrics.span_f1 import SpanF1
from onrecord.eval.metrics.words_f1 import WordsF1
from onrecord.models.types import Analysis

#: Every metric whose figures are made from sums over articles, in the order of reports.
METRICS: Final[tuple[Metric, ...]] = (
    WordsF1(),
    LabelF1(),
    AttributionF1(),
    RightSpeaker(),
    CodeAccuracy(),
    NameAccuracy(),
    SectorAccuracy(),
    TypeAccuracy(),
    SourceIdentity(),
    BalanceError(),
    AttributedShare(),
    ClaimF1(),
    SpanF1(),
)


#: Last parts of the names of figures that count something.
COUNTED: Final = frozenset({"gold", "predicted", "found", "mentions", "words", "answers"})


class F1(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall, F1 (None: not defined) and the numbers in gold and prediction."""

    precision: float | None
    recall: float | None
    f1: float | None
    gold: int
    predicted: int


class ClusterF1(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 of a clustering (None: there is nothing to cluster)."""

    precision: float | None
    recall: float | None
    f1: float | None


class ByRole(msgspec.Struct, frozen=True, kw_only=True):
    """A figure for source, cue and content words."""

    source: F1
    cue: F1
    content: F1


class LabelFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `LabelF1`; `words` is the number of words in scope."""

    named: F1
    anonymous: F1
    unsourced: F1
    macro_f1: float | None
    accuracy: float | None
    alpha: float | None
    words: int


class AttributionFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `AttributionF1`."""

    found: F1
    exact: F1
    with_source: F1
    with_label: F1
    with_source_and_label: F1


class Accuracy(msgspec.Struct, frozen=True, kw_only=True):
    """A share of the found attributions, and how many of them it is over."""

    accuracy: float | None
    found: int


class NameFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `NameAccuracy`; `found` is the number of attributions they are over."""

    accuracy: float | None
    full_accuracy: float | None
    found: int


class Recall(msgspec.Struct, frozen=True, kw_only=True):
    """The share of some found attributions that is right, and how many these are."""

    recall: float | None
    found: int


class SectorFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `SectorAccuracy`; `found` is the number of attributions they are over."""

    accuracy: float | None
    mean_recall: float | None
    found: int
    government: Recall
    justice: Recall
    expert: Recall
    business: Recall
    media: Recall
    advocacy: Recall
    citizen: Recall
    unknown: Recall


class TypeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `TypeAccuracy`; `found` is the number of attributions that `accuracy` is over."""

    accuracy: float | None
    found: int
    confidential: Recall


class IdentityFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `SourceIdentity`; `mentions` is the number of attributions clustered."""

    b3: ClusterF1
    ceaf_e: ClusterF1
    mentions: int


class ShareError(msgspec.Struct, frozen=True, kw_only=True):
    """Mean absolute and mean signed error of a share, percentage points."""

    error: float | None
    bias: float | None


class BalanceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `BalanceError`; percentage points."""

    error: float | None
    named: ShareError
    anonymous: ShareError
    unsourced: ShareError


class ClaimFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `ClaimF1`."""

    named: F1
    anonymous: F1
    unsourced: F1
    all: F1
    macro_f1: float | None
    accuracy: float | None


class SpanFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `SpanF1`."""

    exact: ByRole
    overlap: ByRole


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How good the predictions for a corpus are; fractions unless a class says otherwise."""

    articles: int
    missing: int
    words: ByRole
    labels: LabelFigures
    attributions: AttributionFigures
    right_speaker: F1
    code: Accuracy
    name: NameFigures
    sector: SectorFigures
    type: TypeFigures
    identity: IdentityFigures
    balance: BalanceFigures
    attributed: ShareError
    claims: ClaimFigures
    spans: SpanFigures


def score(gold: Sequence[GoldArticle | Target], predicted: Sequence[Analysis | None]) -> Figures:
    """Score the prediction of each gold article (None: missing, scored as finding nothing).

    Raises:
        ValueError: not as many predictions as articles.
    """
    pairs = pair_up(gold, predicted)
    return figures(pairs, count(pairs).sum(axis=0))


def count(pairs: Sequence[Pair], metrics: Sequence[Metric] = METRICS) -> Sums:
    """The counts of all metrics side by side, *Shape:* (articles, counts)."""
    counts = np.zeros((len(pairs), sum(metric.size for metric in metrics)))
    for row, pair in zip(counts, pairs, strict=True):
        row[:] = [n for metric in metrics for n in metric.count(pair)]
    return counts


def values(sums: Sums, metrics: Sequence[Metric] = METRICS) -> Values:
    """Every figure by its full name (``words.content.f1``) from sums of `count`'s columns."""
    out: Values = {}
    start = 0
    for metric in metrics:
        own = metric.values(sums[..., start : start + metric.size])
        out |= {f"{metric.name}.{name}": value for name, value in own.items()}
        start += metric.size
    return out


def figures(pairs: Sequence[Pair], sums: Sums) -> Figures:
    """The typed figures of `pairs` from the sums of their counts."""
    tree: dict[str, Any] = {
        "articles": len(pairs),
        "missing": sum(pair.missing for pair in pairs),
    }
    for name, value in values(sums).items():
        *path, last = name.split(".")
        node = tree
        for part in path:
            node = node.setdefault(part, {})
        node[last] = _plain(last, float(value))
    return msgspec.convert(tree, Figures)


def summary(figures: Figures) -> dict[str, float]:
    """The figures by dotted name (``words.content.f1``), without those that are not defined."""
    return dict(_leaves(msgspec.to_builtins(figures), ""))


def _plain(name: str, value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if name in COUNTED else value


def _leaves(node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, float]]:
    for name, value in node.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{name}.")
        elif value is not None:
            yield f"{prefix}{name}", float(value)
