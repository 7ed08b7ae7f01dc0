"""Sources in the making: the mentions and names that have been joined so far."""

from typing import Final

import msgspec
import numpy as np

from onrecord.models.candidates import Candidates
from onrecord.models.labels import CODES
from onrecord.models.pairs import FloatArray

#: A name compatible with an entity's joins it where the linker gives it at least this.
_JOINS: Final = 0.05
#: What disagreement in class leaves of a link's probability.
_UNSURE: Final = 0.03
#: What is left of the share of a name, or of "new", for a mention that is nothing but another
#: name, and of the share of a source from which a mention tells its own apart.
_OTHER_NAME: Final = 0.02


class Entity(msgspec.Struct):
    """A source in the making: indices of its mentions and of its groups of names.

    `joint` where one mention names them all ("Kaine and Pence").
    """

    mentions: list[int]
    names: list[int]
    joint: bool = False


class Entities:
    """The entities of an article, as its mentions are joined to them one by one.

    Args:
        candidates: the article's names.
        codes: (mentions, codes) the probabilities of every mention's codes.
    """

    def __init__(self, candidates: Candidates, codes: FloatArray) -> None:
        self.all: list[Entity] = []
        self._candidates, self._codes = candidates, codes
        #: With which words the first mention of each told it apart from those before, if it did.
        self._openings: list[str] = []
        #: The entity of each mention joined so far, in that order.
        self._joined = np.zeros(len(codes), dtype=np.int64)
        self._count = 0
        #: The entity that has each group of names, -1: none. Those of several people have none.
        self._owner = np.full(len(candidates.group_words), -1, dtype=np.int64)
        # By entity: the sum of its mentions' probabilities, and their number.
        self._code_sums = np.zeros_like(codes)
        self._mentions = np.zeros((len(codes), 1), dtype=np.float32)

    def add(self, i: int, k: int) -> None:
        """Join mention `i` to entity `k`."""
        self.all[k].mentions.append(i)
        self._joined[self._count] = k
        self._count += 1
        self._code_sums[k] += self._codes[i]
        self._mentions[k] += 1

    def of_all(self, names: list[int]) -> int:
        """The entity, old or new, of a mention that names all of the groups `names`."""
        for k, entity in enumerate(self.all):
            if entity.joint and entity.names == names:
                return k
        return self._new(Entity([], names, joint=True))

    def of(
        self, i: int, shares: FloatArray, own: int | None = None, opening: str = ""
    ) -> tuple[int, float]:
        """The entity of mention `i` with the largest summed share, and that of all shares.

        `shares` are those of every name, of every mention joined so far and of a new source.
        They are weighed by how likely the mention and the entity are of one class, and by
        whether an entity's names may be those of group `own`, where the mention calls itself by
        that name. Where it opens with words that tell its source apart from those before
        ("the other"), `opening`, only one that began with the same is likely. The entity is made
        anew where "new" or a name that no entity has is the best.
        """
        names, size = len(self._candidates.names), len(self.all)
        groups = np.bincount(
            self._candidates.group, weights=shares[:names], minlength=len(self._owner)
        )
        owned = self._owner >= 0
        totals = np.bincount(self._joined[: self._count], shares[names:-1], minlength=size)
        totals += np.bincount(self._owner[owned], groups[owned], minlength=size)
        code = self._codes[i]
        same = float(_UNSURE + (code**2).sum())
        like_kinds = _UNSURE + self._candidates.group_kinds @ _kinds_of(code)
        like_entities = _UNSURE + (self._code_sums[:size] / self._mentions[:size]) @ code
        weighed = np.concatenate(
            [
                [float(shares[-1]) * same],
                np.where(owned, 0, groups) * like_kinds,
                totals * like_entities,
            ]
        )
        if own is not None:
            weighed *= np.where([False, *self._may_be(own)], 1, _OTHER_NAME)
        if opening:
            alike = [False] * len(groups) + [o == opening for o in self._openings]
            weighed[1:] *= np.where(alike, 1, _OTHER_NAME)
        best = int(weighed.argmax())
        probability = float(weighed[best] / weighed.sum())
        if best == 0:
            return self._new(Entity([], []), opening), probability
        if best <= len(groups):
            k = self._new(Entity([], []), opening)
            self._give(k, best - 1)
        else:
            k = best - 1 - len(groups)
        words = self._candidates.group_words
        for g in np.flatnonzero((groups >= _JOINS) & (self._owner < 0)).tolist():
            if any(compatible(words[g], words[own]) for own in self.all[k].names):
                self._give(k, g)
        return k, probability

    def _may_be(self, own: int) -> list[bool]:
        """Whether each group of names, then each entity, may be called by the names `own`."""
        words = self._candidates.group_words
        groups = [compatible(words[own], other) for other in words]
        entities = [not e.names or any(groups[g] for g in e.names) for e in self.all]
        return groups + entities

    def _new(self, entity: Entity, opening: str = "") -> int:
        self.all.append(entity)
        self._openings.append(opening)
        return len(self.all) - 1

    def _give(self, k: int, group: int) -> None:
        """Give entity `k` a group of names."""
        entity = self.all[k]
        if group not in entity.names:
            entity.names.append(group)
        if not entity.joint:
            self._owner[group] = k


def _kinds_of(code: FloatArray) -> FloatArray:
    """How well each of `NAME_KINDS` agrees with the probabilities of codes."""
    person = code[CODES.index("P")]
    body = code[CODES.index("O")] + code[CODES.index("D")]
    return np.array([person, body, person / 2 + body, 0.5], dtype=np.float32)


def compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names, as bare words, may be one's: one is part or acronym of the other."""
    return set(one) <= set(other) or set(other) <= set(one) or _is_acronym(one, other)


def _is_acronym(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted(("".join(one), "".join(w[0] for w in other)), key=len)
    return len(one) == 1 and len(other) > 2 and short == long
