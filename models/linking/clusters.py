"""Sources in the making: the mentions and names that have been joined so far."""

from bisect import insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import LinkingConfig
from onrecord.models.labels import CODES
from onrecord.models.linking.candidates import Candidates
from onrecord.models.network.mention_features import Gender
from onrecord.models.network.tags import NameKind


class Shares(msgspec.Struct, frozen=True):
    """What a mention may stand for, and the probability of each; with `new` they sum to 1.

    `among` are indices of names, and behind all of the names of the mentions before it, rising.
    The names and mentions left out have no share. `new` is that of a new source.
    """

    among: NDArray[np.int64]
    shares: FloatArray
    new: float


class Reference(msgspec.Struct, frozen=True):
    """What the words of a mention tell of whom it stands for.

    Attributes:
        own: the group of the name by which it calls its source, None where it has none.
        others: groups of the people named in it who are not its source ("Reyes's lawyer").
        gender: that of the pronoun that it is.
        opening: the words that tell its source apart from those before ("the other"), or "".
        post: the post by which it calls its source ("the fire chief"), or "".
        paragraph: where it stands, if it names nobody.
    """

    own: int | None = None
    others: tuple[int, ...] = ()
    gender: Gender = Gender.UNKNOWN
    opening: str = ""
    post: str = ""
    paragraph: int | None = None


class Cluster(msgspec.Struct):
    """A source in the making: indices of its mentions and of its groups of names.

    `joint` where one mention names them all ("Kaine and Pence").
    """

    mentions: list[int]
    names: list[int]
    joint: bool = False


class _Rivals(msgspec.Struct, frozen=True):
    """What a mention may be of: groups of names, and clusters, with the sums of their shares.

    `owned` tells the groups that a cluster has: their shares, `given`, are in its of `totals` too.
    """

    groups: NDArray[np.int64]
    given: NDArray[np.float64]
    owned: NDArray[np.bool_]
    clusters: NDArray[np.int64]
    totals: NDArray[np.float64]


