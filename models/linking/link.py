"""Joining mentions into sources: which earlier mention or name each one stands for.

Mention ranking (Denis and Baldridge 2008) with the choice made between clusters: the
probabilities of a cluster's names and mentions add up. Several people whom one mention
names ("Kaine and Pence") are a source of their own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
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
from onrecord.models.network.heads import Parameters, log_softmax, softmax
from onrecord.models.network.mention_features import (
    TITLES,
    Mention,
    MentionForm,
    NameSpan,
    mention_of,
    name_of,
)
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.tags import NameKind, spans_of_tags
from onrecord.models.text.tokens import Gap, Tokens

_SOURCELESS: Final[tuple[Code, ...]] = ("N", "A")
_SOURCELESS_CODES: Final = [CODES.index(code) for code in _SOURCELESS]
_NAMED_CODES: Final = [k for k, code in enumerate(CODES) if LABEL_OF_CODE[code] == "named"]
_UNNAMED_CODES: Final = [CODES.index("X"), CODES.index("Q")]
#: What may stand between names that are joined, and beside a name without telling more.
_JOINING: Final = frozenset({*TITLES, "and", ",", "."})
_UNTELLING: Final = frozenset({"the", "'s", "’s", "'", "’", "s", ","})
#: What before a name makes a mention stand for another than the name's bearer.
_INSTEAD: Final = frozenset(
    {"of", "for", "to", "by", "with", "from", "in", "at", "on", "about"}
) | {*("and", "or", "'s", "’s", "'", "’", ",", "who", "whom", "which", "that")}
#: What may stand between people whom a mention joins, and what joins them.
_BESIDE: Final = frozenset(
    {"of", "in", "former", "fellow", "also", "the", "then", "current", "as", "well", "both", "or"}
) | {*("nor", "(", ")", "-", "his", "her", "wife", "husband", "sen", "reps", "sens", "gov", "govs")}
_JOINS: Final = frozenset({"and", "or", "nor", ",", "of", "("})
#: What may follow a person's name in a mention of that person.
_AFTER: Final = frozenset(
    {",", "(", "who", "whom", "whose", "of", "from", "in", "at", "with", "and", "on", "for", "as"}
) | {*("—", "–", "-", "himself", "herself", "jr", "sr", "iii", "now", "then")}
_APOSTROPHES: Final = ("'", "’")
#: What stands before a part of a name, never at its end.
_PARTICLES: Final = frozenset({"van", "von", "der", "den", "de", "del", "della", "di", "da", "bin"})
#: What opens a mention of another source than those before.
_APART: Final = ("another", "others", "other", "the other", "the others", "one of")


class Linked(msgspec.Struct, frozen=True):
    """Clusters, and for each relation its own classes.

    `cluster_of[i]` is the cluster of relation i, None for codes N and A. `code`, `sector`:
    (relations, classes) log-probabilities; `withheld`: (relations,).
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
        ending[i] = _ending(mentions[i], within)
        together = _named_together(within, tokens.words)
        gender = mentions[i].gender
        if len(together) > 1:
            at = clusters.of_all(together)
        else:
            own[i] = _own_name(mentions[i], within, tokens.words)
            told = Reference(
                own[i], _others(within, own[i]), gender, _opening(mentions[i], tokens.words)
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


def find_names(tokens: Tokens, scores: TokenScores) -> list[NameSpan]:
    """Names as the name head marks them, made whole; of two that then overlap, the first."""
    names: list[NameSpan] = []
    for start, end, kind in spans_of_tags(scores.names.argmax(1)):
        if names and start < names[-1].end:
            continue
        last = names[-1].end if names else 0
        start, end = _firm(tokens, start, last), _whole(tokens, end)
        names.append(name_of(tokens.words, start, end, kind, tokens.is_quoted(start)))
    return names


def _firm(tokens: Tokens, start: int, last: int) -> int:
    """The start of a name that began before an ampersand ("Pell & Strand"), not before `last`."""
    while (
        start - 2 >= last and tokens.words[start - 1] == "&" and tokens.words[start - 2].istitle()
    ):
        start -= 2
    return start


def _whole(tokens: Tokens, end: int) -> int:
    """The end of a name that goes on behind a hyphen, ampersand, apostrophe or particle.

    ("Geun-hye", "Pell & Strand", "Dell'Acqua", "van der Meer")
    """
    words, gap = tokens.words, tokens.gap
    while end + 1 < len(words) and words[end] == "&" and words[end + 1].istitle():
        end += 2
    while end < len(words) and gap[end] == Gap.NONE:
        mark = words[end] if end + 1 < len(words) and gap[end + 1] == Gap.NONE else ""
        if mark == "-" or (mark in _APOSTROPHES and words[end + 1][:1].isupper()):
            end += 2
        elif words[end - 1] == "-":
            end += 1
        else:
            break
    while end < len(words) and words[end - 1].lower() in _PARTICLES and words[end].istitle():
        end += 1
    return end


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


def _named_together(within: Sequence[tuple[NameSpan, int]], words: Sequence[str]) -> list[int]:
    """Groups of the names that one mention joins by "and", in text order ("Kaine and Pence").

    `within` are the names in the mention, with their groups. Between people may stand what
    they are ("Rep. Ann Lee of Utah and Sen. Bo Kern"), never a clause.
    """
    people = [(n, g) for n, g in within if n.kind == NameKind.PERSON]
    inside = people if len(people) > 1 else [(n, g) for n, g in within if n.kind != NameKind.MISC]
    if len(inside) < 2:
        return []
    allowed = _JOINING if len(people) < 2 else _JOINING | _BESIDE
    named = {i for n, _ in within for i in range(n.start, n.end)}
    between = [
        [words[i].lower() for i in range(one.end, other.start) if i not in named]
        for (one, _), (other, _) in pairwise(inside)
    ]
    joins = [b and (b[0] in _JOINS or "and" in b or "or" in b or "nor" in b) for b in between]
    if not {"and", "or", "nor"} & set(between[-1]) or not all(joins):
        return []
    if not all(set(b) <= allowed for b in between):
        return []
    return list(dict.fromkeys(g for _, g in inside))


def _own_name(
    mention: Mention, within: Sequence[tuple[NameSpan, int]], words: Sequence[str]
) -> int | None:
    """The group of the name by which a mention calls its source, None if it has none.

    A mention that is nothing but a name ("the Kremlin", "Japan's"), not an acronym, whose letters
    tell little of what else the same body is called; or a person's name with what the person
    is, before it or behind it ("the Democratic candidate Dale Brook", "Brook, the mayor",
    "the mayor of Hale, Dale Brook"). `within` are the names in the mention, with their groups.
    """
    telling = [(n, g) for n, g in within if n.kind != NameKind.MISC]
    if not telling:
        return None
    for name, group in telling:
        if name.kind != NameKind.PERSON:
            continue
        behind = [w.lower() for w in words[name.end : mention.end]]
        if behind and behind[0] not in _AFTER and not _UNTELLING.issuperset(behind):
            continue
        start = mention.start
        for i in range(mention.start, name.start):
            if words[i] in (",", "(", "—", "–"):
                start = i + 1
        before = [w.lower() for w in words[start : name.start]]
        if _INSTEAD.isdisjoint(before):
            return group
    name, group = telling[0]
    before = [w.lower() for w in words[mention.start : name.start]]
    behind = [w.lower() for w in words[name.end : mention.end]]
    acronym = any(w.isupper() and len(w) > 1 for w in words[name.start : name.end])
    if name.kind != NameKind.PERSON and _UNTELLING.issuperset(before + behind):
        return None if acronym else group
    return None


def _others(within: Sequence[tuple[NameSpan, int]], own: int | None) -> tuple[int, ...]:
    """Groups of the people named in a mention that calls its source by no name of its own."""
    return () if own is not None else tuple(g for n, g in within if n.kind == NameKind.PERSON)


def _ending(mention: Mention, within: Sequence[tuple[NameSpan, int]]) -> int | None:
    """The group of the name that ends a mention or its first phrase ("the regulator Ofwat")."""
    ends = (mention.end, mention.head_end)
    return next((g for n, g in within if n.end in ends), None)


def _opening(mention: Mention, words: Sequence[str]) -> str:
    """The words that tell a mention's source apart from those before ("the other"); else ""."""
    first = [w.lower() for w in words[mention.start : min(mention.end, mention.start + 2)]]
    return next((o for o in (" ".join(first), *first[:1]) if o in _APART), "")


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
