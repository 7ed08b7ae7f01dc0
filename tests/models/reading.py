"""A stand-in for the network: it tells roles and names by the words, and costs next to nothing."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.network.tags import NAME_TAGS, ROLE_TAGS, begin, inside
from onrecord.models.network.windows import Batch
from onrecord.models.tagger import Tagger
from onrecord.models.text.tokens import Casing

SOURCE, CUE, CONTENT = range(3)
_SURE = 12.0
_CUES = ("said", "told", "agreed", "spoke", "speaking")
_SOURCES = ("he", "they", "officials", "official", "aide", "mayor")
_LINKS = ("of", "on", "the", "one", "three", "another", "an", "and", "who")


class ByWords:
    """A runtime (`Runtime`) that goes by the first subword of each token."""

    name = "words"
    runs_alone = True

    def __init__(self, tagger: Tagger, arc_size: int = 128, mention_size: int = 192) -> None:
        self._id_of = tagger._subwords.id_of
        rng = np.random.default_rng(7)
        widths = (arc_size, arc_size, arc_size, arc_size, 1, mention_size)
        self._tables = [rng.normal(size=(997, width)).astype(np.float32) for width in widths]

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        for window in windows:
            at = window.unit_at[0]
            ids, casing = window.input_ids[0][at], window.casing[0][at] - 1
            roles = self._roles(ids, casing)
            capital = np.isin(casing, (1, 2, 3))
            names = np.where(capital & _behind(capital), inside(0), np.where(capital, begin(0), 0))
            vectors = [table[ids % len(table)] for table in self._tables]
            # Contents point at the cue before them, and cues at the source before them.
            for k, role in ((0, CUE), (2, SOURCE)):
                is_head = roles == begin(role)
                number = np.cumsum(is_head) % 64
                every = np.arange(len(ids))
                vectors[k][every, number] += _SURE
                vectors[k + 1][every[is_head], number[is_head]] += _SURE
            yield [_surely(roles, len(ROLE_TAGS)), _surely(names, len(NAME_TAGS)), *vectors]

    def _roles(self, ids: NDArray[np.int64], casing: NDArray[np.int64]) -> NDArray[np.int64]:
        cues, sources, links = self._ids
        roles = np.full(len(ids), inside(CONTENT))
        roles[casing == Casing.MARK] = 0
        roles[np.isin(ids, links)] = 0
        capital = np.isin(casing, (1, 2, 3))
        roles[np.isin(ids, sources) | capital] = begin(SOURCE)
        roles[capital & _behind(capital)] = inside(SOURCE)
        roles[np.isin(ids, cues)] = begin(CUE)
        before = np.concatenate([[0], roles[:-1]])
        roles[(roles == inside(CONTENT)) & (before != inside(CONTENT))] = begin(CONTENT)
        return roles

    @cached_property
    def _ids(self) -> list[list[int]]:
        return [[self._id_of(word) for word in words] for words in (_CUES, _SOURCES, _LINKS)]


def tagger_by_words() -> Tagger:
    """The tagger that ships, without its network."""
    tagger = Tagger.load(runtime="onnx")
    tagger._reader.runtime = ByWords(tagger)
    return tagger


def _behind(marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which tokens stand behind a marked one."""
    return np.concatenate([[False], marked[:-1]])


def _surely(tags: NDArray[np.int64], width: int) -> FloatArray:
    scores = np.zeros((len(tags), width), dtype=np.float32)
    scores[np.arange(len(tags)), tags] = _SURE
    return scores
