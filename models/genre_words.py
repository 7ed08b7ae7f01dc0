"""Whether a text reads like news, opinion or analysis: a linear model of its wording."""

from collections.abc import Collection
from itertools import chain
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from onrecord.models.arrays import FloatArray
from onrecord.models.labels import GENRES
from onrecord.models.network.heads import log_softmax
from onrecord.models.types import Wording
from onrecord.models.word_weights import read_word_weights

#: The file of the weights in a model's folder.
GENRE_WORDS: Final = "genre-words.safetensors"


class GenreWords:
    """Weights of words and measures for genres.

    Args:
        words: (words,) the checksums (`checksum`, `title_checksum`) of what training knew, rising,
            each once.
        weights: (words, genres), in half precision.
        measures: (measures, genres).
        bias: (genres,).
    """

    def __init__(
        self,
        words: NDArray[np.uint32],
        weights: NDArray[np.float16],
        measures: FloatArray,
        bias: FloatArray,
    ) -> None:
        self._words, self._weights = words, weights
        self._measures, self._bias = measures, bias

    @classmethod
    def load(cls, folder: Path) -> "GenreWords | None":
        """Read the weights in a model's folder; None where it has none.

        Raises:
            OnRecordError: the file is damaged, or holds something else.
        """
        found = read_word_weights(folder / GENRE_WORDS, len(GENRES), "measures")
        if found is None:
            return None
        weights, measures = found["weights"], found["measures"]
        bias = found["bias"].astype(np.float32)
        return cls(found["words"], weights.astype(np.float16), measures.astype(np.float32), bias)

    def save(self, folder: Path) -> None:
        """Write the weights into a model's folder."""
        tensors: dict[str, NDArray[Any]] = {
            "words": self._words,
            "weights": self._weights,
            "measures": self._measures,
            "bias": self._bias,
        }
        save_file(tensors, folder / GENRE_WORDS)

    def probabilities(self, wording: Wording) -> dict[str, float]:
        """How likely each of `GENRES` is for a text of this wording."""
        scores = self._bias + np.asarray(wording.measures, dtype=np.float32) @ self._measures
        for known, values in known_values(wording, self._words):
            scores = scores + values @ self._weights[known].astype(np.float32)
        chances = np.exp(log_softmax(scores))
        return dict(zip(GENRES, chances.tolist(), strict=True))


def checksum(word: str) -> int:
    """What stands for a word of the text in the file."""
    return crc32(word.encode(errors="replace"))


def title_checksum(word: str) -> int:
    """What stands for a word of the headline in the file."""
    return checksum(f"headline {word}")


def checksums_of(wording: Wording) -> set[int]:
    """The checksums of all words of a text and its headline."""
    return set(chain(map(checksum, wording.words), map(title_checksum, wording.title)))


def known_values(
    wording: Wording, words: NDArray[np.uint32]
) -> list[tuple[NDArray[np.int64], FloatArray]]:
    """Where among `words` those of a text stand, with their values; then those of its headline.

    The values of each of both have the length 1. A word's grows with the logarithm of how often
    the text has it.
    """
    text = _found(map(checksum, wording.words), wording.words.values(), words)
    title = _found(map(title_checksum, wording.title), [1] * len(wording.title), words)
    return [text, title]


def _found(
    checksums: "map[int]", counts: Collection[int], words: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], FloatArray]:
    asked = np.fromiter(checksums, dtype=np.uint32, count=len(counts))
    at = np.minimum(np.searchsorted(words, asked), len(words) - 1)
    known = words[at] == asked
    values = 1 + np.log(np.fromiter(counts, dtype=np.float32, count=len(counts))[known])
    norm = float(np.sqrt(np.square(values).sum()))
    return at[known].astype(np.int64), values / norm if norm else values
