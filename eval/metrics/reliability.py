"""Calibration: whether a confidence of .8 is right four times out of five."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.eval.metrics.base import Sums, Values, divide

BINS: Final = 15
LEAST_CERTAIN: Final = 0.1


class Judged(NamedTuple):
    """Confidences of one article's answers, and whether each was right; *Shape:* (answers,)."""

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A point of the reliability curve: mean confidence, share right, number of answers."""

    confidence: float
    accuracy: float
    answers: int


class CalibrationFigures(msgspec.Struct, frozen=True, kw_only=True):
    """See `Calibration`; None where there is no answer (or no error, for the share of errors)."""

    answers: int
    accuracy: float | None
    confidence: float | None
    ece: float | None
    brier: float | None
    errors_in_least_certain: float | None
    curve: list[Bin]


class Calibration:
    """Whether confidences are the probabilities of being right.

    *ece*: expected calibration error, the mean over bins of |share right - mean
    confidence|, weighted by answers (Naeini, Cooper and Hauskrecht, 2015), over 15 bins of
    equal mass: answers sorted by confidence, ties in text order, cut into bins whose sizes
    differ by one at most. *brier*: mean squared difference between confidence and outcome
    (1 right, 0 wrong). *errors_in_least_certain*: share of all errors among the tenth of
    answers with the lowest confidence; of ties at its edge, the share that still fits.

    The bins and the edge are set on the whole corpus, after which all figures are made
    from sums over articles, as `Metric` has them.

    Attributes:
        counts: *Shape:* (articles, counts).
    """

    def __init__(self, articles: Sequence[Judged]) -> None:
        confidence = np.concatenate([np.zeros(0), *(a.confidence for a in articles)])
        right = np.concatenate([np.zeros(0), *(a.right.astype(np.float64) for a in articles)])
        owner = np.repeat(np.arange(len(articles)), [len(a.confidence) for a in articles])
        bins = np.empty(len(confidence), dtype=np.int64)
        order = np.argsort(confidence, kind="stable")
        for i, members in enumerate(np.array_split(order, BINS)):
            bins[members] = i
        wrong = 1 - right
        by_bin = (np.ones(len(bins)), confidence, right)
        overall = ((confidence - right) ** 2, wrong, wrong * least_certain(confidence))
        self.counts = np.zeros((len(articles), 3 * BINS + 3))
        for i, weight in enumerate(by_bin):
            np.add.at(self.counts, (owner, bins + i * BINS), weight)
        for i, weight in enumerate(overall):
            np.add.at(self.counts[:, 3 * BINS + i], owner, weight)

    def values(self, sums: Sums) -> Values:
        """Figures by name from sums of the counts, *Shape:* (..., counts)."""
        answers, confidence, right = _by_bin(sums)
        gaps = np.abs(right - confidence).sum(axis=-1)
        total = answers.sum(axis=-1)
        return {
            "answers": total,
            "accuracy": divide(right.sum(axis=-1), total),
            "confidence": divide(confidence.sum(axis=-1), total),
            "ece": divide(gaps, total),
            "brier": divide(sums[..., 3 * BINS], total),
            "errors_in_least_certain": divide(sums[..., 3 * BINS + 2], sums[..., 3 * BINS + 1]),
        }

    def figures(self) -> CalibrationFigures:
        """The figures of the whole corpus."""
        sums = self.counts.sum(axis=0)
        plain = {
            name: None if math.isnan(value) else float(value)
            for name, value in self.values(sums).items()
        }
        curve = [
            Bin(confidence=float(c / n), accuracy=float(r / n), answers=int(n))
            for n, c, r in zip(*_by_bin(sums), strict=True)
            if n
        ]
        answers = int(plain.pop("answers") or 0)
        return CalibrationFigures(answers=answers, curve=curve, **plain)


def least_certain(confidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """*Shape:* (answers,), how far each belongs to the least certain tenth (rounded up).

    1 below the edge, 0 above, and between ties at the edge the same share for each.
    """
    if not len(confidence):
        return np.zeros(0)
    wanted = math.ceil(LEAST_CERTAIN * len(confidence))
    edge = np.partition(confidence, wanted - 1)[wanted - 1]
    below, ties = confidence < edge, confidence == edge
    fits = float(wanted - below.sum()) / float(ties.sum())
    return np.asarray(below + ties * fits, dtype=np.float64)


def _by_bin(sums: Sums) -> tuple[Sums, Sums, Sums]:
    """Answers, summed confidence and right answers, *Shape:* (..., bins)."""
    return sums[..., :BINS], sums[..., BINS : 2 * BINS], sums[..., 2 * BINS : 3 * BINS]
