"""From linked relations to the typed answer: attributions, sources, grants, word labels."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from typing import Final, NamedTuple

import msgspec
import numpy as np

from onrecord.models.arrays import FloatArray
from onrecord.models.config import DecodingConfig, SourceConfig
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.grants.recipients import GrantTargets
from onrecord.models.labels import (
    CODES,
    LABEL_OF_CODE,
    LABELS,
    SECTORS,
    UNNAMED,
    Code,
    SourceType,
    Unnamed,
)
from onrecord.models.lexicon.attribution_kinds import kind_of
from onrecord.models.lexicon.counts import group_count
from onrecord.models.lexicon.numerals import CARDINAL, CARDINALS
from onrecord.models.linking.clusters import Cluster
from onrecord.models.linking.link import Linked, code_scores
from onrecord.models.network.mention_features import MentionForm
from onrecord.models.sources.calibration import Calibration
from onrecord.models.sources.confidence import label_probabilities, word_labels
from onrecord.models.sources.describing import source_description
from onrecord.models.sources.insiders import body_of, last_word
from onrecord.models.sources.members import antecedent, is_pointing, member_name, members
from onrecord.models.sources.naming import Spellings, bare_phrase, source_name
from onrecord.models.sources.sector_words import SectorWords, telling_phrases
from onrecord.models.text.tokens import Tokens
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Attribution, Grant, Source, Span

#: Subjects of a grant that count the people before it.
_COUNTED: Final = re.compile(
    rf"\b(both|neither|(?:the|these|all) {CARDINAL})(?: (?:of )?\w+){{0,2}}\s*$",
    re.IGNORECASE,
)
#: A member of a group that is named before.
_OF_THEM: Final = re.compile(r"\w+ of them\b")


def build(
    view: TextView,
    decoded: Decoded,
    linked: Linked,
    grants: list[Grant],
    calibration: Calibration,
    config: DecodingConfig,
    sector_words: SectorWords | None = None,
) -> Analysis:
    """The analysis of a text from its relations and their clusters.

    `sector_words`: what words tell of sectors; None: the network alone decides.
    """
    text, tokens = view.text, view.tokens
    relations = decoded.relations
    spans = [_source_spans(r, tokens) for r in relations]
    scores = [code_scores(linked, cluster) for cluster in linked.clusters]
    spellings = Spellings(text, tokens, linked.names)
    drafts = [
        _draft(text, tokens, spellings, linked, cluster, own, relations, config.sources)
        for cluster, own in zip(
            linked.clusters, _classes(linked, scores, config.sources), strict=True
        )
    ]
    if sector_words is not None and config.sources.sector_words:
        for draft in drafts:
            told = _told(view, draft, linked, sector_words, config.sources)
            draft.sectors = draft.sectors + config.sources.sector_words * told
    _settle_insiders(drafts)
    _give_grants(view, grants, spans, drafts, linked, config)
    groups = members(
        text,
        [(d.name, d.source_type == "group", [start for start, _ in d.mentions]) for d in drafts],
        config.sources.groups_back,
    )
    _settle_members(text, drafts, groups, config.sources.naming.antecedent_reach)
    sources = []
    for k, draft in enumerate(drafts):
        group = groups[k]
        grant = draft.grant or (drafts[group].grant if group is not None else None)
        sources.append(
            Source(
                id=f"s{k + 1}",
                name=draft.name,
                label=LABEL_OF_CODE[draft.code],
                type=_with_grant(draft.source_type, grant),
                sector=SECTORS[int(draft.sectors.argmax())],
                insider=draft.insider,
                description=draft.description,
                count=draft.count,
                member_of=f"s{group + 1}" if group is not None else None,
                grant=grant,
                mentions=draft.mentions,
            )
        )
    probabilities = label_probabilities(linked, scores, calibration)
    attributions = []
    for i, relation in enumerate(relations):
        at = linked.cluster_of[i]
        source = sources[at] if at is not None else None
        code = drafts[at].code if at is not None else CODES[int(linked.code[i].argmax())]
        likely = relation.content_probability * relation.arc_probability
        if code == "A" or (source is None and likely < config.sources.doubtful):
            continue
        content = [_chars(c, tokens) for c in relation.content]
        cue = [_chars(relation.cue, tokens)] if relation.cue else []
        label = LABEL_OF_CODE[code]
        whole = likely * relation.source_probability * float(probabilities[i, LABELS.index(label)])
        attributions.append(
            Attribution(
                id=f"a{i + 1}",
                source=spans[i],
                cue=cue,
                content=content,
                style=view.style_of(content),
                kind=kind_of(text, cue, spans[i], code),
                code=code,
                label=label,
                type=source.type if source else "hearsay",
                source_id=source.id if source else None,
                confidence=round(calibration.attribution(whole), 2),
            )
        )
    return Analysis(
        attributions=attributions,
        sources=sources,
        grants=grants,
        word_labels=word_labels(tokens, decoded, probabilities, calibration, config.sources),
    )


def _settle_insiders(drafts: "Sequence[_Draft]") -> None:
    """Let the sector of a named body tell that of its unnamed insiders."""
    bodies: dict[str, int] = {}
    for k, draft in enumerate(drafts):
        if draft.code == "O":
            bodies.setdefault(last_word(draft.name), k)
    for draft in drafts:
        body = body_of(draft.name, bodies) if draft.insider and bodies else None
        if body is not None:
            draft.sectors = draft.sectors + drafts[body].sectors


def _settle_members(
    text: str, drafts: "Sequence[_Draft]", groups: Sequence[int | None], reach: int
) -> None:
    """Give a group and its members one sector, and members without a noun the group's name.

    Where no source is the group, it is looked for in `reach` characters before the member.
    """
    called = [draft.name for draft in drafts]
    for draft, group in zip(drafts, groups, strict=True):
        if group is not None:
            drafts[group].sectors = drafts[group].sectors + draft.sectors
            if is_pointing(draft.name):
                draft.name = member_name(draft.name, called[group])
        elif _OF_THEM.match(draft.name) and is_pointing(draft.name):
            people = antecedent(text, draft.mentions[0][0], reach)
            draft.name = member_name(draft.name, people) if people else draft.name
    for draft, group in zip(drafts, groups, strict=True):
        if group is not None:
            draft.sectors = drafts[group].sectors


class _Class(NamedTuple):
    """What a source is by all of its mentions; `withheld`: how likely one withholds its name.

    `sectors`: (sectors,) scores, by the network the mean log-probabilities of its mentions.
    `unnamed` and `insider` count where the code is X.
    """

    code: Code
    sectors: FloatArray
    withheld: float
    unnamed: Unnamed
    insider: bool


class _Draft(msgspec.Struct):
    """A source before grants and groups are settled."""

    cluster: Cluster
    code: Code
    sectors: FloatArray
    name: str
    source_type: SourceType
    insider: bool | None
    description: str | None
    count: int | None
    withheld: float
    mentions: list[Span]
    grant: Grant | None = None


def _classes(
    linked: Linked, scores: Sequence[FloatArray], config: SourceConfig
) -> Iterator[_Class]:
    """The class of each cluster, whose scores of every code are in `scores`."""
    if not scores:
        return
    rows = [i for cluster in linked.clusters for i in cluster.mentions]
    starts = list(accumulate((len(e.mentions) for e in linked.clusters[:-1]), initial=0))
    sizes = np.diff([*starts, len(rows)])[:, None].astype(np.float32)
    sectors = np.add.reduceat(linked.sector[rows], starts) / sizes
    withheld = np.maximum.reduceat(linked.withheld[rows], starts).tolist()
    kinds = np.add.reduceat(linked.unnamed[rows], starts)
    kinds[:, UNNAMED.index("role")] += [
        config.office * _holds_office(linked, cluster) for cluster in linked.clusters
    ]
    unnamed = kinds.argmax(1).tolist()
    insider = (np.add.reduceat(linked.insider[rows], starts) > 0).tolist()
    for code, sector, share, kind, inside in zip(
        np.stack(scores).argmax(1).tolist(), sectors, withheld, unnamed, insider, strict=True
    ):
        yield _Class(CODES[code], sector, share, UNNAMED[kind], inside)


def _holds_office(linked: Linked, cluster: Cluster) -> bool:
    """Whether a source is called by a post, and nowhere as one of many who have it."""
    return not linked.offices.isdisjoint(cluster.mentions) and not any(
        linked.mentions[i].form == MentionForm.INDEFINITE for i in cluster.mentions
    )


def _draft(
    text: str,
    tokens: Tokens,
    spellings: Spellings,
    linked: Linked,
    cluster: Cluster,
    own: _Class,
    relations: Sequence[Relation],
    config: SourceConfig,
) -> _Draft:
    code = own.code
    mentions = sorted({s for i in cluster.mentions for s in _source_spans(relations[i], tokens)})
    name = source_name(text, spellings, linked, cluster, code, mentions, config.naming)
    anonymous = LABEL_OF_CODE[code] == "anonymous"
    description = source_description(
        text, tokens, linked, cluster, code, mentions, config.description
    )
    repeated = code == "D" and bare_phrase(description or "") == bare_phrase(name)
    return _Draft(
        cluster,
        code,
        own.sectors,
        name,
        own.unnamed if code == "X" else _type_of(code, cluster),
        own.insider if code == "X" else None,
        None if repeated else description,
        group_count(name) if anonymous else None,
        own.withheld,
        mentions,
    )


def _told(
    view: TextView, draft: _Draft, linked: Linked, sector_words: SectorWords, config: SourceConfig
) -> FloatArray:
    """What the words by which a text calls and describes a source tell of its sector."""
    spans, groups = view.tokens.spans, draft.cluster.names
    names = chain.from_iterable(linked.names[g] for g in groups if linked.people[g])
    some = islice(names, config.description.names)
    people = [(spans[n.start][0], spans[n.end - 1][1]) for n in some]
    phrases = telling_phrases(view.text, draft.mentions, people, config.description)
    told = sector_words.log_probabilities(phrases)
    return np.zeros(len(SECTORS), dtype=np.float32) if told is None else told


def _type_of(code: Code, cluster: Cluster) -> SourceType:
    """The type of a source of any code but X."""
    if code == "P":
        return "people" if cluster.joint else "person"
    return {"O": "organisation", "D": "document"}.get(code, "unidentified")  # type: ignore[return-value]


def _with_grant(kind: SourceType, grant: Grant | None) -> SourceType:
    return "confidential" if grant is not None and kind in UNNAMED else kind


def _give_grants(
    view: TextView,
    grants: Sequence[Grant],
    spans: Sequence[list[Span]],
    drafts: Sequence[_Draft],
    linked: Linked,
    config: DecodingConfig,
) -> None:
    """Tie each grant to the source it is for: by its grammar, else by the nearest withheld name."""
    placed = sorted(
        (span, k)
        for i, pieces in enumerate(spans)
        for span in pieces[:1]
        if (k := linked.cluster_of[i]) is not None and LABEL_OF_CODE[drafts[k].code] == "anonymous"
    )
    targets = GrantTargets(view, [span for span, _ in placed], config.grants)
    starts = [start for (start, _), _ in placed]
    #: The last cluster so far that withholds its name, by place.
    withheld: list[int | None] = []
    for _, k in placed:
        withholds = drafts[k].withheld >= config.sources.withheld
        withheld.append(k if withholds else withheld[-1] if withheld else None)
    for grant in grants:
        end = bisect_left(starts, grant.span[0])
        near = placed[max(0, end - config.grants.counted_back) : end]
        several = _several(view.text, grant, near, drafts, config.grants.counted)
        for k in several:
            drafts[k].grant = drafts[k].grant or grant
        if several:
            continue
        target = targets.of(grant)
        if target is None:
            before = bisect_left(starts, grant.span[0])
            chosen = withheld[before - 1] if before else None
        else:
            chosen = placed[target][1]
        if chosen is not None and drafts[chosen].grant is None:
            drafts[chosen].grant = grant


def _several(
    text: str,
    grant: Grant,
    before: Sequence[tuple[Span, int]],
    drafts: Sequence[_Draft],
    reach: int,
) -> list[int]:
    """The unnamed people before a grant that it says it is for: "Both spoke …", "all three".

    The words that say so stand within `reach` characters of it.
    """
    start = grant.span[0]
    counted = _COUNTED.search(text, max(0, start - reach), start)
    if counted is None:
        return []
    number = CARDINALS.get(counted[1].lower().split()[-1], 2)
    distinct = list(dict.fromkeys(k for _, k in reversed(before)))[:number]
    groups = any(drafts[k].source_type == "group" for k in distinct)
    return distinct if len(distinct) == number and not groups else []


def _source_spans(relation: Relation, tokens: Tokens) -> list[Span]:
    return [_chars(relation.source, tokens)] if relation.source else []


def _chars(span: TokenSpan, tokens: Tokens) -> Span:
    return tokens.spans[span[0]][0], tokens.spans[span[1] - 1][1]
