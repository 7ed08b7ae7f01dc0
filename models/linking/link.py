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
from onrecord.models.heap import give_back
from onrecord.models.labels import CODES, LABEL_OF_CODE
from onrecord.models.linking.aliases import aliases
from onrecord.models.linking.candidates import Candidates
from onrecord.models.linking.clusters import Cluster, Clusters, Reference, Shares
from onrecord.models.linking.find_names import find_names
from onrecord.models.linking.heard import as_hearsay, heard_by_the_paper
from onrecord.models.linking.references import (
    ending_name,
    named_together,
    noun_of_one,
    noun_taken_up,
    opening_words,
    others_named,
    own_name,
    people_before,
    post_of,
    says_maker,
    title_of,
)
from onrecord.models.linking.vectors import (
    SOURCELESS,
    Heads,
    Vectors,
    cue_of,
    heads_of,
    name_vectors,
)
from onrecord.models.network.heads import Parameters, softmax
from onrecord.models.network.mention_features import (
    Gender,
    Mention,
    MentionForm,
    NameSpan,
    mention_of,
)
from onrecord.models.network.outputs import MentionScores, TokenScores
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Tokens

_SOURCELESS_CODES: Final = [CODES.index(code) for code in SOURCELESS]
_NAMED_CODES: Final = [k for k, code in enumerate(CODES) if LABEL_OF_CODE[code] == "named"]
_NAMED_BEARERS: Final = [k for k in _NAMED_CODES if CODES[k] != "D"]
_UNNAMED_CODES: Final = [CODES.index("X"), CODES.index("Q")]
#: Forms of mentions that say who or what it is.
_TELLING: Final = (
    MentionForm.NAME,
    MentionForm.DEFINITE,
    MentionForm.INDEFINITE,
    MentionForm.OTHER,
)
#: How many mentions are compared at once where there are few candidates yet: each of them is one
#: for those behind it.
_MOST_AT_ONCE: Final = 64


class Linked(msgspec.Struct, frozen=True):
    """Clusters, and for each relation its own classes.

    `cluster_of[i]` is the cluster of relation i, None for codes N and A. `code`, `sector`:
    (relations, classes) log-probabilities, and so is `unnamed` (of UNNAMED); `withheld` (a
    probability) and `insider` (log-odds): (relations,).
    `names` are the groups of names that are one's, `people` whether a group is a person's;
    `inside[i]` are the groups of the names within mention i, `own[i]` that by which it calls its
    source, `ending[i]` that of the name at its end; `offices` are the mentions that call it by a
    post which one person has ("the fire chief"), `made` those that name who made it.
    """

    clusters: list[Cluster]
    cluster_of: list[int | None]
    mentions: list[Mention]
    names: list[list[NameSpan]]
    people: NDArray[np.bool_]
    inside: list[list[int]]
    own: list[int | None]
    ending: list[int | None]
    offices: set[int]
    made: set[int]
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
    scores: TokenScores | MentionScores,
    parameters: Parameters,
    config: LinkingConfig,
    names: list[NameSpan] | None = None,
) -> Linked:
    """Classify the mentions of `relations` and join them into clusters.

    `names` are all names of the text in its order (None: as `find_names` has them). Relations
    must be in text order. A relation without source words is represented by its
    cue, one without a cue by its content's first token. Kept rows in `scores` are used up.
    """
    paragraphs = np.asarray(tokens.paragraph, dtype=np.int64)
    names = find_names(tokens, scores) if names is None else names
    mentions = [_mention(r, tokens) for r in relations]
    leads = _leads(relations)
    # Of a long article what the network says of its tokens takes more than all that is made of it
    # here: the names are first, so that the mentions use it up.
    vectors = name_vectors(names, scores, parameters)
    heads = heads_of(mentions, scores, parameters, leads)
    if isinstance(scores, MentionScores):
        scores.mention.forget_before(len(tokens))
        give_back()
    heard = heard_by_the_paper(relations, mentions, heads.sector, names, tokens)
    if heard:
        heads = heads.without(heard)
        for i in heard:
            as_hearsay(heads.code[i])
    code, order = heads.code, heads.order
    linkable = [mentions[i] for i in order]
    known_as = aliases(names, tokens.words)
    candidates = Candidates(names, paragraphs, config, linkable, known_as, tokens)
    linker = _Linker(parameters, candidates, linkable, config.candidates.pairs)
    titles = [
        frozenset(t for n in g if (t := title_of(n, tokens.words))) for g in candidates.grouped()
    ]
    clusters = Clusters(candidates, np.exp(code), config, titles)
    cluster_of: list[int | None] = [None] * len(mentions)
    rows = linker.shares(heads, vectors)
    inside: list[list[int]] = [[] for _ in mentions]
    own: list[int | None] = [None] * len(mentions)
    ending: list[int | None] = [None] * len(mentions)
    offices: set[int] = set()
    last: tuple[Mention, int] | None = None
    made: set[int] = set()
    for i, shares in zip(order, rows, strict=True):
        within = candidates.inside(mentions[i])
        inside[i] = [g for _, g in within]
        ending[i] = ending_name(mentions[i], within)
        if says_maker(mentions[i], within, tokens.words):
            made.add(i)
        together = named_together(within, tokens.words)
        gender, post = mentions[i].gender, ""
        if len(together) > 1:
            at = clusters.of_all(together)
        elif last is not None and (
            (not within and _repeats(mentions[i], last[0], tokens.words))
            or _takes_up(mentions[i], clusters.all[last[1]].mentions, mentions, tokens.words)
        ):
            at = last[1]
        else:
            own[i] = own_name(mentions[i], within, tokens.words)
            post = post_of(mentions[i], tokens.words) if own[i] is None else ""
            if post and mentions[i].form == MentionForm.DEFINITE:
                offices.add(i)
            told = Reference(
                own[i],
                others_named(within, own[i]),
                gender,
                opening_words(mentions[i], tokens.words),
                post,
                int(paragraphs[mentions[i].start]) if not within else None,
            )
            at = clusters.of(i, shares, told)
        cluster_of[i] = at
        clusters.add(i, at, gender, post)
        last = mentions[i], at
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
        offices,
        made,
        code,
        heads.sector,
        heads.withheld,
        heads.unnamed,
        heads.insider,
    )


