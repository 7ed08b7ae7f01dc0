"""Decisions applied to an analysis: each is applied, overruled by a later one, or unmatched."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

import msgspec

from onrecord.audit.claims.make import make_claims
from onrecord.audit.decisions.draft import Draft
from onrecord.audit.decisions.quotes import NoMatchError, QuoteFinder
from onrecord.audit.decisions.referents import Passage, Referents
from onrecord.audit.decisions.types import (
    AddAttribution,
    Decision,
    DecisionFile,
    Join,
    NoClaim,
    Quote,
    SetLabel,
    SetSource,
    SetSpeaker,
    Split,
    Waive,
)
from onrecord.audit.schema.audit import DecisionNote, Decisions, Finding, Sentence
from onrecord.models.labels import Label, SourceType
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Source, Span

#: How much of a quotation a note on its decision shows, in characters.
_TOLD: Final = 80
_CHANGED: Final = "the words or the text around them have changed since"
_OVERRULED: Final = "a later decision overrides it"

#: Whether what a decision says still holds.
_Check = Callable[[], bool]


class _Applied(NamedTuple):
    """A decision that has been applied: its number, whether it holds, whether words changed."""

    number: int
    holds: _Check
    changed: bool


class Applying:
    """The decisions on one article, applied in two steps: to its analysis, and to its findings.

    Args:
        view: the article's text.
        sentences: its sentences with their zones.
        analysis: what was found in it.
        file: the decisions.
    """

    def __init__(
        self, view: TextView, sentences: Sequence[Sentence], analysis: Analysis, file: DecisionFile
    ) -> None:
        self._file, self._view = file, view
        self._finder = QuoteFinder(view.text)
        self._draft = Draft(view, analysis)
        claims = make_claims(view, sentences, analysis)
        self._referents = Referents(self._draft, sentences, claims)
        self._applied: list[_Applied] = []
        self._unmatched: list[DecisionNote] = []
        self._overruled: list[DecisionNote] = []
        self._changed = False
        for number, decision in enumerate(file.decisions):
            if not isinstance(decision, Waive):
                self._attempt(number, partial(self._apply, decision))
        for one in self._applied:
            if not one.holds():
                self._overruled.append(self._note(one.number, _OVERRULED))
        self._applied = [one for one in self._applied if one.holds()]
        #: The analysis as the decisions have it, and what they say of words.
        self.analysis, self.settled = self._draft.result()

    def waive(self, findings: Sequence[Finding]) -> list[Finding]:
        """`findings`, of which those are waived that editors let pass."""
        reasons: dict[int, str] = {}
        for number, decision in enumerate(self._file.decisions):
            if isinstance(decision, Waive):
                self._attempt(number, partial(self._waive, decision, findings, reasons))
        return [
            msgspec.structs.replace(finding, waived=reasons[n]) if n in reasons else finding
            for n, finding in enumerate(findings)
        ]

    def outcome(self) -> Decisions:
        """What became of every decision; to be asked for after `waive`."""
        fuzzy = [self._note(one.number, _CHANGED) for one in self._applied if one.changed]
        return Decisions(
            applied=len(self._applied),
            fuzzy=sorted(fuzzy, key=_line),
            overruled=sorted(self._overruled, key=_line),
            unmatched=sorted(self._unmatched, key=_line),
            unreadable=[
                DecisionNote(line=line, decision=None, message=why)
                for line, why in self._file.faults
            ],
        )

    def _attempt(self, number: int, work: Callable[[], _Check]) -> None:
        """Apply a decision, which fits or changes nothing."""
        self._changed = False
        try:
            holds = work()
        except NoMatchError as error:
            self._unmatched.append(self._note(number, str(error)))
            return
        self._applied.append(_Applied(number, holds, self._changed))

    def _note(self, number: int, message: str) -> DecisionNote:
        decision = self._file.decisions[number]
        quotes = quotes_of(decision)
        words = " … ".join(" ".join(quote.exact.split()) for quote in quotes)
        return DecisionNote(
            line=self._file.lines[number] or None,
            decision=type(decision).__struct_config__.tag,  # type: ignore[arg-type]
            by=decision.by,
            words=(words if len(words) <= _TOLD else f"{words[: _TOLD - 1]}…") or None,
            message=message,
        )

    def _find(self, quote: Quote) -> Span:
        match = self._finder.find(quote)
        self._changed |= match.changed
        return match.span

    def _apply(self, decision: Decision) -> _Check:
        """Apply a decision to the draft; a check of whether it still holds.

        Raises:
            NoMatchError: it fits nothing; the draft is as it was.
        """
        match decision:
            case SetLabel():
                passage = self._referents.claims_at(self._find(decision.on))
                return self._label(passage, decision.label)
            case SetSpeaker():
                return self._speaker(decision)
            case Join():
                return self._join(decision)
            case Split():
                return self._split(decision)
            case SetSource():
                return self._source(decision)
            case NoClaim():
                words = self._referents.words_at(self._find(decision.on)).words
                self._draft.silence(words)
                return lambda: words <= self._draft.silent
            case AddAttribution():
                return self._attribution(decision)
        raise AssertionError(decision)

    def _label(self, passage: Passage, label: Label) -> _Check:
        draft, words = self._draft, passage.words
        if label == "unsourced":
            draft.voice(words)
        else:
            self._relabel(passage, label)
        return lambda: all(draft.label(word) == label for word in words)

    def _relabel(self, passage: Passage, label: Label) -> None:
        """Give the sources of the words the label; words without a source become hearsay."""
        draft, words = self._draft, passage.words
        speakers = {id: set[int]() for id in dict.fromkeys(map(draft.speaker, sorted(words)))}
        for word in words:
            speakers[draft.speaker(word)].add(word)
        if label == "named" and None in speakers:
            raise NoMatchError("these words have no source to name; decide their speaker instead")
        for id, own in speakers.items():
            if id is None:
                draft.give(own, None, passage.bounds)
                continue
            source = draft.sources[id]
            alone = all(draft.contents[one.id] <= words for one in draft.of_source(id))
            if source.label == label:
                draft.give(own, id, passage.bounds)
            elif alone:
                draft.change_source(id, type=_other_type(source))
                draft.give(own, id, passage.bounds)
            else:
                name = source.name if label == "named" else "unnamed speaker"
                new = draft.new_source(name, _other_type(source), like=source)
                draft.give(own, new, passage.bounds)

    def _speaker(self, decision: SetSpeaker) -> _Check:
        draft = self._draft
        passage = self._referents.claims_at(self._find(decision.on))
        if decision.mention is not None:
            id = self._referents.source_at(self._find(decision.mention))
            self._change(id, decision.name, decision.type, decision.sector)
        else:
            assert decision.name is not None
            id = self._called(decision.name, decision.type or "person", decision)
        draft.give(passage.words, id, passage.bounds)
        told = _asked(decision.name, decision.type, decision.sector)
        return lambda: (
            all(draft.speaker(word) == draft.current(id) for word in passage.words)
            and self._is(id, told)
        )

    def _called(self, name: str, type: SourceType, decision: SetSpeaker | AddAttribution) -> str:
        """Id of the source that is called so: one of the list, or a new one."""
        wanted = _plain(name)
        for id, one in self._draft.sources.items():
            if _plain(one.name) == wanted:
                self._change(id, None, decision.type, decision.sector)
                return id
        return self._draft.new_source(name, type, decision.sector)

    def _change(self, id: str, name: str | None, type: SourceType | None, sector: object) -> None:
        if name is not None or type is not None or sector is not None:
            self._draft.change_source(id, name=name, type=type, sector=sector)  # type: ignore[arg-type]

    def _is(self, id: str, told: dict[str, object]) -> bool:
        """Whether a source is as it was told to be."""
        source = self._draft.sources.get(self._draft.current(id))
        return source is not None and all(getattr(source, k) == v for k, v in told.items())

    def _join(self, decision: Join) -> _Check:
        draft = self._draft
        spans = [self._find(quote) for quote in decision.sources]
        ids = [self._referents.source_at(span) for span in spans]
        mentioned = [one.id for id in dict.fromkeys(ids) for one in draft.of_source(id)]
        kept = draft.join(ids, decision.name)

        def holds() -> bool:
            found = {draft.speaker_of(id) for id in mentioned} - {None}
            return found <= {draft.current(kept)} and self._is(kept, _asked(decision.name))

        return holds

    def _split(self, decision: Split) -> _Check:
        draft = self._draft
        spans = [self._find(quote) for quote in decision.mentions]
        chosen = [self._referents.attribution_at(span) for span in spans]
        first = chosen[0]
        assert first.source_id is not None
        like = draft.sources[first.source_id]
        words = " ".join(draft.view.text[s:e] for s, e in first.source)
        name = decision.name or " ".join(words.split()) or like.name
        new = draft.new_source(name, decision.type or like.type, decision.sector, like)
        for one in chosen:
            draft.move(one.id, new)
        ids = {one.id for one in chosen}
        told = _asked(decision.name, decision.type, decision.sector)
        return lambda: (
            {draft.speaker_of(id) for id in ids} - {None} <= {draft.current(new)}
            and draft.current(new) != draft.current(like.id)
            and self._is(new, told)
        )

    def _source(self, decision: SetSource) -> _Check:
        id = self._referents.source_at(self._find(decision.on))
        self._change(id, decision.name, decision.type, decision.sector)
        told = _asked(decision.name, decision.type, decision.sector)
        return lambda: self._is(id, told)

    def _attribution(self, decision: AddAttribution) -> _Check:
        draft = self._draft
        passages = [self._referents.words_at(self._find(quote)) for quote in decision.content]
        source = self._find(decision.source) if decision.source else None
        cue = self._find(decision.cue) if decision.cue else None
        beside = draft.words([span for span in (source, cue) if span])
        words = set[int]().union(*(one.words for one in passages)) - beside
        if not words:
            raise NoMatchError("its content has no words besides the source and cue")
        id = self._source_of(decision, source)
        bounds = [bound for one in passages for bound in one.bounds]
        new = draft.add(words, id, bounds, [source] if source else [], [cue] if cue else [])
        draft.move(new, id)
        told = _asked(decision.name, decision.type, decision.sector)

        def holds() -> bool:
            if not all(draft.owner(word) == new for word in words):
                return False
            speaker = draft.attributions[new].source_id
            if id is None or speaker is None:
                return id is speaker
            return speaker == draft.current(id) and self._is(id, told)

        return holds

    def _source_of(self, decision: AddAttribution, source: Span | None) -> str | None:
        """Id of the source of an attribution that is added; None for hearsay."""
        if decision.name is not None:
            return self._called(decision.name, decision.type or "person", decision)
        if source is None:
            return None
        try:
            id = self._referents.source_at(source)
        except NoMatchError:
            words = " ".join(self._view.text[source[0] : source[1]].split())
            return self._draft.new_source(words, decision.type or "individual", decision.sector)
        self._change(id, None, decision.type, decision.sector)
        return id

    def _waive(
        self, decision: Waive, findings: Sequence[Finding], reasons: dict[int, str]
    ) -> _Check:
        of_rule = [n for n, one in enumerate(findings) if one.rule == decision.rule]
        if not of_rule:
            raise NoMatchError("the audit has no finding of this rule")
        words: set[int] = set()
        lost: NoMatchError | None = None
        for quote in decision.on:
            try:
                words |= self._draft.words([self._find(quote)])
            except NoMatchError as error:
                lost = error
        if decision.on and not words and lost is not None:
            raise lost
        met = [n for n in of_rule if self._covers(words, findings[n].spans)]
        if not met:
            touched = any(words & self._draft.words(findings[n].spans) for n in of_rule)
            raise NoMatchError(
                "the finding now covers more passages"
                if touched
                else "there is no finding at these words"
            )
        for n in met:
            reasons[n] = decision.reason
        return lambda: True

    def _covers(self, words: set[int], spans: Sequence[Span]) -> bool:
        """Whether each passage of a finding is one that its waiver quotes."""
        if not spans or not words:
            return not spans and not words
        return all(words & self._draft.words([span]) for span in spans)


def quotes_of(decision: Decision) -> list[Quote]:
    """All that a decision quotes, what it is about first."""
    match decision:
        case SetLabel() | SetSource() | NoClaim():
            return [decision.on]
        case SetSpeaker():
            return [decision.on, *([decision.mention] if decision.mention else [])]
        case Join():
            return decision.sources
        case Split():
            return decision.mentions
        case AddAttribution():
            return [*decision.content, *(q for q in (decision.source, decision.cue) if q)]
        case Waive():
            return decision.on


def _asked(name: str | None, type: object = None, sector: object = None) -> dict[str, object]:
    """What a decision says of a source, by the field that holds it."""
    told = {"name": name, "type": type, "sector": sector}
    return {field: value for field, value in told.items() if value is not None}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _other_type(source: Source) -> SourceType:
    """The type of a source of the other label that comes closest."""
    if source.label == "named":
        types: dict[SourceType, SourceType] = {"people": "group", "document": "unidentified"}
        return types.get(source.type, "individual")
    known: dict[SourceType, SourceType] = {"group": "people", "unidentified": "document"}
    return known.get(source.type, "person")


def _line(note: DecisionNote) -> int:
    return note.line or 0
