"""What the linker sees of a mention and a candidate, besides their vectors.

Positions are in units (see `onrecord.models.units`), half-open. A candidate is a name
anywhere in the text or an earlier mention.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.tags import NAME_KINDS

FloatArray = NDArray[np.float32]

#: Titles and little words that are no part of a name when two names are compared.
TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lord",
        "lady",
        "dame",
        "baroness",
        "sen",
        "senator",
        "rep",
        "congressman",
        "congresswoman",
        "representative",
        "gov",
        "governor",
        "president",
        "secretary",
        "minister",
        "mayor",
        "judge",
        "justice",
        "gen",
        "general",
        "col",
        "colonel",
        "capt",
        "captain",
        "lt",
        "sgt",
        "rev",
        "pope",
        "king",
        "queen",
        "prince",
        "princess",
        "chief",
        "chairman",
        "attorney",
        "ambassador",
        "former",
        "vice",
        "deputy",
        "prime",
        "the",
        "a",
        "an",
        "of",
        "and",
        "s",
    ]
)
_MALE: Final = frozenset(["mr", "sir", "lord", "king", "prince", "congressman"])
_FEMALE: Final = frozenset(
    ["mrs", "ms", "miss", "lady", "dame", "baroness", "queen", "princess", "congresswoman"]
)
_PRONOUNS: Final = {
    "he": 0, "him": 0, "his": 0, "himself": 0,
    "she": 1, "her": 1, "hers": 1, "herself": 1,
    "they": 2, "them": 2, "their": 2,
    "it": 3, "its": 3,
    "i": 4, "we": 4, "us": 4, "me": 4, "my": 4, "our": 4,
}  # fmt: skip
_DEFINITE: Final = frozenset(
    ["the", "this", "that", "these", "those", "his", "her", "their", "its", "our"]
)
_INDEFINITE: Final = frozenset(
    [
        "a",
        "an",
        "one",
        "another",
        "some",
        "many",
        "several",
        "few",
        "most",
        "other",
        "others",
        "two",
        "three",
        "four",
        "five",
    ]
)
#: What ends the phrase that a mention's own name or noun stands in.
_BEHIND: Final = frozenset(
    [",", "who", "which", "that", "whose", "in", "of", "at", "from", "with", "for", "by"]
)
KINDS: Final = (
    "he", "she", "they", "it", "speaker", "name", "definite", "indefinite", "elided", "other",
)  # fmt: skip
_NAME, _DEF, _INDEF, _ELIDED, _OTHER = range(5, 10)

_NEAR: Final = np.array([0, 1, 2, 3, 4, 6, 9, 17, 33, 65])
_DISTANCES: Final = 2 * len(_NEAR) + 1
#: Buckets of the position of a dependent relative to its head: distance x paragraphs apart.
ARC_BUCKETS: Final = 3 * _DISTANCES
FEATURES: Final = 5 + len(KINDS) + 6 + 3 + 4 + 2 + 1 + 4 + len(KINDS) + 2


class Mention(msgspec.Struct, frozen=True):
    """Source words of an attribution: units ``[start, end)``, empty (at the cue) where elided.

    `capitalised` where its own phrase, clauses and what follows a preposition left out, has a
    capital behind its first word.
    """

    start: int
    end: int
    cue: int
    kind: int
    words: tuple[str, ...]
    quoted: bool
    capitalised: bool


class NameSpan(msgspec.Struct, frozen=True):
    """A name: units ``[start, end)``, its kind (index into NAME_KINDS), its bare words."""

    start: int
    end: int
    kind: int
    words: tuple[str, ...]
    gender: int
    quoted: bool


def bare_words(words: Sequence[str]) -> tuple[str, ...]:
    """Lower-cased words without titles, articles and punctuation (all words if none is left)."""
    lowered = [w.lower() for w in words if w[0].isalnum()]
    return tuple(w for w in lowered if w not in TITLES) or tuple(lowered)


def mention_of(words: Sequence[str], start: int, end: int, cue: int, quoted: bool) -> Mention:
    """Describe the mention ``words[start:end]`` of an article's unit strings."""
    own = words[start:end]
    phrase = list(takewhile(lambda w: w.lower() not in _BEHIND, own))
    # The first word may be a capital for beginning its sentence.
    capitals = any(w[0].isupper() for w in phrase[1:])
    return Mention(start, end, cue, _kind(own), bare_words(own), quoted, capitals)


