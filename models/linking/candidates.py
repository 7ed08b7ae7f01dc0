"""The names and mentions of an article, ready to be compared with its mentions."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.linking.name_groups import name_groups
from onrecord.models.linking.string_match import Phrases
from onrecord.models.network.mention_features import FEATURES, KINDS, Mention, NameSpan
from onrecord.models.network.tags import NAME_KINDS

#: Columns of the features of a pair.
_IS_MENTION: Final = len(NAME_KINDS)
_KIND: Final = _IS_MENTION + 1
_STRINGS: Final = _KIND + len(KINDS)
_WITHIN: Final = _STRINGS + 5
_BEFORE, _AFTER, _DISTANCE = range(_WITHIN + 1, _WITHIN + 4)
_APART: Final = _DISTANCE + 1
_QUOTED, _CANDIDATE_QUOTED = range(_APART + 4, _APART + 6)
_COUNT: Final = _CANDIDATE_QUOTED + 1
_RECENCY: Final = _COUNT + 1
_CANDIDATE_KIND: Final = _RECENCY + 4
_SAME_GENDER, _OTHER_GENDER = FEATURES - 2, FEATURES - 1
_NAMED: Final = KINDS.index("name")
#: Up to so many candidates a mention is compared with all of them. Where there are more, time
#: stays in proportion to the text: with so many names and mentions around it, and at most so
#: many of each phrase that has words in common with it.
_ALL: Final = 256
_NAMES: Final = 128
_MENTIONS: Final = 64
_ALIKE: Final = 16
#: So many names, and so many mentions, are the last ones.
_RECENT: Final = 3


class Candidates:
    """What a mention may stand for: a name anywhere in the text, or an earlier mention.

    Args:
        names: the article's names in text order.
        paragraphs: the paragraph of every token.
        mentions: the mentions that may be referred back to, in text order.
    """

    def __init__(
        self,
        names: Sequence[NameSpan],
        paragraphs: NDArray[np.int64],
        mentions: Sequence[Mention] = (),
    ) -> None:
        self.names = list(names)
        self._paragraphs = paragraphs
        same: dict[tuple[str, ...], int] = {}
        #: Names of the same bare words have one number here.
        self._same = np.array([same.setdefault(n.words, len(same)) for n in names], dtype=np.int64)
        #: Names that are one's form a group; `group` gives each name's.
        self._group_list = name_groups(self.names)
        self.group = np.array(self._group_list, dtype=np.int64)
        size = max(self._group_list, default=-1) + 1
        #: The bare words of the fullest name of each group.
        self.group_words: list[tuple[str, ...]] = [()] * size
        #: The gender that titles before the names of a group tell, 0: none.
        self.group_gender = [0] * size
        for name, g in zip(self.names, self._group_list, strict=True):
            self.group_gender[g] = self.group_gender[g] or name.gender
            if len(name.words) > len(self.group_words[g]):
                self.group_words[g] = name.words
        kinds = np.array([n.kind for n in names], dtype=np.int64)
        counts = np.zeros((size, len(NAME_KINDS)), dtype=np.float32)
        np.add.at(counts, (self.group, kinds), 1)
        #: (groups, NAME_KINDS): the share of each kind among the names of a group.
        self.group_kinds: FloatArray = counts / np.maximum(counts.sum(1, keepdims=True), 1)

        everything: list[NameSpan | Mention] = [*names, *mentions]
        self._starts = np.array([c.start for c in everything], dtype=np.int64)
        self._ends = np.array([n.end for n in names], dtype=np.int64)
        self._phrases = Phrases([c.words for c in everything])
        self._recent = Recent(self._same.tolist())
        self._gender = np.concatenate(
            [_genders(names, self._same), [m.kind + 1 if m.kind < 2 else 0 for m in mentions]]
        ).astype(np.int64)
        self._kind = np.concatenate([kinds, [m.kind for m in mentions]]).astype(np.int64)
        self._count = np.log1p(np.bincount(self._same)[self._same]) / 3
        self._quoted = np.array([c.quoted for c in everything], dtype=np.float32)

    def inside(self, mention: Mention) -> list[tuple[NameSpan, int]]:
        """The names within `mention`, each with its group, in text order."""
        starts = self._starts[: len(self.names)]
        first, last = np.searchsorted(starts, (mention.start, mention.end)).tolist()
        return [
            (self.names[i], self._group_list[i])
            for i in range(first, last)
            if self.names[i].end <= mention.end
        ]

    def groups_of(self, among: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The groups of the names `among`, each once, rising; and where each name's is in them."""
        if len(among) == len(self.names):
            return np.arange(len(self.group_words)), self.group
        return np.unique(self.group[among], return_inverse=True)

    def near(self, mentions: Sequence[Mention], after: int) -> NDArray[np.int64]:
        """The candidates worth comparing with `mentions`, which follow each other: rising indices.

        Names count first, then mentions; those before ``mentions[k]`` are the first
        ``after + k``. In an article of usual length all of them are taken, in a long one the
        names around, the last mentions, and those that have words in common.
        """
        names = len(self.names)
        width = names + after + len(mentions) - 1
        if width <= _ALL:
            return np.arange(width)
        middle = int(np.searchsorted(self._starts[:names], mentions[0].start))
        first = max(0, min(middle - _NAMES // 2, names - _NAMES))
        chosen = [
            np.arange(first, min(names, first + _NAMES)),
            np.arange(max(names, names + after - _MENTIONS), width),
        ]
        for mention in mentions:
            if mention.kind >= _NAMED:
                for places in self._phrases.places_of(mention.words):
                    known = places[: np.searchsorted(places, width)]
                    chosen.append(self._nearest(known, mention.start))
        return np.unique(np.concatenate(chosen))

    def _nearest(self, places: NDArray[np.int64], start: int) -> NDArray[np.int64]:
        """Of the candidates `places`, rising, those that begin nearest to token `start`."""
        if len(places) > _ALIKE:
            names = int(np.searchsorted(places, len(self.names)))
            # Names and mentions each stand in text order.
            parts = []
            for part in (places[:names], places[names:]):
                at = bisect_left(part, start, key=self._starts.__getitem__)
                parts.append(part[max(0, at - _ALIKE) : at + _ALIKE])
            places = np.concatenate(parts)
        order = np.argsort(np.abs(self._starts[places] - start), kind="stable")
        return places[order[:_ALIKE]]

    def features(
        self, mentions: Sequence[Mention], after: int, among: NDArray[np.int64]
    ) -> FloatArray:
        """(mentions, among, FEATURES): each of `mentions` against the candidates `among`.

        `after` and `among` are as in `near`. Rows of mentions that are not before
        ``mentions[k]`` say nothing.
        """
        names = int(np.searchsorted(among, len(self.names)))
        out = np.empty((len(mentions), len(among), FEATURES), dtype=np.float32)
        out[:] = self._alone(among, names)
        at = np.array([m.start for m in mentions], dtype=np.int64)[:, None]
        starts = self._starts[among]
        out[:, :, _BEFORE] = starts < at
        out[:, :, _AFTER] = starts > at
        out[:, :, _DISTANCE] = np.log1p(np.abs(starts - at)) / 6
        apart = np.minimum(np.abs(self._paragraphs[starts] - self._paragraphs[at]), 3)
        for k in range(4):
            out[:, :, _APART + k] = apart == k
        ends = np.array([m.end for m in mentions], dtype=np.int64)[:, None]
        out[:, :names, _WITHIN] = (starts[:names] >= at) & (self._ends[among[:names]] <= ends)
        genders = self._gender[among]
        phrases = self._phrases.among(among)
        for k, (mention, rows) in enumerate(zip(mentions, out, strict=True)):
            rows[:, _KIND + mention.kind] = 1
            rows[:, _QUOTED] = mention.quoted
            if mention.kind >= _NAMED:
                for places, strings in phrases.alike(mention.words):
                    rows[places, _STRINGS:_WITHIN] = strings
            self._mark_recent(rows, among, mention.start, after + k)
            if mention.kind < 2:
                rows[:, _SAME_GENDER] = genders == mention.kind + 1
                rows[:, _OTHER_GENDER] = (genders != 0) & (genders != mention.kind + 1)
        return out

    def _alone(self, among: NDArray[np.int64], names: int) -> FloatArray:
        """(among, FEATURES): what can be said of candidates, the first `names` of them names,
        without a mention."""
        own = np.zeros((len(among), FEATURES), dtype=np.float32)
        own[np.arange(names), self._kind[among[:names]]] = 1
        own[:names, _COUNT] = self._count[among[:names]]
        own[names:, _IS_MENTION] = 1
        own[np.arange(names, len(among)), _CANDIDATE_KIND + self._kind[among[names:]]] = 1
        own[:, _CANDIDATE_QUOTED] = self._quoted[among]
        own[:, _RECENCY + 3] = 1
        return own

    def _mark_recent(
        self, rows: FloatArray, among: NDArray[np.int64], position: int, before: int
    ) -> None:
        """Mark the names before `position` with fewer than three other ones in between (a rank),
        and the last three of the `before` mentions before it."""
        last = int(np.searchsorted(self._starts[: len(self.names)], position)) - 1
        if last >= 0:
            first, groups = self._recent.before(last)
            low, high = np.searchsorted(among, (first, last + 1)).tolist()
            rank = (self._same[among[low:high], None] == groups).argmax(1)
            rows[low:high, _RECENCY + 3] = 0
            rows[np.arange(low, high), _RECENCY + rank] = 1
        end = len(self.names) + before
        behind = int(np.searchsorted(among, end))
        for back in range(1, 1 + min(_RECENT, before, behind)):
            if among[behind - back] == end - back:
                rows[behind - back, _RECENCY + 3] = 0
                rows[behind - back, _RECENCY + back - 1] = 1

    def grouped(self) -> list[list[NameSpan]]:
        """The names of each group, in text order."""
        groups: list[list[NameSpan]] = [[] for _ in self.group_words]
        for name, g in zip(self.names, self._group_list, strict=True):
            groups[g].append(name)
        return groups

    def name_features(self, mention: Mention) -> FloatArray:
        """(names, FEATURES): `mention` against every name of the article."""
        return np.asarray(self.features([mention], 0, np.arange(len(self.names)))[0])

    def mention_features(self, mention: Mention, earlier: Sequence[Mention]) -> FloatArray:
        """(earlier, FEATURES): `mention` against the mentions before it, in text order."""
        candidates = Candidates([], self._paragraphs, earlier)
        return np.asarray(candidates.features([mention], len(earlier), np.arange(len(earlier)))[0])


class Recent:
    """The names before any name with fewer than three other ones in between, by their groups."""

    def __init__(self, groups: Sequence[int]) -> None:
        first, recent = [], []
        # The groups met last, the latest behind, each with the last place that it was met at.
        latest: dict[int, int] = {}
        for place, group in enumerate(groups):
            latest.pop(group, None)
            latest[group] = place
            if len(latest) > _RECENT + 1:
                del latest[next(iter(latest))]
            apart = len(latest) > _RECENT
            first.append(next(iter(latest.values())) + 1 if apart else 0)
            recent += [*list(latest)[: -_RECENT - 1 : -1], *[-1] * (_RECENT - len(latest))]
        self._first = np.array(first, dtype=np.int64)
        self._groups = np.array(recent, dtype=np.int64).reshape(-1, _RECENT)

    def before(self, last: int) -> tuple[int, NDArray[np.int64]]:
        """The first of the names that are recent at name `last`, and their groups, latest first."""
        return int(self._first[last]), self._groups[last]


def _genders(names: Sequence[NameSpan], group: NDArray[np.int64]) -> NDArray[np.int64]:
    """The gender of every name: a title before one of a group tells that of all of them."""
    known: dict[int, int] = {}
    for name, g in zip(names, group.tolist(), strict=True):
        if name.gender:
            known[g] = name.gender
    return np.array([known.get(g, 0) for g in group.tolist()], dtype=np.int64)
