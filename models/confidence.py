"""How sure the tagger is of the label of each attribution and of each word."""

from typing import Final

import numpy as np

from onrecord.models.calibration import Calibration
from onrecord.models.decoding import Decoded
from onrecord.models.labels import CODES, LABEL_OF_CODE, LABELS, Label
from onrecord.models.linking import Linked, code_scores
from onrecord.models.types import WordLabels
from onrecord.models.units import Units

#: How a word that might be content, but of no attribution found, splits into named and
#: anonymous: the shares of content words in the training articles.
_NAMED_SHARE: Final = 0.8


def label_probabilities(linked: Linked, calibration: Calibration) -> list[dict[Label, float]]:
    """Calibrated probability of each label for every relation.

    Mentions of one source speak together: the mean of their log-probabilities, so that a
    source mentioned often is not taken to be certain for that alone.
    """
    of_label = {
        label: [k for k, c in enumerate(CODES) if LABEL_OF_CODE[c] == label] for label in LABELS
    }
    result = []
    for i, k in enumerate(linked.entity_of):
        log = linked.code[i] if k is None else code_scores(linked, linked.entities[k])
        shares = np.exp(log - log.max())
        shares /= shares.sum()
        raw = {label: float(shares[columns].sum()) for label, columns in of_label.items()}
        top = max(raw, key=lambda label: raw[label])
        sure = calibration.label(raw[top])
        rest = max(1 - raw[top], 1e-9)
        result.append({lb: sure if lb == top else (1 - sure) * p / rest for lb, p in raw.items()})
    return result


def word_labels(
    units: Units,
    decoded: Decoded,
    probabilities: list[dict[Label, float]],
    calibration: Calibration,
) -> WordLabels:
    """Probability of named and of anonymous for every word.

    A word is content with the calibrated probability of the tagger; where it stands in an
    attribution found, its label's probabilities are that attribution's.
    """
    content = calibration.content.of_all(decoded.content)
    named = content * _NAMED_SHARE
    anonymous = content * (1 - _NAMED_SHARE)
    for relation, shares in zip(decoded.relations, probabilities, strict=True):
        for start, end in relation.content:
            named[start:end] = content[start:end] * shares["named"]
            anonymous[start:end] = content[start:end] * shares["anonymous"]
    words = [i for i, c in enumerate(units.words) if c[0].isalnum() or c[0] == "_"]
    return WordLabels(
        spans=[units.spans[i] for i in words],
        named=[round(float(named[i]), 4) for i in words],
        anonymous=[round(float(anonymous[i]), 4) for i in words],
        of_claims=calibration.claims,
    )
