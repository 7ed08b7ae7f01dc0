"""From the model's own probabilities to calibrated ones.

Temperature scaling (Guo et al. 2017): a probability's log-odds are divided by a
temperature and shifted by a bias, both fitted on held-out articles.
"""

from collections.abc import Sequence
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

    def to_settings(self) -> dict[str, Any]:
        """As plain numbers for ``config.json``."""
        return dict(msgspec.to_builtins(self))


def fit_scaling(
    probabilities: Sequence[float],
    outcomes: Sequence[bool],
    *,
    prior: float = 1.0,
    flattest: float = 0.05,
) -> Scaling:
    """The scaling with the least log loss on (probability, was it right) pairs (Platt 1999).

    A weak prior, of the weight of `prior` pairs, pulls towards leaving probabilities as they are,
    so that a handful of pairs can't do much. The identity where there is nothing to fit, or where
    the slope is below `flattest`: that would be an inversion, not a calibration.
    """
    from scipy.optimize import minimize

    if len(set(outcomes)) < 2:
        return Scaling()
    p = np.clip(np.asarray(probabilities, dtype=np.float64), 1e-6, 1 - 1e-6)
    y = np.asarray(outcomes, dtype=np.float64)
    design = np.stack([np.log(p / (1 - p)), np.ones_like(p)], axis=1)
    identity = np.array([1.0, 0.0])

    def objective(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = design @ weights
        loss = np.logaddexp(0, z).sum() - y @ z + prior * ((weights - identity) ** 2).sum()
        slope = design.T @ (1 / (1 + np.exp(-np.clip(z, -50, 50))) - y)
        return float(loss), slope + 2 * prior * (weights - identity)

    slope, bias = minimize(objective, identity, jac=True, method="L-BFGS-B").x
    return Scaling(1 / float(slope), float(bias)) if slope > flattest else Scaling()