def _repeats(mention: Mention, before: Mention, words: Sequence[str]) -> bool:
    """Whether a mention is the one before it, its end, or the "who" that follows it.

    ("a top cartel", of "members of a top cartel"; "members of a top cartel who")
    """
    who = [word.lower() for word in words[before.end : mention.end]] in (["who"], [",", "who"])
    follows = before.start < before.end <= mention.start and who
    return follows or before.start <= mention.start < mention.end == before.end


def _takes_up(
    mention: Mention, of_last: Sequence[int], mentions: Sequence[Mention], words: Sequence[str]
) -> bool:
    """Whether a mention calls by a noun alone whom the mention before it stands for.

    `of_last` are the mentions of that source, one of which calls it by the noun ("one of the
    officials … the official").
    """
    if mention.form != MentionForm.DEFINITE or not (noun := noun_taken_up(mention, words)):
        return False
    return any(noun == noun_of_one(mentions[i], words) for i in of_last)


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
        genders = {candidates.group_gender[g] for g in cluster.names} - {Gender.UNKNOWN}
        single = all(len(words[g]) == 1 and kinds[g][NameKind.PERSON] > 0 for g in cluster.names)
        if cluster.joint or not single or len(lasts) != 1:
            continue
        namesakes = full.get(lasts.pop(), [])
        theirs = {candidates.group_gender[g] for j in namesakes for g in clusters[j].names}
        # "Mrs. Vale" is not Edmund Vale, who is "Mr. Vale".
        if len(namesakes) == 1 and theirs.isdisjoint(g.opposite for g in genders):
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

    Nobody is named without a name: a person is one whom the article names, a body or a document
    one that a mention at least describes ("the board", not "which"). A source that no mention and
    no linked name gives a name is anonymous where its words describe it again ("one poll", "a
    39-year-old operative"), unless they name who made it ("a report by the engineers Pell &
    Strand"), and nobody's own name is a party's or a place's ("one senior Norlander"). Nor is
    anybody unnamed whom a mention calls by a person's name.
    """
    scores = linked.code[cluster.mentions].sum(0) / np.float32(len(cluster.mentions))
    scores[_SOURCELESS_CODES] = -np.inf
    mentions = [linked.mentions[i] for i in cluster.mentions]
    described = [m for m in mentions if m.has_words and m.end > m.start]
    calls = linked.calls(cluster)
    named = {*calls, *cluster.names, *(g for i in cluster.mentions for g in linked.inside[i])}
    if not any(linked.people[g] for g in named) and not cluster.joint:
        scores[CODES.index("P")] = -np.inf
    if not cluster.names and not any(m.form in _TELLING for m in described):
        scores[_NAMED_CODES] = -np.inf
    if any(m.form == MentionForm.INDEFINITE for m in described):
        if not calls and not cluster.names and not any(m.capitalised for m in described):
            made = not linked.made.isdisjoint(cluster.mentions)
            scores[_NAMED_BEARERS if made else _NAMED_CODES] = -np.inf
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

    def shares(self, heads: Heads, names: Vectors) -> Iterator[Shares]:
        """What each mention may stand for; `names` are the vectors of the article's names."""
        known_names, total = len(names), len(self._mentions)
        start = width = 0
        while start < total:
            some = min(self._pairs // (width or known_names + 1), _MOST_AT_ONCE)
            end = min(total, start + max(1, some))
            block = self._mentions[start:end]
            among = self._candidates.near(block, start)
            width, apart = len(among), int(np.searchsorted(among, known_names))
            scores = np.empty((end - start, width + 1), dtype=np.float32)
            scores[:, :width] = self._parameters.pair_scores(
                heads.anaphors[start:end].astype(np.float32, copy=False),
                np.concatenate(
                    [names[among[:apart]], heads.antecedents[among[apart:] - known_names]],
                    dtype=np.float32,
                ),
                self._candidates.features(block, start, among),
            )
            scores[:, width] = heads.new[start:end]
            # What comes after a mention is not a candidate.
            known = known_names + np.arange(start, end)
            scores[:, :width][among >= known[:, None]] = -np.inf
            for mention, before, row in zip(block, known.tolist(), softmax(scores), strict=True):
                seen = int(np.searchsorted(among, before))
                shares = row[:seen]
                elsewhere = mention.points_back and shares.any()
                yield Shares(among[:seen], shares, 0.0 if elsewhere else float(row[width]))
            start = end


def _mention(relation: Relation, tokens: Tokens) -> Mention:
    cue = cue_of(relation)
    start, end = relation.source or (cue, cue)
    own = mention_of(tokens.words, start, end, cue, tokens.is_quoted(start))
    if own.form == MentionForm.THEY and (people := people_before(own, tokens)) is not None:
        # "They" is who the sentence before is about.
        return mention_of(tokens.words, *people, cue, own.quoted)
    return own
