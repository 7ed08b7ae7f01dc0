"""Joining mentions into sources: which earlier mention or name each one stands for.

Mention ranking (Denis and Baldridge 2008) with the choice made between clusters: the
probabilities of a cluster's names and mentions add up. Several people whom one mention
names ("Kaine and Pence") are a source of their own.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import LinkingConfig
from onrecord.models.decoding.relations import Relation
from onrecord.models.labels import CODES, LABEL_OF_CODE, Code
from onrecord.models.linking.candidates import Candidates
from onrecord.models.linking.clusters import Cluster, Clusters, Reference, Shares
from onrecord.models.linking.find_names import find_names
from onrecord.models.linking.references import (
    ending_name,
    named_together,
    opening_words,
    others_named,
    own_name,
)
from onrecord.models.network.heads import Parameters, log_softmax, softmax
from onrecord.models.network.mention_features import (
    Mention,
    MentionForm,
    NameSpan,
    mention_of,
)
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Tokens

_SOURCELESS: Final[tuple[Code, ...]] = ("N", "A")
_SOURCELESS_CODES: Final = [CODES.index(code) for code in _SOURCELESS]
_NAMED_CODES: Final = [k for k, code in enumerate(CODES) if LABEL_OF_CODE[code] == "named"]
_UNNAMED_CODES: Final = [CODES.index("X"), CODES.index("Q")]


class Linked(msgspec.Struct, frozen=True):
    """Clusters, and for each relation its own classes.

    `cluster_of[i]` is the cluster of relation i, None for codes N and A. `code`, `sector`:
    (relations, classes) log-probabilities, and so is `unnamed` (of UNNAMED); `withheld` (a
    probability) and `insider` (log-odds): (relations,).
    `names` are the groups of names that are one's, `people` whether a group is a person's;
    `inside[i]` are the groups of the names within mention i, `own[i]` that by which it calls its
    source, `ending[i]` that of the name at its end.
    """

    clusters: list[Cluster]
    cluster_of: list[int | None]
    mentions: list[Mention]
    names: list[list[NameSpan]]
    people: NDArray[np.bool_]
    inside: list[list[int]]
    own: list[int | None]
    ending: list[int | None]
    code: FloatArray
    sector: FloatArray
    withheld: FloatArray
    unnamed: FloatArray
    insider: FloatArray

    def calls(self, cluster: Cluster) -> list[int]:
        """The groups of the names by which mentions of `cluster` call it, one a mention."""
        return [g for i in cluster.mentions if (g := self.own[i]) is not None]


def link(
    relations: Sequence[Relation],
    tokens: Tokens,
    scores: TokenScores,
    parameters: Parameters,
    config: LinkingConfig,
) -> Linked:
    """Classify the mentions of `relations` and join them into clusters.

    Relations must be in text order. A relation without source words is represented by its
    cue, one without a cue by its content's first token.
    """
    paragraphs = np.asarray(tokens.paragraph, dtype=np.int64)
    names = find_names(tokens, scores)
    mentions = [_mention(r, tokens) for r in relations]
    vectors = _mention_vectors(mentions, scores, parameters)
    hidden = np.maximum(parameters.dense("hidden", vectors), 0)
    code = log_softmax(parameters.dense("code", hidden))
    leads = _leads(relations)
    best = code.argmax(1).tolist()
    order = [
        i
        for i in sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].cue))
        if i not in leads and CODES[best[i]] not in _SOURCELESS
    ]
    linkable = [mentions[i] for i in order]
    candidates = Candidates(names, paragraphs, config, linkable)
    linker = _Linker(parameters, candidates, linkable, config.candidates.pairs)
    clusters = Clusters(candidates, np.exp(code), config)
    cluster_of: list[int | None] = [None] * len(mentions)
    new = parameters.dense("new", hidden[order])[:, 0]
    rows = linker.shares(vectors[order], _name_vectors(names, scores), new)
    inside: list[list[int]] = [[] for _ in mentions]
    own: list[int | None] = [None] * len(mentions)
    ending: list[int | None] = [None] * len(mentions)
    for i, shares in zip(order, rows, strict=True):
        within = candidates.inside(mentions[i])
        inside[i] = [g for _, g in within]
        ending[i] = ending_name(mentions[i], within)
        together = named_together(within, tokens.words)
        gender = mentions[i].gender
        if len(together) > 1:
            at = clusters.of_all(together)
        else:
            own[i] = own_name(mentions[i], within, tokens.words)
            told = Reference(
                own[i],
                others_named(within, own[i]),
                gender,
                opening_words(mentions[i], tokens.words),
                int(paragraphs[mentions[i].start]) if not within else None,
            )
            at = clusters.of(i, shares, told)
        cluster_of[i] = at
        clusters.add(i, at, gender)
    kept, cluster_of = _without_namesakes(clusters.all, cluster_of, candidates)
    for i, lead in leads.items():
        cluster_of[i], code[i] = cluster_of[lead], code[lead]
    return Linked(
        kept,
        cluster_of,
        mentions,
        candidates.grouped(),
        candidates.people,
        inside,
        own,
        ending,
        code,
        log_softmax(parameters.dense("sector", hidden)),
        np.asarray(1 / (1 + np.exp(-parameters.dense("withheld", hidden)[:, 0])), np.float32),
        log_softmax(parameters.dense("unnamed", hidden)),
        np.asarray(parameters.dense("insider", hidden)[:, 0], np.float32),
    )


def _leads(relations: Sequence[Relation]) -> dict[int, int]:
    """For each relation that has its speaker elsewhere, the relation that names the speaker."""
    with_cue = {r.cue: i for i, r in enumerate(relations) if r.cue}
    return {
        i: with_cue[r.speaker]
        for i, r in enumerate(relations)
        if r.cue is None and r.speaker in with_cue
    }


def _without_namesakes(
    clusters: list[Cluster], cluster_of: list[int | None], candidates: Candidates
) -> tuple[list[Cluster], list[int | None]]:
    """Join a person who has only a last name with the one person whose full name ends in it."""
    words, kinds = candidates.group_words, candidates.group_kinds
    full: dict[str, list[int]] = {}
    for k, cluster in enumerate(clusters):
        if not cluster.joint:
            for last in {words[g][-1] for g in cluster.names if len(words[g]) > 1}:
                full.setdefault(last, []).append(k)
    into: dict[int, int] = {}
    for k, cluster in enumerate(clusters):
        lasts = {words[g][-1] for g in cluster.names if words[g]}
        single = all(len(words[g]) == 1 and kinds[g][NameKind.PERSON] > 0 for g in cluster.names)
        if cluster.joint or not single or len(lasts) != 1:
            continue
        namesakes = full.get(lasts.pop(), [])
        if len(namesakes) == 1:
            into[k] = namesakes[0]
    for k, j in into.items():
        clusters[j].mentions = sorted(clusters[j].mentions + clusters[k].mentions)
        clusters[j].names += clusters[k].names
    kept = [k for k in range(len(clusters)) if k not in into]
    place = {k: at for at, k in enumerate(kept)}
    return [clusters[k] for k in kept], [
        None if k is None else place[into.get(k, k)] for k in cluster_of
    ]


def code_scores(linked: Linked, cluster: Cluster) -> FloatArray:
    """Mean log-probability of every code over the mentions of a source; -inf: ruled out.

    Nobody is named without a name: a source that no mention and no linked name gives one is
    anonymous where its words describe it anew ("one poll", "a 39-year-old operative"), and
    nobody's own name is a party's or a place's ("one senior Norlander"). Nor is anybody unnamed
    whom a mention calls by a person's name.
    """
    scores = linked.code[cluster.mentions].sum(0) / np.float32(len(cluster.mentions))
    scores[_SOURCELESS_CODES] = -np.inf
    mentions = [linked.mentions[i] for i in cluster.mentions]
    described = [m for m in mentions if m.has_words and m.end > m.start]
    calls = linked.calls(cluster)
    if any(m.form == MentionForm.INDEFINITE for m in described):
        if not calls and not cluster.names and not any(m.capitalised for m in described):
            scores[_NAMED_CODES] = -np.inf
        inside = {g for i in cluster.mentions for g in linked.inside[i]}
        groups = {*calls, *(g for g in cluster.names if g not in inside)}
        if not any(linked.people[g] for g in groups):
            scores[CODES.index("P")] = -np.inf
    if any(linked.people[g] for g in calls):
        scores[_UNNAMED_CODES] = -np.inf
    return np.asarray(scores, dtype=np.float32)


class _Linker:
    """Scores the mentions of an article that have a source, `mentions`, against candidates.

    About `pairs` pairs are scored at once.
    """

    def __init__(
        self,
        parameters: Parameters,
        candidates: Candidates,
        mentions: Sequence[Mention],
        pairs: int,
    ) -> None:
        self._pairs = pairs
        self._parameters, self._candidates, self._mentions = parameters, candidates, mentions

    def shares(
        self, vectors: FloatArray, name_vectors: FloatArray, new: FloatArray
    ) -> Iterator[Shares]:
        """What each mention may stand for; the score of a new source is in `new`."""
        names, total = len(name_vectors), len(self._mentions)
        anaphors = self._parameters.dense("anaphor", vectors)
        pool = np.concatenate(
            [
                self._parameters.dense("name", name_vectors),
                self._parameters.dense("antecedent", vectors),
            ]
        )
        start = width = 0
        while start < total:
            end = min(total, start + max(1, self._pairs // (width or names + 1)))
            block = self._mentions[start:end]
            among = self._candidates.near(block, start)
            width = len(among)
            scores = np.empty((end - start, width + 1), dtype=np.float32)
            scores[:, :width] = self._parameters.pair_scores(
                anaphors[start:end],
                pool[among],
                self._candidates.features(block, start, among),
            )
            scores[:, width] = new[start:end]
            # What is behind a mention is no candidate.
            known = names + np.arange(start, end)
            scores[:, :width][among >= known[:, None]] = -np.inf
            for mention, before, row in zip(block, known.tolist(), softmax(scores), strict=True):
                seen = int(np.searchsorted(among, before))
                shares = row[:seen]
                elsewhere = mention.points_back and shares.any()
                yield Shares(among[:seen], shares, 0.0 if elsewhere else float(row[width]))
            start = end


def _mention(relation: Relation, tokens: Tokens) -> Mention:
    cue = relation.cue[0] if relation.cue else relation.content[0][0]
    start, end = relation.source or (cue, cue)
    return mention_of(tokens.words, start, end, cue, tokens.is_quoted(start))


def _mention_vectors(
    mentions: Sequence[Mention], scores: TokenScores, parameters: Parameters
) -> FloatArray:
    size = scores.mention.shape[1]
    rows = np.empty((len(mentions), 3 * size), dtype=np.float32)
    rows[:, : 2 * size] = np.tile(parameters.elided, 2)
    said = [i for i, m in enumerate(mentions) if m.end > m.start]
    spans = [(mentions[i].start, mentions[i].end) for i in said]
    rows[said, : 2 * size] = _span_vectors(spans, scores.mention)
    rows[:, 2 * size :] = scores.mention[[m.cue for m in mentions]]
    return rows


def _name_vectors(names: Sequence[NameSpan], scores: TokenScores) -> FloatArray:
    return _span_vectors([(n.start, n.end) for n in names], scores.mention)


def _span_vectors(spans: Sequence[tuple[int, int]], tokens: FloatArray) -> FloatArray:
    """(spans, 2 * size): the mean of the vectors of a span's tokens, and the last of them."""
    if not spans:
        return np.zeros((0, 2 * tokens.shape[1]), dtype=np.float32)
    at = [i for start, end in spans for i in range(start, end)]
    lengths = np.array([end - start for start, end in spans])
    ends = np.cumsum(lengths)
    means = np.add.reduceat(tokens[at], ends - lengths) / lengths[:, None].astype(np.float32)
    return np.concatenate([means, tokens[[end - 1 for _, end in spans]]], axis=1)