class Clusters:
    """The clusters of an article, as its mentions are joined to them one by one.

    Args:
        candidates: the article's names.
        codes: (mentions, codes) the probabilities of every mention's codes.
        config: how shares are weighed.
        titles: the posts that stand before the names of every group; left out, none do.
    """

    def __init__(
        self,
        candidates: Candidates,
        codes: FloatArray,
        config: LinkingConfig,
        titles: Sequence[Collection[str]] = (),
    ) -> None:
        self.all: list[Cluster] = []
        self._candidates, self._codes, self._config = candidates, codes, config
        self._titles = titles or [()] * len(candidates.group_words)
        #: The gender that titles, names and pronouns tell of each.
        self._genders: list[Gender] = []
        #: With which words the first mention of each told it apart from those before, if it did.
        self._openings: list[str] = []
        #: The posts by which mentions of each have called it so far.
        self._posts: dict[int, set[str]] = {}
        #: The joint clusters, in order, by their groups of names.
        self._joint: dict[tuple[int, ...], list[int]] = {}
        #: The cluster of each mention joined so far, in that order.
        self._joined = np.zeros(len(codes), dtype=np.int64)
        self._count = 0
        #: The cluster that has each group of names, -1: none. Those of several people have none.
        self._owner = np.full(len(candidates.group_words), -1, dtype=np.int64)
        # By cluster: the sum of its mentions' probabilities, and their number.
        self._code_sums = np.zeros_like(codes)
        self._mentions = np.zeros((len(codes), 1), dtype=np.float32)

    def add(self, i: int, k: int, gender: Gender = Gender.UNKNOWN, post: str = "") -> None:
        """Join mention `i` to cluster `k`; `gender` is that of the pronoun that it is, `post` that
        by which it calls its source."""
        self._genders[k] = self._genders[k] or gender
        if post:
            self._posts.setdefault(k, set()).add(post)
        self.all[k].mentions.append(i)
        self._joined[self._count] = k
        self._count += 1
        self._code_sums[k] += self._codes[i]
        self._mentions[k] += 1

    def of_all(self, names: list[int]) -> int:
        """The cluster, old or new, of a mention that names all of the groups `names`."""
        found = self._joint.get(tuple(names))
        return found[0] if found else self._new(Cluster([], names, joint=True))

    def of(self, i: int, shares: Shares, told: Reference) -> int:
        """The cluster of mention `i`: that with the largest summed share.

        A mention that calls its source by a person's name is of the cluster that has the name.
        Else shares are weighed by how likely the mention and the cluster are of one class, and
        by what the mention's words tell (`told`): by whether a cluster may be called so, is of
        the other gender, is somebody else who is named in the mention, has another post, or did
        not begin with the words that tell this source apart. The cluster is made again where
        "new" or a name that no cluster has is the best.
        """
        own, opening = told.own, told.opening
        if own is not None and self._candidates.is_person(own):
            k = int(self._owner[own])
            if k < 0:
                k = self._new(Cluster([], []), opening)
                self._give(k, own)
            return k
        rivals = self._rivals(shares)
        weighed = self._by_class(shares.new, rivals, self._codes[i])
        for factors in self._told_apart(told, rivals):
            weighed *= factors
        best = int(weighed.argmax())
        groups = rivals.groups
        if best == 0:
            return self._new(Cluster([], []), opening)
        if best <= len(groups):
            k = self._new(Cluster([], []), opening)
            self._give(k, int(groups[best - 1]))
        else:
            k = int(rivals.clusters[best - 1 - len(groups)])
        likely = rivals.given >= self._config.joins
        for g in groups[likely & (self._owner[groups] < 0)].tolist():
            if self._fits(g, self.all[k]):
                self._give(k, g)
        return k

    def _rivals(self, shares: Shares) -> "_Rivals":
        """The groups of names and the clusters that have shares, with their sums."""
        names = int(np.searchsorted(shares.among, len(self._candidates.names)))
        joined = self._joined[shares.among[names:] - len(self._candidates.names)]
        groups, of_name = self._candidates.groups_of(shares.among[:names])
        given = _sums(of_name, shares.shares[:names], len(groups))
        owner = self._owner[groups]
        owned = owner >= 0
        at = np.concatenate([joined, owner[owned]])
        if len(joined) == self._count:
            clusters = np.arange(len(self.all))
        else:
            clusters, at = np.unique(at, return_inverse=True)
        size = len(clusters)
        totals = _sums(at[: len(joined)], shares.shares[names:], size)
        totals += _sums(at[len(joined) :], given[owned], size)
        return _Rivals(groups, given, owned, clusters, totals)

    def _by_class(self, new: float, rivals: "_Rivals", code: FloatArray) -> NDArray[np.float64]:
        """The shares of "new", groups and clusters, by how likely each is of the class `code`."""
        unsure, groups, clusters = self._config.unlike_class, rivals.groups, rivals.clusters
        like_groups = unsure + self._candidates.group_kinds[groups] @ self._kinds_of(code)
        like_clusters = unsure + (self._code_sums[clusters] / self._mentions[clusters]) @ code
        return np.concatenate(
            [
                [new * float(unsure + (code**2).sum())],
                np.where(rivals.owned, 0, rivals.given) * like_groups,
                rivals.totals * like_clusters,
            ]
        )

    def _told_apart(self, told: Reference, rivals: "_Rivals") -> Iterator[NDArray[np.float64]]:
        """Factors of "new", groups and clusters, for everything that the mention's words tell."""
        config, groups, clusters = self._config, rivals.groups.tolist(), rivals.clusters.tolist()
        candidates = self._candidates
        if told.paragraph is not None:
            # What is named further on only is not what "the board" stands for here.
            ahead = candidates.group_paragraph[groups] > told.paragraph
            further = ahead & ~candidates.people[groups]
            yield _factors([*further, *([False] * len(clusters))], config.unlike_words)
        if told.others:
            apart = set(told.others)
            clash = [self._names_any(k, apart) for k in clusters]
            yield _factors([*(g in apart for g in groups), *clash], config.unlike_words)
        if told.gender:
            opposite = told.gender.opposite
            theirs = [self._genders[k] == opposite for k in clusters]
            likely = [candidates.likely_gender[g] == opposite for g in groups]
            yield _factors([*likely, *theirs], config.unlike_words)
        if told.own is not None:
            # Nor is it somebody new without a name.
            may_be = [False, *self._may_be(told.own, groups, clusters)]
            yield np.where(may_be, 1, config.unlike_words)
        if told.post:
            known: list[Collection[str]] = [self._titles[g] for g in groups]
            known += [self._posts.get(k, ()) for k in clusters]
            others = [bool(posts) and told.post not in posts for posts in known]
            yield _factors(others, config.unlike_post)
        if told.opening:
            others = [self._openings[k] != told.opening for k in clusters]
            yield _factors([*([True] * len(groups)), *others], config.unlike_words)

    def _may_be(self, own: int, groups: Sequence[int], clusters: Sequence[int]) -> list[bool]:
        """Whether each of `groups` of names, then each of `clusters`, may be called by the names
        `own`."""
        fits = [self._compatible(own, g) for g in groups]
        return fits + [not (e := self.all[k]).names or self._fits(own, e) for k in clusters]

    def _names_any(self, k: int, groups: set[int]) -> bool:
        """Whether cluster `k` is one who has any of `groups` of names."""
        cluster = self.all[k]
        return not cluster.joint and not groups.isdisjoint(cluster.names)

    def _fits(self, group: int, cluster: Cluster) -> bool:
        """Whether a group of names may be of the same bearer as some name of `cluster`."""
        most = self._config.most_names
        return any(self._compatible(group, g) for g in cluster.names[:most])

    def _compatible(self, one: int, other: int) -> bool:
        """Whether two groups of names may be one's: one is part or acronym of the other.

        "Mrs. Vale" is not Edmund Vale, who is "Mr. Vale".
        """
        words, genders = self._candidates.group_words, self._candidates.group_gender
        if genders[one].opposite == genders[other]:
            return False
        a, b = set(words[one]), set(words[other])
        return a <= b or b <= a or _is_acronym(words[one], words[other])

    def _new(self, cluster: Cluster, opening: str = "") -> int:
        k = len(self.all)
        self.all.append(cluster)
        self._openings.append(opening)
        self._genders.append(Gender.UNKNOWN)
        if cluster.joint:
            self._joint.setdefault(tuple(cluster.names), []).append(k)
        return k

    def _give(self, k: int, group: int) -> None:
        """Give cluster `k` a group of names."""
        cluster, most = self.all[k], self._config.most_names
        if group in cluster.names[:most] or len(cluster.names) >= most:
            return
        if cluster.joint:
            self._joint[tuple(cluster.names)].remove(k)
        cluster.names.append(group)
        if cluster.joint:
            insort(self._joint.setdefault(tuple(cluster.names), []), k)
        else:
            self._owner[group] = k
            self._genders[k] = self._genders[k] or self._candidates.likely_gender[group]
            if self._titles[group]:
                self._posts.setdefault(k, set()).update(self._titles[group])

    def _kinds_of(self, code: FloatArray) -> FloatArray:
        """How well each `NameKind` agrees with the probabilities of codes."""
        person = code[CODES.index("P")]
        body = code[CODES.index("O")] + code[CODES.index("D")]
        agrees = np.empty(len(NameKind), dtype=np.float32)
        agrees[NameKind.PERSON] = person
        agrees[NameKind.ORGANIZATION] = body
        agrees[NameKind.LOCATION] = self._config.place_as_person * person + body
        agrees[NameKind.MISC] = self._config.miscellaneous
        return agrees


def _sums(
    of: NDArray[np.int64], shares: NDArray[np.floating[Any]], size: int
) -> NDArray[np.float64]:
    """(size,) the sum of the `shares` of each; `of` says whose each of them is."""
    # With weights they are no counts, as numpy's types say.
    return np.bincount(of, weights=shares, minlength=size).astype(np.float64, copy=False)


def _factors(unlike: Iterable[bool], factor: float) -> NDArray[np.float64]:
    """1 for "new"; of groups, then clusters, `factor` for those that are `unlike`, else 1."""
    return np.where([False, *unlike], factor, 1)


def _is_acronym(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != 1 or len(other) < 3 or len(one[0]) != len(other):
        return False
    return all(word.startswith(letter) for word, letter in zip(other, one[0], strict=True))
