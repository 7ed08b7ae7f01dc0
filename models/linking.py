"""Joining mentions into sources: which earlier mention or name each one stands for.

Mention ranking (Denis and Baldridge 2008) with the choice made between entities: the
probabilities of an entity's names and mentions add up. Several people whom one mention
names ("Kaine and Pence") are a source of their own.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from onrecord.models.decoding import Relation
from onrecord.models.labels import CODES, SECTORS, Code, Sector
from onrecord.models.pairs import (
    KINDS,
    Candidates,
    FloatArray,
    Mention,
    NameSpan,
    mention_of,
    name_of,
)
from onrecord.models.parameters import Parameters, log_softmax, softmax
from onrecord.models.scores import UnitScores
from onrecord.models.tags import spans_of_tags
from onrecord.models.units import Units

#: A name compatible with an entity's joins it where the linker gives it at least this.
_JOINS: Final = 0.05
#: What disagreement in class leaves of a link's probability.
_UNSURE: Final = 0.03
_SOURCELESS: Final[tuple[Code, ...]] = ("N", "A")


class Entity(msgspec.Struct):
    """A source in the making: indices of its mentions and of its groups of names.

    `joint` where one mention names them all ("Kaine and Pence").
    """

    mentions: list[int]
    names: list[int]
    joint: bool = False


class Linked(msgspec.Struct, frozen=True):
    """Entities, and for each relation its own classes.

    `entity_of[i]` is the entity of relation i, None for codes N and A. `code`, `sector`:
    (relations, classes) log-probabilities; `withheld` and `link_probability`: (relations,).
    """

    entities: list[Entity]
    entity_of: list[int | None]
    mentions: list[Mention]
    names: list[NameSpan]
    code: FloatArray
    sector: FloatArray
    withheld: FloatArray
    link_probability: list[float]


def link(
    relations: Sequence[Relation], units: Units, scores: UnitScores, parameters: Parameters
) -> Linked:
    """Classify the mentions of `relations` and join them into entities.

    Relations must be in text order. A relation without source words is represented by its
    cue, one without a cue by its content's first unit.
    """
    paragraphs = np.asarray(units.paragraph, dtype=np.int64)
    names = find_names(units, scores)
    candidates = Candidates(names, paragraphs)
    mentions = [_mention(r, units) for r in relations]
    vectors = _mention_vectors(mentions, scores, parameters)
    hidden = np.maximum(parameters.dense("hidden", vectors), 0)
    code = log_softmax(parameters.dense("code", hidden))
    linker = _Linker(parameters, candidates, mentions, vectors, _name_vectors(names, scores))
    entities: list[Entity] = []
    entity_of: list[int | None] = [None] * len(mentions)
    probability = [1.0] * len(mentions)
    new = parameters.dense("new", hidden)[:, 0]
    leads = _leads(relations)
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].cue))
    earlier: list[int] = []
    for i in order:
        if i in leads:
            continue
        if CODES[int(code[i].argmax())] in _SOURCELESS:
            continue
        together = _named_together(mentions[i], candidates)
        if len(together) > 1:
            chosen = next((e for e in entities if e.joint and e.names == together), None)
            chosen = chosen or Entity([], together, joint=True)
        else:
            shares = linker.probabilities(i, earlier, float(new[i]))
            if _points_back(mentions[i]) and shares[:-1].sum() > 0:
                shares[-1] = 0
            likely = _class_agreement(np.exp(code), i, entities, candidates)
            chosen, probability[i] = _choose(
                shares, earlier, entities, entity_of, candidates, likely
            )
        if chosen.mentions or any(chosen is e for e in entities):
            entity_of[i] = next(k for k, e in enumerate(entities) if e is chosen)
        else:
            entity_of[i] = len(entities)
            entities.append(chosen)
        chosen.mentions.append(i)
        earlier.append(i)
    entities, entity_of = _without_namesakes(entities, entity_of, candidates)
    for i, lead in leads.items():
        entity_of[i], code[i] = entity_of[lead], code[lead]
    return Linked(
        entities,
        entity_of,
        mentions,
        names,
        code,
        log_softmax(parameters.dense("sector", hidden)),
        np.asarray(1 / (1 + np.exp(-parameters.dense("withheld", hidden)[:, 0])), np.float32),
        probability,
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
    entities: list[Entity], entity_of: list[int | None], candidates: Candidates
) -> tuple[list[Entity], list[int | None]]:
    """Join a person who has only a last name with the one person whose full name ends in it."""
    words, kinds = candidates.group_words, candidates.group_kinds
    into: dict[int, int] = {}
    for k, entity in enumerate(entities):
        last = {words[g][-1] for g in entity.names if words[g]}
        single = all(len(words[g]) == 1 and kinds[g][0] > 0 for g in entity.names)
        if entity.joint or not single or len(last) != 1:
            continue
        full = [
            j
            for j, other in enumerate(entities)
            if not other.joint
            and any(len(words[g]) > 1 and words[g][-1] in last for g in other.names)
        ]
        if len(full) == 1:
            into[k] = full[0]
    for k, j in into.items():
        entities[j].mentions = sorted(entities[j].mentions + entities[k].mentions)
        entities[j].names += entities[k].names
    kept = [k for k in range(len(entities)) if k not in into]
    place = {k: kept.index(into.get(k, k)) for k in range(len(entities))}
    return [entities[k] for k in kept], [None if k is None else place[k] for k in entity_of]


def find_names(units: Units, scores: UnitScores) -> list[NameSpan]:
    """Names as the name head marks them."""
    return [
        name_of(units.words, s, _whole(units, e), kind, units.quote[s] > 0)
        for s, e, kind in spans_of_tags(scores.names.argmax(1))
    ]


def _whole(units: Units, end: int) -> int:
    """The end of a name that goes on behind a hyphen ("Park Geun-hye")."""
    while end < len(units) and units.gap[end] == 1:
        if units.words[end] == "-" and end + 1 < len(units) and units.gap[end + 1] == 1:
            end += 2
        elif units.words[end - 1] == "-":
            end += 1
        else:
            break
    return end


def decide_class(linked: Linked, entity: Entity) -> tuple[Code, Sector, float]:
    """Code and sector of a source from all of its mentions, and whether its name is withheld."""
    rows = entity.mentions
    return (
        CODES[int(code_scores(linked, entity).argmax())],
        SECTORS[int(linked.sector[rows].sum(0).argmax())],
        float(linked.withheld[rows].max()),
    )


def code_scores(linked: Linked, entity: Entity) -> FloatArray:
    """Mean log-probability of every code over the mentions of a source; -inf: ruled out.

    Nobody is named without a name: a source that no mention and no linked name gives one is
    anonymous where its words describe it anew ("one poll", "a 39-year-old operative").
    """
    scores = linked.code[entity.mentions].mean(0)
    scores[[CODES.index(c) for c in _SOURCELESS]] = -np.inf
    mentions = [linked.mentions[i] for i in entity.mentions]
    described = [m for m in mentions if m.kind >= KINDS.index("name") and m.end > m.start]
    nameless = not entity.names and not any(m.capitalised for m in described)
    if nameless and any(m.kind == KINDS.index("indefinite") for m in described):
        scores[[CODES.index(c) for c in ("P", "O", "D")]] = -np.inf
    return np.asarray(scores, dtype=np.float32)


class _Linker:
    def __init__(
        self,
        parameters: Parameters,
        candidates: Candidates,
        mentions: list[Mention],
        vectors: FloatArray,
        name_vectors: FloatArray,
    ) -> None:
        self._parameters, self._candidates, self._mentions = parameters, candidates, mentions
        self._anaphors = parameters.dense("anaphor", vectors)
        self._antecedents = parameters.dense("antecedent", vectors)
        self._names = parameters.dense("name", name_vectors)

    def probabilities(self, i: int, earlier: list[int], new: float) -> FloatArray:
        """Of every name, every earlier mention, and (last) of a new source; they sum to 1."""
        mention = self._mentions[i]
        features = np.concatenate(
            [
                self._candidates.name_features(mention),
                self._candidates.mention_features(mention, [self._mentions[j] for j in earlier]),
            ]
        )
        if not len(features):
            return np.ones(1, dtype=np.float32)
        pool = np.concatenate([self._names, self._antecedents[earlier]])
        anaphor = np.broadcast_to(self._anaphors[i], pool.shape)
        scores = self._parameters.pair_scores(anaphor, pool, features)
        return softmax(np.append(scores, np.float32(new)))


def _choose(
    shares: FloatArray,
    earlier: list[int],
    entities: list[Entity],
    entity_of: list[int | None],
    candidates: Candidates,
    likely: dict[tuple[str, int], float],
) -> tuple[Entity, float]:
    """The entity with the largest summed share, made anew where that is a fresh name or "new".

    Shares are weighed by how `likely` the mention and the entity are of one class.
    """
    n = len(candidates.names)
    totals: dict[tuple[str, int], float] = {("new", 0): float(shares[-1])}
    owner = {g: k for k, e in enumerate(entities) if not e.joint for g in e.names}
    groups = np.bincount(candidates.group, weights=shares[:n]) if n else np.zeros(0)
    for g, share in enumerate(groups):
        key = ("entity", owner[g]) if g in owner else ("group", g)
        totals[key] = totals.get(key, 0.0) + float(share)
    for j, share in zip(earlier, shares[n:-1], strict=True):
        k = entity_of[j]
        assert k is not None
        totals["entity", k] = totals.get(("entity", k), 0.0) + float(share)
    totals = {key: share * likely.get(key, 1.0) for key, share in totals.items()}
    (kind, at), best = max(totals.items(), key=lambda item: item[1])
    best /= sum(totals.values())
    if kind == "entity":
        chosen = entities[at]
    elif kind == "group":
        chosen = Entity([], [at])
    else:
        return Entity([], []), best
    words = candidates.group_words
    for h in np.flatnonzero(groups >= _JOINS).tolist():
        if h not in owner and any(_compatible(words[h], words[own]) for own in chosen.names):
            chosen.names.append(h)
    return chosen, best


def _class_agreement(
    code: FloatArray, i: int, entities: list[Entity], candidates: Candidates
) -> dict[tuple[str, int], float]:
    """How likely mention `i` has the class of each entity, and of each name's kind."""
    likely = {
        ("entity", k): _UNSURE + float(code[i] @ code[e.mentions].mean(0))
        for k, e in enumerate(entities)
    }
    person = float(code[i][CODES.index("P")])
    body = float(code[i][[CODES.index("O"), CODES.index("D")]].sum())
    for g, kinds in enumerate(candidates.group_kinds):
        likely["group", g] = _UNSURE + float(kinds @ (person, body, person / 2 + body, 0.5))
    likely["new", 0] = _UNSURE + float((code[i] ** 2).sum())
    return likely


