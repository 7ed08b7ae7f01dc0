"""An analysis while decisions change it: whose content each word is, who each source is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from onrecord.audit.claims.make import content_owners
from onrecord.audit.claims.settled import Settled
from onrecord.audit.decisions.memberships import break_circles, hand_members
from onrecord.audit.decisions.type_codes import label_of, typed
from onrecord.audit.decisions.words_as_spans import words_as_spans, words_within
from onrecord.models.labels import (
    UNNAMED,
    AttributionType,
    Label,
    Sector,
    SourceType,
)
from onrecord.models.lexicon.attribution_kinds import kind_of
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Attribution, Source, Span


class Settlement(NamedTuple):
    """What decisions have made of an analysis."""

    analysis: Analysis
    settled: Settled


class Draft:
    """An analysis, changed decision by decision.

    Words are given by their numbers in the view, attributions and sources by their ids, which
    those keep that stay. Nothing is looked up that a decision hasn't changed: what no decision
    touches comes out as it went in.
    """

    def __init__(self, view: TextView, analysis: Analysis) -> None:
        self.view, self._analysis = view, analysis
        self.attributions = {one.id: one for one in analysis.attributions}
        self.sources = {one.id: one for one in analysis.sources}
        self.contents = {
            one.id: {word for span in one.content for word in view.words.inside(span)}
            for one in analysis.attributions
        }
        #: In which stretches the words of a content may take the marks beside them along.
        self._bounds = {one.id: one.content for one in analysis.attributions}
        self.voiced: set[int] = set()
        self.silent: set[int] = set()
        self._decided_words: set[int] = set()
        self._decided: set[str] = set()
        self._cut: set[str] = set()
        self._moved: set[str] = set()
        self._owners: list[str | None] | None = None
        #: The source that each one has been joined to.
        self._joined: dict[str, str] = {}
        self._used = {*self.attributions, *self.sources}

    def words(self, spans: Iterable[Span]) -> set[int]:
        """Numbers of the words of which a character is in `spans`."""
        return {word for span in spans for word in self.view.words.touching(span)}

    def owner(self, word: int) -> str | None:
        """Id of the attribution whose content a word is."""
        if self._owners is None:
            current = [self._as_it_is(id) for id in self.attributions]
            owners = content_owners(self.view.words, current)
            self._owners = [None if n is None else current[n].id for n in owners]
        return self._owners[word]

    def label(self, word: int) -> Label | None:
        """The label of a claim that a word is in, as far as decisions or attributions tell."""
        if word in self.silent:
            return None
        owner = self.owner(word)
        return "unsourced" if owner is None else self.attributions[owner].label

    def speaker(self, word: int) -> str | None:
        """Id of the source that a word is a claim of."""
        owner = self.owner(word)
        return None if owner is None else self.attributions[owner].source_id

    def speaker_of(self, attribution_id: str) -> str | None:
        """Id of the source of an attribution; None where it has none, or is gone."""
        one = self.attributions.get(attribution_id)
        return None if one is None else one.source_id

    def current(self, source_id: str) -> str:
        """The id of a source, which may have been joined to another since."""
        while source_id in self._joined:
            source_id = self._joined[source_id]
        return source_id

    def of_source(self, source_id: str) -> list[Attribution]:
        """The attributions of a source."""
        return [one for one in self.attributions.values() if one.source_id == source_id]

    def listed_mentions(self, source_id: str) -> list[Span]:
        """The mentions of a source as they came; none where its attributions are others now."""
        return [] if source_id in self._moved else self.sources[source_id].mentions

    def around(self) -> set[int]:
        """The words that are sources or cues of attributions, or grant anonymity."""
        spans = [grant.span for grant in self._analysis.grants]
        for one in self.attributions.values():
            spans += [*one.source, *one.cue]
        return self.words(spans)

    # What decisions do.

    def silence(self, words: set[int]) -> None:
        """Take these words, and the source and cue of what has no other content, out of claims."""
        for id in self._release(words):
            gone = self.attributions[id]
            self._drop(id)
            self.silent |= self.words([*gone.source, *gone.cue]) - self._held()
        self.silent |= words
        self._decided_words |= words

    def voice(self, words: set[int]) -> None:
        """These words are claims without a source, and so is the rest of what loses all content."""
        for id in self._release(words):
            self._drop(id)
        self.voiced |= words
        self._decided_words |= words

    def give(self, words: set[int], source_id: str | None, bounds: Sequence[Span]) -> None:
        """These words, in the stretches `bounds`, are content of this source (None: hearsay).

        Attributions that have no other content keep their source words and cue.
        """
        left = {word for word in words if self.owner(word) is None}
        for id in dict.fromkeys(filter(None, map(self.owner, sorted(words)))):
            if self.contents[id] <= words:
                self.move(id, source_id)
            else:
                left |= self.contents[id] & words
        if left:
            self.add(left, source_id, bounds)
        self._decided_words |= words
        self.silent -= words
        self.voiced -= words

    def add(
        self,
        words: set[int],
        source_id: str | None,
        bounds: Sequence[Span],
        source: Sequence[Span] = (),
        cue: Sequence[Span] = (),
    ) -> str:
        """A new attribution of these words, in the stretches `bounds`; its id."""
        for id in self._release(words):
            self._drop(id)
        id = self._new("a")
        self.attributions[id] = Attribution(
            id=id,
            source=list(source),
            cue=list(cue),
            content=[],
            style="indirect",
            kind="speech",
            code="N",
            label="anonymous",
            type="hearsay",
            source_id=None,
        )
        self.contents[id] = set(words)
        self._bounds[id] = list(bounds)
        self._cut.add(id)
        self._decided_words |= words
        self.move(id, source_id)
        return id

    def move(self, id: str, source_id: str | None) -> None:
        """An attribution is this source's."""
        one = self.attributions[id]
        self._decided.add(id)
        if one.source_id == source_id:
            return
        kind: AttributionType = "hearsay" if source_id is None else self.sources[source_id].type
        self.attributions[id] = typed(msgspec.structs.replace(one, source_id=source_id), kind)
        self._moved |= {source for source in (one.source_id, source_id) if source is not None}
        self._touched()

    def new_source(
        self,
        name: str,
        type: SourceType,
        sector: Sector | None = None,
        like: Source | None = None,
    ) -> str:
        """A new source; its id. It takes over from `like` what applies to it too."""
        id = self._new("s")
        label = label_of(type)
        known = like if like is not None and like.label == label else None
        self.sources[id] = Source(
            id=id,
            name=name,
            label=label,
            type=type,
            sector=sector or (like.sector if like else "unknown"),
            insider=known.insider if known else None,
            description=known.description if known else None,
            grant=known.grant if known and label == "anonymous" else None,
            decided=True,
            mentions=[],
        )
        self._moved.add(id)
        return id

    def change_source(
        self,
        id: str,
        *,
        name: str | None = None,
        type: SourceType | None = None,
        sector: Sector | None = None,
    ) -> None:
        """A source is called so, or is of this type or sector; its attributions follow."""
        one = self.sources[id]
        changes: dict[str, object] = {"decided": True}
        if name is not None:
            changes["name"] = name
        if sector is not None:
            changes["sector"] = sector
        if type is not None and type != one.type:
            changes |= {"type": type, "label": label_of(type)}
            if type not in (*UNNAMED, "confidential"):
                changes |= {"grant": None, "insider": None}
            elif type != "confidential":
                changes["grant"] = None
            if label_of(type) == "named":
                changes |= {"count": None}
        self.sources[id] = msgspec.structs.replace(one, **changes)
        if type is not None:
            for attribution in self.of_source(id):
                self.attributions[attribution.id] = typed(attribution, type)
                self._decided.add(attribution.id)
            self._touched()

    def join(self, ids: Sequence[str], name: str | None) -> str:
        """These sources are one; the id of the one that is left.

        It is the first named one of them, else the first, and keeps its type and sector.
        """
        distinct = list(dict.fromkeys(ids))
        kept = next((id for id in distinct if self.sources[id].label == "named"), distinct[0])
        for id in distinct:
            if id == kept:
                continue
            gone = self.sources[id]
            for attribution in self.of_source(id):
                self.move(attribution.id, kept)
            one = self.sources[kept]
            self.sources[kept] = msgspec.structs.replace(
                one,
                sector=gone.sector if one.sector == "unknown" else one.sector,
                grant=one.grant or (gone.grant if one.label == "anonymous" else None),
                description=one.description or gone.description,
            )
            hand_members(self.sources, id, kept)
            del self.sources[id]
            self._joined[id] = kept
            self._moved.discard(id)
            self._moved.add(kept)
        break_circles(self.sources)
        self.change_source(kept, name=name)
        return kept

    def result(self) -> Settlement:
        """The analysis as decisions have it, and what they say of words."""
        self._forget_lost_sources()
        whole = [self._finished(self._as_it_is(id)) for id in self.attributions]
        attributions = sorted(whole, key=_extent) if self._cut else whole
        sources = [self._mentioned(one, attributions) for one in self.sources.values()]
        decided = self._decided_words
        settled = Settled(
            voiced=words_as_spans(self.view, self.voiced),
            silent=words_as_spans(self.view, self.silent),
            decided=words_as_spans(self.view, decided),
            attributions=frozenset(self._decided & self.attributions.keys()),
        )
        analysis = msgspec.structs.replace(
            self._analysis, attributions=attributions, sources=sources
        )
        return Settlement(analysis, settled)

    # How they do it.

    def _release(self, words: set[int]) -> list[str]:
        """Take words out of all contents; the ids of those that have none left."""
        emptied = []
        for id, content in self.contents.items():
            if content & words:
                self.contents[id] = content - words
                self._cut.add(id)
                if not self.contents[id]:
                    emptied.append(id)
        self.voiced -= words
        self.silent -= words
        self._touched()
        return emptied

    def _drop(self, id: str) -> None:
        gone = self.attributions.pop(id)
        del self.contents[id]
        for other in self.attributions.values():
            if other.parent_id == id:
                orphan = msgspec.structs.replace(other, parent_id=gone.parent_id)
                self.attributions[other.id] = orphan
        if gone.source_id is not None:
            self._moved.add(gone.source_id)
        self._touched()

    def _held(self) -> set[int]:
        """Words that are anything to an attribution."""
        return self.around().union(*self.contents.values())

    def _as_it_is(self, id: str) -> Attribution:
        """An attribution with the content that is left to it."""
        one = self.attributions[id]
        if id not in self._cut:
            return one
        content = words_within(self.view, self.contents[id], self._bounds[id])
        return msgspec.structs.replace(one, content=content)

    def _finished(self, one: Attribution) -> Attribution:
        sure = 1.0 if one.id in self._decided else one.confidence
        if one.id not in self._cut | self._decided:
            return one
        return msgspec.structs.replace(
            one,
            style=self.view.style_of(one.content),
            kind=kind_of(self.view.text, one.cue, one.source, one.code),
            confidence=sure,
        )

    def _mentioned(self, source: Source, attributions: Sequence[Attribution]) -> Source:
        """A source with the mentions that its attributions have, where those have changed."""
        if source.id not in self._moved:
            return source
        spans = {span for one in attributions if one.source_id == source.id for span in one.source}
        return msgspec.structs.replace(source, mentions=sorted(spans))

    def _forget_lost_sources(self) -> None:
        """Leave out sources whose last attribution is gone, unless others are members of them."""
        speaking = {one.source_id for one in self.attributions.values()}
        changed = True
        while changed:
            groups = {one.member_of for one in self.sources.values()}
            lost = (self._moved & self.sources.keys()) - speaking - groups
            for id in lost:
                del self.sources[id]
            changed = bool(lost)

    def _new(self, letter: str) -> str:
        number = len(self.attributions if letter == "a" else self.sources) + 1
        while f"{letter}{number}" in self._used:
            number += 1
        self._used.add(f"{letter}{number}")
        return f"{letter}{number}"

    def _touched(self) -> None:
        self._owners = None


def _extent(one: Attribution) -> tuple[int, int]:
    spans = [*one.source, *one.cue, *one.content]
    return min((s for s, _ in spans), default=0), -max((e for _, e in spans), default=0)
