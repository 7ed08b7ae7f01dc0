"""From the model's own probabilities to calibrated ones.

Temperature scaling (Guo et al. 2017): a probability's log-odds are divided by a
temperature and shifted by a bias, both fitted on held-out articles.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.labels import Label
from onrecord.models.scaling import Scaling


class Calibration(msgspec.Struct, frozen=True):
    """Scalings of "this word is content", "its label is right", "the attribution is right".

    `claims` has one for each label, of the mean probability of a claim's words.
    """

    content: Scaling = Scaling()
    label: Scaling = Scaling()
    attribution: Scaling = Scaling()
    claims: dict[Label, Scaling] = {}

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Calibration":
        """Read what `to_settings` wrote; what is missing is left as the model says it."""
        return msgspec.convert(settings, cls)

    def to_settings(self) -> dict[str, Any]:
        """As plain numbers for ``config.json``."""
        return dict(msgspec.to_builtins(self))


def fit_scaling(probabilities: Sequence[float], outcomes: Sequence[bool]) -> Scaling:
    """The scaling with the least log loss on (probability, was it right) pairs (Platt 1999).

    Newton's method on the two parameters; the identity where there is nothing to fit.
    """
    if len(set(outcomes)) < 2:
        return Scaling()
    p = np.clip(np.asarray(probabilities, dtype=np.float64), 1e-6, 1 - 1e-6)
    y = np.asarray(outcomes, dtype=np.float64)
    design = np.stack([np.log(p / (1 - p)), np.ones_like(p)], axis=1)
    weights: NDArray[np.float64] = np.array([1.0, 0.0])
    for _ in range(50):
        predicted = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (predicted - y)
        curvature = design.T @ (design * (predicted * (1 - predicted))[:, None])
        step = np.linalg.solve(curvature + 1e-6 * np.eye(2), gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    slope = max(float(weights[0]), 1e-3)
    return Scaling(1 / slope, float(weights[1]))
