"""The names and mentions of an article, ready to be compared with its mentions."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import LinkingConfig
from onrecord.models.linking.genders import likely_genders
from onrecord.models.linking.name_groups import name_groups
from onrecord.models.linking.string_match import Phrases
from onrecord.models.network.mention_features import Gender, Mention, NameSpan
from onrecord.models.network.pair_features import PAIR
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Tokens


class Candidates:
    """What a mention may stand for: a name anywhere in the text, or an earlier mention.

    Args:
        names: the article's names in text order.
        paragraphs: the paragraph of every token.
        config: how names are grouped, and how far candidates are looked for. The features of a
            pair don't depend on it.
        mentions: the mentions that may be referred back to, in text order.
        aliases: pairs of indices of names that the article says are one's.
        tokens: the article's, which tell genders; None: only titles do.
    """

    def __init__(
        self,
        names: Sequence[NameSpan],
        paragraphs: NDArray[np.int64],
        config: LinkingConfig,
        mentions: Sequence[Mention] = (),
        aliases: Iterable[tuple[int, int]] = (),
        tokens: Tokens | None = None,
    ) -> None:
        self.names = list(names)
        self._paragraphs, self._config = paragraphs, config
        same: dict[tuple[str, ...], int] = {}
        #: Names of the same bare words have one number here.
        self._same = np.array([same.setdefault(n.words, len(same)) for n in names], dtype=np.int64)
        #: Names that are one's form a group; `group` gives each name's.
        self._group_list = name_groups(self.names, config.groups, aliases)
        self.group = np.array(self._group_list, dtype=np.int64)
        size = max(self._group_list, default=-1) + 1
        #: The bare words of the fullest name of each group.
        self.group_words: list[tuple[str, ...]] = [()] * size
        #: The paragraph in which each group is named first.
        self.group_paragraph = np.full(size, -1, dtype=np.int64)
        #: The gender that titles before the names of a group tell.
        self.group_gender = [Gender.UNKNOWN] * size
        #: The likely gender of whom the names of a group stand for, whether titles tell it or not.
        self.likely_gender = self.group_gender
        for name, g in zip(self.names, self._group_list, strict=True):
            if self.group_paragraph[g] < 0:
                self.group_paragraph[g] = paragraphs[name.start]
            self.group_gender[g] = self.group_gender[g] or name.gender
            if len(name.words) > len(self.group_words[g]):
                self.group_words[g] = name.words
        if tokens is not None:
            likely = likely_genders(self.names, self._group_list, tokens, config.genders)
            pairs = zip(self.group_gender, likely, strict=True)
            self.likely_gender = [told or guessed for told, guessed in pairs]
        kinds = np.array([n.kind for n in names], dtype=np.int64)
        counts = np.zeros((size, len(NameKind)), dtype=np.float32)
        np.add.at(counts, (self.group, kinds), 1)
        #: (groups, kinds): the share of each kind among the names of a group.
        self.group_kinds: FloatArray = counts / np.maximum(counts.sum(1, keepdims=True), 1)
        #: (groups,) whether each is a person's.
        self.people = self.group_kinds[:, NameKind.PERSON] > config.person

        everything: list[NameSpan | Mention] = [*names, *mentions]
        self._starts = np.array([c.start for c in everything], dtype=np.int64)
        self._ends = np.array([n.end for n in names], dtype=np.int64)
        self._phrases = Phrases([c.words for c in everything], config.candidates)
        self._recent = Recent(self._same.tolist())
        self._gender = np.concatenate(
            [[self.likely_gender[g] for g in self._group_list], [m.gender for m in mentions]]
        ).astype(np.int64)
        #: The kind of a name, the form of a mention.
        self._kind = np.concatenate([kinds, [m.form for m in mentions]]).astype(np.int64)
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

    def is_person(self, group: int) -> bool:
        """Whether a group of names is a person's."""
        return bool(self.people[group])

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
        reach = self._config.candidates
        if width <= reach.all:
            return np.arange(width)
        middle = int(np.searchsorted(self._starts[:names], mentions[0].start))
        first = max(0, min(middle - reach.names // 2, names - reach.names))
        chosen = [
            np.arange(first, min(names, first + reach.names)),
            np.arange(max(names, names + after - reach.mentions), width),
        ]
        for mention in mentions:
            if mention.has_words:
                for places in self._phrases.places_of(mention.words):
                    known = places[: np.searchsorted(places, width)]
                    chosen.append(self._nearest(known, mention.start))
        return np.unique(np.concatenate(chosen))

    def _nearest(self, places: NDArray[np.int64], start: int) -> NDArray[np.int64]:
        """Of the candidates `places`, rising, those that begin nearest to token `start`."""
        alike = self._config.candidates.alike
        if len(places) > alike:
            names = int(np.searchsorted(places, len(self.names)))
            # Names and mentions each stand in text order.
            parts = []
            for part in (places[:names], places[names:]):
                at = bisect_left(part, start, key=self._starts.__getitem__)
                parts.append(part[max(0, at - alike) : at + alike])
            places = np.concatenate(parts)
        order = np.argsort(np.abs(self._starts[places] - start), kind="stable")
        return places[order[:alike]]

    def features(
        self, mentions: Sequence[Mention], after: int, among: NDArray[np.int64]
    ) -> FloatArray:
        """(mentions, among, `PairFeatures`): each of `mentions` against the candidates `among`.

        `after` and `among` are as in `near`. Rows of mentions that are not before
        ``mentions[k]`` say nothing.
        """
        names = int(np.searchsorted(among, len(self.names)))
        out = np.empty((len(mentions), len(among), PAIR.width), dtype=np.float32)
        out[:] = self._alone(among, names)
        at = np.array([m.start for m in mentions], dtype=np.int64)[:, None]
        starts = self._starts[among]
        out[:, :, PAIR.before] = starts < at
        out[:, :, PAIR.after] = starts > at
        out[:, :, PAIR.distance] = np.log1p(np.abs(starts - at)) / 6
        apart = np.minimum(np.abs(self._paragraphs[starts] - self._paragraphs[at]), PAIR.FAR)
        for k in range(PAIR.FAR + 1):
            out[:, :, PAIR.apart + k] = apart == k
        ends = np.array([m.end for m in mentions], dtype=np.int64)[:, None]
        out[:, :names, PAIR.within] = (starts[:names] >= at) & (self._ends[among[:names]] <= ends)
        genders = self._gender[among]
        phrases = self._phrases.among(among)
        for k, (mention, rows) in enumerate(zip(mentions, out, strict=True)):
            rows[:, PAIR.form + mention.form] = 1
            rows[:, PAIR.quoted] = mention.quoted
            if mention.has_words:
                for places, strings in phrases.alike(mention.words):
                    rows[places, PAIR.similarity : PAIR.within] = strings
            self._mark_recent(rows, among, mention.start, after + k)
            if mention.gender:
                rows[:, PAIR.same_gender] = genders == mention.gender
                known = genders != Gender.UNKNOWN
                rows[:, PAIR.other_gender] = known & (genders != mention.gender)
        return out

    def _alone(self, among: NDArray[np.int64], names: int) -> FloatArray:
        """(among, `PairFeatures`): what can be said of candidates, the first `names` of them names,
        without a mention."""
        own = np.zeros((len(among), PAIR.width), dtype=np.float32)
        own[np.arange(names), PAIR.name_kind + self._kind[among[:names]]] = 1
        own[:names, PAIR.count] = self._count[among[:names]]
        own[names:, PAIR.is_mention] = 1
        own[np.arange(names, len(among)), PAIR.candidate_form + self._kind[among[names:]]] = 1
        own[:, PAIR.candidate_quoted] = self._quoted[among]
        own[:, PAIR.not_recent] = 1
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
            rows[low:high, PAIR.not_recent] = 0
            rows[np.arange(low, high), PAIR.recency + rank] = 1
        end = len(self.names) + before
        behind = int(np.searchsorted(among, end))
        for back in range(1, 1 + min(PAIR.RECENT, before, behind)):
            if among[behind - back] == end - back:
                rows[behind - back, PAIR.not_recent] = 0
                rows[behind - back, PAIR.recency + back - 1] = 1

    def grouped(self) -> list[list[NameSpan]]:
        """The names of each group, in text order."""
        groups: list[list[NameSpan]] = [[] for _ in self.group_words]
        for name, g in zip(self.names, self._group_list, strict=True):
            groups[g].append(name)
        return groups

    def name_features(self, mention: Mention) -> FloatArray:
        """(names, `PairFeatures`): `mention` against every name of the article."""
        return np.asarray(self.features([mention], 0, np.arange(len(self.names)))[0])

    def mention_features(self, mention: Mention, earlier: Sequence[Mention]) -> FloatArray:
        """(earlier, `PairFeatures`): `mention` against the mentions before it, in text order."""
        candidates = Candidates([], self._paragraphs, self._config, earlier)
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
            if len(latest) > PAIR.RECENT + 1:
                del latest[next(iter(latest))]
            apart = len(latest) > PAIR.RECENT
            first.append(next(iter(latest.values())) + 1 if apart else 0)
            last = list(latest)[: -PAIR.RECENT - 1 : -1]
            recent += [*last, *[-1] * (PAIR.RECENT - len(last))]
        self._first = np.array(first, dtype=np.int64)
        self._groups = np.array(recent, dtype=np.int64).reshape(-1, PAIR.RECENT)

    def before(self, last: int) -> tuple[int, NDArray[np.int64]]:
        """The first of the names that are recent at name `last`, and their groups, latest first."""
        return int(self._first[last]), self._groups[last]