def _points_back(mention: Mention) -> bool:
    """A pronoun of the third person stands for somebody who is mentioned elsewhere."""
    return mention.kind < KINDS.index("speaker")


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one) or _is_acronym(one, other)


def _is_acronym(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted(("".join(one), "".join(w[0] for w in other)), key=len)
    return len(one) == 1 and len(other) > 2 and short == long


def _named_together(mention: Mention, candidates: Candidates) -> list[int]:
    """Groups of the people that one mention names, where it names several, in text order."""
    if "and" not in mention.words:
        return []
    groups = [
        int(g)
        for n, g in zip(candidates.names, candidates.group, strict=True)
        if n.kind == 0 and mention.start <= n.start and n.end <= mention.end
    ]
    return list(dict.fromkeys(groups))


def _mention(relation: Relation, units: Units) -> Mention:
    cue = relation.cue[0] if relation.cue else relation.content[0][0]
    start, end = relation.source or (cue, cue)
    return mention_of(units.words, start, end, cue, units.quote[start] > 0)


def _mention_vectors(
    mentions: Sequence[Mention], scores: UnitScores, parameters: Parameters
) -> FloatArray:
    size = scores.mention.shape[1]
    rows = np.zeros((len(mentions), 3 * size), dtype=np.float32)
    for row, m in zip(rows, mentions, strict=True):
        if m.end > m.start:
            row[:size] = scores.mention[m.start : m.end].mean(0)
            row[size : 2 * size] = scores.mention[m.end - 1]
        else:
            row[:size] = row[size : 2 * size] = parameters.elided
        row[2 * size :] = scores.mention[m.cue]
    return rows


def _name_vectors(names: Sequence[NameSpan], scores: UnitScores) -> FloatArray:
    size = scores.mention.shape[1]
    rows = np.zeros((len(names), 2 * size), dtype=np.float32)
    for row, n in zip(rows, names, strict=True):
        row[:size] = scores.mention[n.start : n.end].mean(0)
        row[size:] = scores.mention[n.end - 1]
    return rows
