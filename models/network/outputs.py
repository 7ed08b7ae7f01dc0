"""What the network gives for the tokens of an article."""

from collections.abc import Iterable, Sequence

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
        blocks: some tokens, rising from block to block, with (some tokens, size) their rows, in
            half precision.
        shape: how many tokens the article has, and how wide a row is.
    """

    def __init__(
        self, blocks: Iterable[tuple[IntArray, NDArray[np.float16]]], shape: tuple[int, int]
    ) -> None:
        self._blocks = [block for block in blocks if len(block[0])]
        self.shape = shape

    def forget_before(self, token: int) -> None:
        """Give up what nobody is going to ask for any more: the rows of the tokens before."""
        while self._blocks and self._blocks[0][0][-1] < token:
            del self._blocks[0]

    def __getitem__(self, tokens: Sequence[int]) -> FloatArray:
        """(tokens, size) the rows of `tokens`."""
        asked = np.asarray(tokens, dtype=np.int64)
        found = np.zeros((len(asked), self.shape[1]), dtype=np.float32)
        if not len(asked):
            return found
        first, last = asked.min(), asked.max()
        for at, rows in self._blocks:
            if at[-1] < first or at[0] > last:
                continue
            places = np.minimum(np.searchsorted(at, asked), len(at) - 1)
            kept = at[places] == asked
            found[kept] = rows[places[kept]]
        return found


class MentionScores(msgspec.Struct, frozen=True):
    """What linking needs of `TokenScores`, for an article too long to keep all of them.

    `names` (tokens, classes) are highest where those are, `mention` has the rows of the tokens of
    mentions and names.
    """

    names: NDArray[np.int8]
    mention: KeptRows