def name_of(words: Sequence[str], start: int, end: int, kind: int, quoted: bool) -> NameSpan:
    """Describe the name ``words[start:end]`` of an article's unit strings."""
    before = {w.lower() for w in words[max(0, start - 2) : start + 1]}
    gender = 1 if before & _MALE else 2 if before & _FEMALE else 0
    return NameSpan(start, end, kind, bare_words(words[start:end]), gender, quoted)


def _kind(words: Sequence[str]) -> int:
    if not words:
        return _ELIDED
    first = words[0].lower()
    if len(words) == 1 and first in _PRONOUNS:
        return _PRONOUNS[first]
    if first in _DEFINITE:
        return _DEF
    if first in _INDEFINITE:
        return _INDEF
    return _NAME if any(w[0].isupper() for w in words[-2:]) else _OTHER


def arc_buckets(
    dependents: NDArray[np.int64], heads: NDArray[np.int64], paragraphs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Bucket (len(dependents), len(heads)) of each pair of unit positions of one article."""
    signed = signed_distances(dependents[:, None] - heads[None, :])
    apart = np.abs(paragraphs[dependents][:, None] - paragraphs[heads][None, :])
    return np.asarray(np.minimum(apart, 2) * _DISTANCES + signed, dtype=np.int64)


def signed_distances(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """The buckets of distances in units, dependent minus head, within one paragraph."""
    near = np.searchsorted(_NEAR, np.abs(distance), side="right") - 1
    return np.asarray(np.where(distance < 0, -near, near) + len(_NEAR), dtype=np.int64)


class Candidates:
    """The names of an article, ready to be compared with any of its mentions."""

    def __init__(self, names: Sequence[NameSpan], paragraphs: NDArray[np.int64]) -> None:
        self.names = list(names)
        self._paragraphs = paragraphs
        self._groups: dict[tuple[str, ...], int] = {}
        #: Names of the same bare words form a group; `group` gives each name's.
        group = [self._groups.setdefault(n.words, len(self._groups)) for n in self.names]
        self.group = np.array(group, dtype=np.int64)
        self._count = np.bincount(self.group, minlength=len(self._groups)).astype(np.float32)
        self._start = np.array([n.start for n in self.names], dtype=np.int64)
        self._end = np.array([n.end for n in self.names], dtype=np.int64)
        self._kind = np.array([n.kind for n in self.names], dtype=np.int64)
        self._quoted = np.array([n.quoted for n in self.names], dtype=np.float32)
        # A title before one occurrence of a name tells the gender of all of them.
        gender = np.zeros(len(self._groups), dtype=np.int64)
        for n, g in zip(self.names, group, strict=True):
            gender[g] = n.gender or gender[g]
        self._gender = gender[self.group] if len(group) else np.zeros(0, dtype=np.int64)

    @property
    def group_words(self) -> list[tuple[str, ...]]:
        """The bare words of each group of names."""
        return list(self._groups)

    @property
    def group_kinds(self) -> FloatArray:
        """(groups, NAME_KINDS): the share of each kind among the names of a group."""
        shares = np.zeros((len(self._groups), len(NAME_KINDS)), dtype=np.float32)
        np.add.at(shares, (self.group, self._kind), 1)
        return np.asarray(shares / np.maximum(shares.sum(1, keepdims=True), 1))

    def name_features(self, mention: Mention) -> FloatArray:
        """(names, FEATURES): `mention` against every name of the article."""
        n = len(self.names)
        out = np.zeros((n, FEATURES), dtype=np.float32)
        if n == 0:
            return out
        out[np.arange(n), self._kind] = 1
        strings = np.array([_string_features(mention, words) for words in self._groups])
        within = (self._start >= mention.start) & (self._end <= mention.end)
        rank = _recency(self._start, self.group, mention.start)
        self._common(out, mention, self._start, self._quoted)
        at = 5 + len(KINDS)
        out[:, at : at + 5] = strings[self.group]
        out[:, at + 5] = within
        at += 6 + 3 + 4 + 2
        out[:, at] = np.log1p(self._count[self.group]) / 3
        out[np.arange(n), at + 1 + rank] = 1
        at += 1 + 4 + len(KINDS)
        if mention.kind < 2:
            out[:, at] = self._gender == mention.kind + 1
            out[:, at + 1] = (self._gender != 0) & (self._gender != mention.kind + 1)
        return out

    def mention_features(self, mention: Mention, earlier: Sequence[Mention]) -> FloatArray:
        """(earlier, FEATURES): `mention` against the mentions before it, in text order."""
        n = len(earlier)
        out = np.zeros((n, FEATURES), dtype=np.float32)
        if n == 0:
            return out
        rows = np.arange(n)
        out[:, len(NAME_KINDS)] = 1
        self._common(
            out,
            mention,
            np.array([m.start for m in earlier], dtype=np.int64),
            np.array([m.quoted for m in earlier], dtype=np.float32),
        )
        at = 5 + len(KINDS)
        out[:, at : at + 5] = [_string_features(mention, m.words) for m in earlier]
        at += 6 + 3 + 4 + 2 + 1
        out[rows, at + np.minimum(n - 1 - rows, 3)] = 1
        at += 4
        out[rows, at + np.array([m.kind for m in earlier])] = 1
        at += len(KINDS)
        if mention.kind < 2:
            kinds = np.array([m.kind for m in earlier])
            out[:, at] = kinds == mention.kind
            out[:, at + 1] = (kinds < 2) & (kinds != mention.kind)
        return out

    def _common(
        self, out: FloatArray, mention: Mention, starts: NDArray[np.int64], quoted: FloatArray
    ) -> None:
        out[:, 5 + mention.kind] = 1
        at = 5 + len(KINDS) + 6
        out[:, at] = starts < mention.start
        out[:, at + 1] = starts > mention.start
        out[:, at + 2] = np.log1p(np.abs(starts - mention.start)) / 6
        apart = np.abs(self._paragraphs[starts] - self._paragraphs[mention.start])
        out[np.arange(len(out)), at + 3 + np.minimum(apart, 3)] = 1
        out[:, at + 7] = mention.quoted
        out[:, at + 8] = quoted


def _string_features(mention: Mention, words: tuple[str, ...]) -> tuple[float, ...]:
    """Equal, same last word, candidate within mention, mention within candidate, overlap."""
    if mention.kind < 5 or not mention.words or not words:
        return (0.0, 0.0, 0.0, 0.0, 0.0)
    ours, theirs = set(mention.words), set(words)
    return (
        float(mention.words == words),
        float(mention.words[-1] == words[-1]),
        float(theirs <= ours),
        float(ours <= theirs),
        float(bool(ours & theirs)),
    )


def _recency(
    starts: NDArray[np.int64], groups: NDArray[np.int64], position: int
) -> NDArray[np.int64]:
    """How many other names lie between each name and `position`; 3: more, or it comes after."""
    rank = np.full(len(starts), 3, dtype=np.int64)
    seen: dict[int, int] = {}
    last = int(np.searchsorted(starts, position, side="left"))
    for i in range(last - 1, -1, -1):
        seen.setdefault(int(groups[i]), len(seen))
        if len(seen) > 3:
            break
        rank[i] = min(seen[int(groups[i])], 3)
    return rank
