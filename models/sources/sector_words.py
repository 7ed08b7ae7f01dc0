"""What the words of a source tell of its sector, beside what the network says.

A linear model over words, pairs of words and last words, hashed into buckets (feature hashing,
Weinberger et al. 2009, arXiv:0902.2206). The network sees a mention in its sentence; this sees all
mentions of a source, and knows words that are too rare for the network to have learnt.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import ClassVar, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from onrecord.models.arrays import FloatArray
from onrecord.models.errors import OnRecordError
from onrecord.models.labels import SECTORS
from onrecord.models.lexicon.mention_kinds import PLURAL_PRONOUNS, SINGULAR_PRONOUNS
from onrecord.models.network.heads import log_softmax
from onrecord.models.text.words import WORD

#: The file of the weights in a model's folder.
SECTOR_WORDS: Final = "sector-words.safetensors"
_PRONOUNS: Final = PLURAL_PRONOUNS | SINGULAR_PRONOUNS | {"who", "which", "that", "you", "both"}


class SectorWords:
    """Weights of words for sectors.

    Args:
        weights: (buckets, sectors), in half precision.
        bias: (sectors,).
    """

    #: Into how many buckets words are hashed.
    BUCKETS: ClassVar[int] = 2**16

    def __init__(self, weights: NDArray[np.float16], bias: FloatArray) -> None:
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, folder: Path) -> "SectorWords | None":
        """Read the weights in a model's folder; None where it has none.

        Raises:
            OnRecordError: the file is damaged, or holds something else.
        """
        path = folder / SECTOR_WORDS
        if not path.is_file():
            return None
        try:
            found = load_file(path)
            weights, bias = found["weights"], found["bias"]
            shapes = (weights.shape, bias.shape)
            if shapes != ((cls.BUCKETS, len(SECTORS)), (len(SECTORS),)):
                raise ValueError("other tensors, or others' shapes")
            if not (np.isfinite(weights).all() and np.isfinite(bias).all()):
                raise ValueError("not all are numbers")
        except (SafetensorError, KeyError, OSError, TypeError, ValueError) as error:
            raise OnRecordError(
                f"{path} is damaged or not part of an OnRecord model; copy it again, or delete it "
                "to do without it."
            ) from error
        return cls(weights.astype(np.float16), bias.astype(np.float32))

    def save(self, folder: Path) -> None:
        """Write the weights into a model's folder."""
        save_file({"weights": self._weights, "bias": self._bias}, folder / SECTOR_WORDS)

    def log_probabilities(self, phrases: Iterable[str]) -> FloatArray | None:
        """(sectors,) by all `phrases` that a source is mentioned with; None: they are pronouns."""
        at = buckets_of(phrases)
        if not at:
            return None
        return log_softmax(self._weights[at].astype(np.float32).sum(0) + self._bias)


def buckets_of(phrases: Iterable[str]) -> list[int]:
    """The buckets of all words of `phrases`, each once, rising; pronouns alone have none."""
    features: set[str] = set()
    for phrase in phrases:
        words = [word.lower() for word in WORD.findall(phrase)]
        if not _PRONOUNS.issuperset(words):
            features.update(_features(words))
    return sorted(
        {crc32(feature.encode(errors="replace")) % SectorWords.BUCKETS for feature in features}
    )


def _features(words: Sequence[str]) -> Iterable[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))
    yield f"{words[-1]}$"
