"""Gold annotations in the shape of the tagger's answer, for references, audits and tests."""

from collections.abc import Sequence
from typing import Final

from onrecord.eval.gold.canonicals import TWIN
from onrecord.eval.gold.gold_speakers import gold_types
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.eval.gold.values import SOURCELESS, UNNAMED_CODE
from onrecord.models.labels import (
    LABEL_OF_CODE,
    UNNAMED,
    AttributionType,
    Code,
    SourceType,
)
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Attribution, Source

#: Stands in where nobody coded an attribution: the commonest code of uncoded wordings.
UNCODED: Final[tuple[Code, Code]] = ("X", "N")
#: Stands in where gold gives an unnamed source no type.
UNTYPED: Final[SourceType] = "individual"


def analysis_of(article: GoldArticle) -> Analysis:
    """What a tagger that makes no mistake would say of the article.

    Attributions come in text order (by their first character); one canonical is one source
    of the source list. Code N has no source. The paper's own voice (code A) and nested
    attributions are left out, and so are attributions without any words. There are no
    grants: gold marks that anonymity was granted (a source of type confidential), not the
    words that grant it.

    An `Analysis` can't leave some things out that gold doesn't say; take no figures from
    what stands in for them. Every kind is `speech`. An uncoded attribution gets X, without
    source words N, and a source of its own. An unnamed source that gold gives no type is an
    individual.
    """
    gold = answered(article)
    sources = _SourceList(article, gold)
    view = TextView(article.text)
    ids = analysis_ids(article)
    parents = parents_of(gold)
    attributions = []
    for a in gold:
        code = code_of(a)
        source = sources.of(a)
        attributions.append(
            Attribution(
                id=ids[a.id],
                source=a.source,
                cue=a.cue,
                content=a.content,
                style=view.style_of(a.content),
                kind="speech",
                code=code,
                label=LABEL_OF_CODE[code],
                type=source.type if source else "hearsay",
                source_id=source.id if source else None,
                parent_id=ids.get(parents.get(a.id, "")),
            )
        )
    return Analysis(attributions=attributions, sources=sources.entries, grants=[])


def answered(article: GoldArticle) -> list[GoldAttribution]:
    """The gold attributions that a tagger should answer with, in text order."""
    return text_order(
        [a for a in article.attributions if a.code != "A" and (a.source or a.cue or a.content)]
    )


def analysis_ids(article: GoldArticle) -> dict[str, str]:
    """The id in `analysis_of` of each gold attribution that it holds."""
    return {a.id: f"a{i}" for i, a in enumerate(answered(article), start=1)}


def text_order(attributions: Sequence[GoldAttribution]) -> list[GoldAttribution]:
    """Attributions by their first character, the longer one first where two begin alike.

    Every attribution needs words.
    """

    def extent(attribution: GoldAttribution) -> tuple[int, int]:
        spans = [*attribution.source, *attribution.cue, *attribution.content]
        return min(s for s, _ in spans), -max(e for _, e in spans)

    return sorted(attributions, key=extent)


def code_of(attribution: GoldAttribution) -> Code:
    """Its code, or where nobody coded it the stand-in that `analysis_of` documents."""
    return attribution.code or (UNCODED[0] if attribution.source else UNCODED[1])


def parents_of(attributions: Sequence[GoldAttribution]) -> dict[str, str]:
    """Id of the outer attribution of each that is nested: the one with the shortest content
    that holds all of its content and more."""
    with_content = [a for a in attributions if a.content]
    extents = [(a.content[0][0], a.content[-1][1]) for a in with_content]
    parents = {}
    for inner, (start, end) in zip(with_content, extents, strict=True):
        around = [
            outer
            for outer, (first, last) in zip(with_content, extents, strict=True)
            if first <= start and end <= last and outer is not inner
        ]
        outers = [o for o in around if _within(inner, o) and not _within(o, inner)]
        if outers:
            shortest = min(outers, key=lambda o: sum(e - s for s, e in o.content))
            parents[inner.id] = shortest.id
    return parents


def _within(inner: GoldAttribution, outer: GoldAttribution) -> bool:
    """Whether every piece of the one's content lies in a piece of the other's."""
    return all(
        any(s <= start and end <= e for s, e in outer.content) for start, end in inner.content
    )


class _SourceList:
    """The sources behind gold attributions, in order of first mention."""

    def __init__(self, article: GoldArticle, attributions: Sequence[GoldAttribution]) -> None:
        self._text = article.text
        self._types = gold_types(article)
        members: dict[str, list[GoldAttribution]] = {}
        for attribution in attributions:
            key = self._key(attribution)
            if key is not None:
                members.setdefault(key, []).append(attribution)
        self._by_key = {
            key: self._entry(f"s{i}", group)
            for i, (key, group) in enumerate(members.items(), start=1)
        }

    @property
    def entries(self) -> list[Source]:
        return list(self._by_key.values())

    def of(self, attribution: GoldAttribution) -> Source | None:
        """The entry behind an attribution; None for the codes without one."""
        key = self._key(attribution)
        return self._by_key[key] if key is not None else None

    @staticmethod
    def _key(attribution: GoldAttribution) -> str | None:
        if code_of(attribution) in SOURCELESS:
            return None
        # Without a canonical nobody said which mentions belong together.
        return attribution.canonical or f"\0{attribution.id}"

    def _entry(self, id: str, members: Sequence[GoldAttribution]) -> Source:
        first = members[0]
        code = code_of(first)
        words = " ".join(self._text[s:e] for s, e in first.source)
        name = first.canonical or words or "unnamed"
        sector = next((m.sector for m in members if m.sector), None)
        return Source(
            id=id,
            name=name,
            label=LABEL_OF_CODE[code],
            type=_source_type(self._types[first.id]),
            sector=sector or "unknown",
            insider=first.insider,
            description=TWIN.sub("", name) if LABEL_OF_CODE[code] == "anonymous" else None,
            mentions=sorted({span for m in members for span in m.source}),
        )


def _source_type(type: AttributionType | None) -> SourceType:
    return UNTYPED if type is None or type == "hearsay" else type


def as_gold(
    analysis: Analysis, *, id: str, text: str, meta: dict[str, str] | None = None
) -> GoldArticle:
    """A tagger's answer as a gold article, for formats that people correct.

    The canonical is the name of the source; `withheld` where the source is confidential;
    `unnamed` the type of its source for those that say it.
    """
    sources = {s.id: s for s in analysis.sources}
    names = _distinct_names(analysis.sources)
    attributions = []
    for a in analysis.attributions:
        source = sources.get(a.source_id or "")
        attributions.append(
            GoldAttribution(
                id=a.id,
                source=a.source,
                cue=a.cue,
                content=a.content,
                code=a.code,
                withheld=a.type == "confidential",
                sector=source.sector if source else None,
                canonical=names[source.id] if source else None,
                unnamed=next((u for u in UNNAMED if source and u == source.type), None),
                insider=source.insider if source and a.code == UNNAMED_CODE else None,
            )
        )
    return GoldArticle(id=id, text=text, attributions=attributions, meta=meta or {})


def _distinct_names(sources: Sequence[Source]) -> dict[str, str]:
    seen: dict[str, int] = {}
    names = {}
    for source in sources:
        name = TWIN.sub("", source.name)
        seen[name] = seen.get(name, 0) + 1
        names[source.id] = name if seen[name] == 1 else f"{name} #{seen[name]}"
    return names
