"""Making one probability out of another (temperature scaling, Guo et al. 2017)."""

import math
from typing import TYPE_CHECKING, Annotated

import msgspec

if TYPE_CHECKING:
    from onrecord.models.arrays import FloatArray


class Scaling(msgspec.Struct, frozen=True):
    """``logit(p') = logit(p) / temperature + bias``."""

    temperature: Annotated[float, msgspec.Meta(ge=1e-3, le=1e3)] = 1.0
    bias: Annotated[float, msgspec.Meta(ge=-100, le=100)] = 0.0

    def __call__(self, probability: float) -> float:
        """`probability` calibrated."""
        p = min(max(probability, 1e-6), 1 - 1e-6)
        z = math.log(p / (1 - p)) / self.temperature + self.bias
        return 1 / (1 + math.exp(-min(max(z, -50.0), 50.0)))

    def of_all(self, probabilities: "FloatArray") -> "FloatArray":
        """Elementwise."""
        # Types import this module, and what only reads an audit needs no NumPy.
        import numpy as np

        p = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
        z = np.log(p / (1 - p)) / self.temperature + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -50, 50))), dtype=np.float32)
