"""What the network gives for the tokens of an article."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray, IntArray


class TokenScores(msgspec.Struct, frozen=True):
    """Per-token outputs of the network for one article, each (tokens, width), float32."""

    roles: FloatArray
    names: FloatArray
    content_dep: FloatArray
    cue_head: FloatArray
    cue_dep: FloatArray
    source_head: FloatArray
    no_source: FloatArray
    mention: FloatArray


class KeptRows:
    """The rows of some tokens of an article; those of others are 0.

    Args:
        at: the tokens, rising.
        rows: (at, size) their rows, in half precision.
        tokens: how many tokens the article has.
    """

    def __init__(self, at: IntArray, rows: NDArray[np.float16], tokens: int) -> None:
        self._at, self._rows = at, rows
        self.shape = (tokens, rows.shape[1])

    def forget(self) -> None:
        """Give up the rows, which nobody is going to ask for any more."""
        self._at, self._rows = self._at[:0].copy(), self._rows[:0].copy()

    def __getitem__(self, tokens: Sequence[int]) -> FloatArray:
        """(tokens, size) the rows of `tokens`."""
        found = np.zeros((len(tokens), self.shape[1]), dtype=np.float32)
        if len(self._at):
            places = np.minimum(np.searchsorted(self._at, tokens), len(self._at) - 1)
            kept = self._at[places] == tokens
            found[kept] = self._rows[places[kept]]
        return found


class MentionScores(msgspec.Struct, frozen=True):
    """What linking needs of `TokenScores`, for an article too long to keep all of them.

    `names` (tokens, classes) are highest where those are, `mention` has the rows of the tokens of
    mentions and names.
    """

    names: NDArray[np.int8]
    mention: KeptRows
