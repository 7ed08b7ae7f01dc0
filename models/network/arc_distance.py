"""How far a dependent lies from its head, as one of a few buckets."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_NEAR: Final = np.array([0, 1, 2, 3, 4, 6, 9, 17, 33, 65])
_DISTANCES: Final = 2 * len(_NEAR) + 1
#: Buckets of the position of a dependent relative to its head: distance x paragraphs apart.
ARC_BUCKETS: Final = 3 * _DISTANCES


def arc_buckets(
    dependents: NDArray[np.int64], heads: NDArray[np.int64], paragraphs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Bucket (len(dependents), len(heads)) of each pair of token positions of one article."""
    signed = signed_distances(dependents[:, None] - heads[None, :])
    apart = np.abs(paragraphs[dependents][:, None] - paragraphs[heads][None, :])
    return np.asarray(np.minimum(apart, 2) * _DISTANCES + signed, dtype=np.int64)


def signed_distances(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """The buckets of distances in tokens, dependent minus head, within one paragraph."""
    near = np.searchsorted(_NEAR, np.abs(distance), side="right") - 1
    return np.asarray(np.where(distance < 0, -near, near) + len(_NEAR), dtype=np.int64)
