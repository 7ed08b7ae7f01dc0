"""What the words of a source and its descriptions tell of its sector, beside the network.

A linear model over words, pairs of words and last words, those of training by their checksums.
The network sees a mention in its sentence; this sees all that the article calls a source, and
knows words that are too rare for the network to have learnt.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from onrecord.models.arrays import FloatArray
from onrecord.models.config import DescriptionConfig
from onrecord.models.labels import SECTORS
from onrecord.models.lexicon.descriptions import description_near, short_title
from onrecord.models.lexicon.mention_kinds import PLURAL_PRONOUNS, SINGULAR_PRONOUNS
from onrecord.models.network.heads import log_softmax
from onrecord.models.text.words import WORD
from onrecord.models.types import Span
from onrecord.models.word_weights import read_word_weights

#: The file of the weights in a model's folder.
SECTOR_WORDS: Final = "sector-words.safetensors"
#: What stands before a title: not the end of a sentence.
_PARTED: Final = re.compile(r"[!?;:,]\s|[\n“”\"(]|(?<=[a-z]{4})\.\s|(?<=\d)\.\s")
#: Whose somebody is, right behind the name ("Jo Lind of the Harbour Trust").
_AFFILIATION: Final = re.compile(
    r",? ((?:of|from|with|at|for) (?:the )?[A-Z](?:\w{0,2}\.|[\w’'&-]*)"
    r"(?: (?:(?:of|for|and|on|the|in|&) ){0,2}[A-Z](?:\w{0,2}\.|[\w’'&-]*)){0,6})"
)
_PRONOUNS: Final = PLURAL_PRONOUNS | SINGULAR_PRONOUNS | {"who", "which", "that", "you", "both"}


class SectorWords:
    """Weights of words for sectors.

    Args:
        words: (words,) the checksums of what training knew, rising, each once.
        weights: (words, sectors), in half precision.
        bias: (sectors,).
    """

    def __init__(
        self, words: NDArray[np.uint32], weights: NDArray[np.float16], bias: FloatArray
    ) -> None:
        self._words, self._weights, self._bias = words, weights, bias

    @classmethod
    def load(cls, folder: Path) -> "SectorWords | None":
        """Read the weights in a model's folder; None where it has none.

        Raises:
            OnRecordError: the file is damaged, or holds something else.
        """
        found = read_word_weights(folder / SECTOR_WORDS, len(SECTORS))
        if found is None:
            return None
        bias = found["bias"].astype(np.float32)
        return cls(found["words"], found["weights"].astype(np.float16), bias)

    def save(self, folder: Path) -> None:
        """Write the weights into a model's folder."""
        tensors: dict[str, NDArray[Any]] = {
            "words": self._words,
            "weights": self._weights,
            "bias": self._bias,
        }
        save_file(tensors, folder / SECTOR_WORDS)

    def log_probabilities(self, phrases: Iterable[str]) -> FloatArray | None:
        """(sectors,) by all `phrases` for a source; None: training knew nothing in them."""
        asked = np.array(checksums_of(phrases), dtype=np.uint32)
        at = np.searchsorted(self._words, asked)
        at = at[self._words[np.minimum(at, len(self._words) - 1)] == asked]
        if not len(at):
            return None
        return log_softmax(self._weights[at].astype(np.float32).sum(0) + self._bias)


def telling_phrases(
    text: str, mentions: Sequence[Span], names: Sequence[Span], config: DescriptionConfig
) -> list[str]:
    """What a text calls a source: its mentions, descriptions, titles, and whose people are.

    `mentions` and `names` are spans of characters; `names` are those of a person.
    """
    near = [*mentions[: config.mentions], *names[: config.names]]
    told = [text[start:end] for start, end in mentions]
    told += filter(None, (description_near(text, span, config) for span in near))
    for span in names[: config.names]:
        told += filter(None, (short_title(text, span, config), _titled(text, span, config)))
        whose = _AFFILIATION.match(text, span[1], span[1] + config.title_reach)
        told += [whose[1]] if whose else []
    return list(dict.fromkeys(told))


def _titled(text: str, name: Span, config: DescriptionConfig) -> str | None:
    """A name with the words before it that are written like one ("County Manager Jo Lind")."""
    start, end = name
    before = _PARTED.split(text[max(0, start - config.title_reach) : start])[-1].split()
    title = list(takewhile(lambda word: word[0].isupper(), reversed(before)))[:4]
    return " ".join([*reversed(title), text[start:end]]) if title else None


def checksums_of(phrases: Iterable[str]) -> list[int]:
    """The checksums of all words of `phrases`, each once, rising; pronouns alone have none."""
    features: set[str] = set()
    for phrase in phrases:
        words = [word.lower() for word in WORD.findall(phrase)]
        if not _PRONOUNS.issuperset(words):
            features.update(_features(words))
    return sorted({crc32(feature.encode(errors="replace")) for feature in features})


def _features(words: Sequence[str]) -> Iterable[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))
    yield f"{words[-1]}$"
