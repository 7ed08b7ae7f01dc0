"""How sure the tagger is of the label of each attribution and of each word."""

from array import array
from collections.abc import Sequence
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import SourceConfig
from onrecord.models.decoding.relations import Decoded
from onrecord.models.labels import CODES, LABEL_OF_CODE, LABELS
from onrecord.models.linking.link import Linked
from onrecord.models.network.heads import softmax
from onrecord.models.sources.calibration import Calibration
from onrecord.models.text.spans import Spans
from onrecord.models.text.tokens import Casing, Tokens
from onrecord.models.types import WordLabels

_NAMED: Final = LABELS.index("named")
_ANONYMOUS: Final = LABELS.index("anonymous")
#: The probabilities of four decimals.
_STEPS: Final = 10_000
_ROUNDED: Final = np.array([step / _STEPS for step in range(_STEPS + 1)], dtype=object)


def label_probabilities(
    linked: Linked, joined: Sequence[FloatArray], calibration: Calibration
) -> NDArray[np.float64]:
    """(relations, LABELS) the calibrated probability of each label for every relation.

    Mentions of one source speak together, by its scores in `joined` (`code_scores`): the mean
    of their log-probabilities, so that a source mentioned often is not taken to be certain for
    that alone.
    """
    log = linked.code.copy()
    for i, k in enumerate(linked.cluster_of):
        if k is not None:
            log[i] = joined[k]
    shares = softmax(log)
    raw = np.stack(
        [
            shares[:, [k for k, c in enumerate(CODES) if LABEL_OF_CODE[c] == label]].sum(1)
            for label in LABELS
        ],
        axis=1,
    )
    calibrated = np.empty(raw.shape, dtype=np.float64)
    for row, out in zip(raw, calibrated, strict=True):
        out[:] = _calibrated(row.tolist(), calibration)
    return calibrated


def _calibrated(raw: list[float], calibration: Calibration) -> list[float]:
    """`raw` with the calibrated probability of the top label; the others share the rest."""
    top = raw.index(max(raw))
    sure = calibration.label(raw[top])
    rest = max(1 - raw[top], 1e-9)
    return [sure if k == top else (1 - sure) * p / rest for k, p in enumerate(raw)]


def word_labels(
    tokens: Tokens,
    decoded: Decoded,
    probabilities: NDArray[np.float64],
    calibration: Calibration,
    config: SourceConfig,
) -> WordLabels:
    """Probability of named and of anonymous for every word.

    A word is content with the calibrated probability of the tagger; where it stands in an
    attribution found, its label's probabilities are that attribution's, the rows of
    `probabilities` (`label_probabilities`).
    """
    content = calibration.content.of_all(decoded.content)
    named = np.full_like(content, config.named_share)
    anonymous = np.full_like(content, 1 - config.named_share)
    for relation, (of_named, of_anonymous) in zip(
        decoded.relations, probabilities[:, [_NAMED, _ANONYMOUS]], strict=True
    ):
        for start, end in relation.content:
            named[start:end] = of_named
            anonymous[start:end] = of_anonymous
    is_word = [casing != Casing.MARK for casing in tokens.casing]
    words = np.array(is_word)
    return WordLabels(
        spans=Spans(
            array("i", compress(tokens.spans.starts, is_word)),
            array("i", compress(tokens.spans.ends, is_word)),
        ),
        named=_rounded((content * named)[words]),
        anonymous=_rounded((content * anonymous)[words]),
        of_claims=calibration.claims,
    )


def _rounded(probabilities: FloatArray) -> list[float]:
    """To four decimals. Equal ones are one object: a long article has far more words than these."""
    steps = (probabilities.astype(np.float64) * _STEPS).round().astype(np.int64)
    rounded: list[float] = _ROUNDED[steps].tolist()
    return rounded
