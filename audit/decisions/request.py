"""A decision made from what somebody asks for in words, and tried out before it is kept."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from onrecord.audit.decisions.quotes import NoMatchError, QuoteFinder
from onrecord.audit.decisions.types import (
    AddAttribution,
    Decision,
    Join,
    NoClaim,
    Quote,
    SetLabel,
    SetSource,
    SetSpeaker,
    Split,
    Waive,
)
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError
from onrecord.models.labels import Label, Sector, SourceType


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to decide: `action` is the kind, the other fields are what it needs.

    words: passages of the text, word for word; of several alike the one between `before` and
    `after`. source, cue: the words of an attribution that is added, or that mention a speaker.
    """

    action: str
    words: Sequence[str] = ()
    before: str = ""
    after: str = ""
    label: Label | None = None
    source: str | None = None
    cue: str | None = None
    name: str | None = None
    type: SourceType | None = None
    sector: Sector | None = None
    rule: str | None = None
    reason: str | None = None
    note: str | None = None


def decision_of(request: Request, audit: Audit, *, by: str, at: datetime) -> Decision:
    """The decision that is asked for, which quotes the text of `audit`.

    Raises:
        OnRecordError: something is missing, or words don't stand in the text, or stand in it
            several times.
    """
    maker = _Maker(request, audit)
    try:
        decision = maker.decision({"by": by, "at": at, "note": request.note})
        # What is too long or empty is refused as in a file.
        checked: Decision = msgspec.convert(msgspec.to_builtins(decision), Decision)
    except (ValueError, TypeError) as error:
        raise OnRecordError(f"The decision is not valid: {error}.") from error
    return checked


def check_effect(tried: Audit) -> None:
    """Check that the only decision of an audit has an effect.

    Raises:
        OnRecordError: it has none; the message says why.
    """
    outcome = tried.decisions
    lost = [*outcome.unmatched, *outcome.overruled] if outcome else []
    if lost:
        raise OnRecordError(f"The decision would have no effect: {lost[0].message}.")


class _Maker:
    def __init__(self, request: Request, audit: Audit) -> None:
        self._request, self._audit = request, audit
        self._text = audit.article.text or ""
        self._finder = QuoteFinder(self._text)

    def decision(self, common: dict[str, object]) -> Decision:
        """The decision; `common` is what all have.

        Raises:
            OnRecordError: as `decision_of`.
        """
        asked = self._request
        who = {"name": asked.name, "type": asked.type, "sector": asked.sector}
        match asked.action:
            case "label":
                label = self._needed("--label", asked.label)
                return SetLabel(on=self._one(), label=label, **common)  # type: ignore[arg-type]
            case "speaker":
                mention = self._quote(asked.source) if asked.source else None
                if mention is None:
                    self._needed("--name or --source", asked.name)
                return SetSpeaker(on=self._one(), mention=mention, **who, **common)  # type: ignore[arg-type]
            case "join":
                quotes = self._several(2)
                return Join(sources=quotes, name=asked.name, **common)  # type: ignore[arg-type]
            case "split":
                return Split(mentions=self._several(1), **who, **common)  # type: ignore[arg-type]
            case "source":
                self._needed("--name, --type or --sector", asked.name or asked.type or asked.sector)
                return SetSource(on=self._one(), **who, **common)  # type: ignore[arg-type]
            case "no-claim":
                return NoClaim(on=self._one(), **common)  # type: ignore[arg-type]
            case "attribution":
                return AddAttribution(
                    content=self._several(1),
                    source=self._quote(asked.source) if asked.source else None,
                    cue=self._quote(asked.cue) if asked.cue else None,
                    **who,  # type: ignore[arg-type]
                    **common,  # type: ignore[arg-type]
                )
            case "waive":
                return self._waiver(common)
        raise OnRecordError(f"There is no decision “{asked.action}”.")

    def _waiver(self, common: dict[str, object]) -> Waive:
        rule = self._needed("--rule", self._request.rule)
        reason = self._needed("--reason", self._request.reason)
        found = [one for one in self._audit.findings if one.rule == rule]
        if not found:
            raise OnRecordError(f"The audit has no finding of the rule “{rule}”.")
        if self._request.words:
            spans = [self._finder.find(self._quote(words)).span for words in self._request.words]
            found = [
                one
                for one in found
                if any(s < end and e > start for s, e in one.spans for start, end in spans)
            ]
        if len(found) != 1:
            there = (
                "no findings of this rule" if not found else f"{len(found)} findings of this rule"
            )
            raise OnRecordError(f"There are {there} at these words; say which one with --words.")
        quotes = [self._finder.quote(self._text, span) for span in found[0].spans]
        return Waive(rule=str(rule), reason=str(reason), on=quotes, **common)  # type: ignore[arg-type]

    def _one(self) -> Quote:
        if len(self._request.words) != 1:
            raise OnRecordError("This decision is about one passage; give it with --words.")
        return self._quote(self._request.words[0])

    def _several(self, least: int) -> list[Quote]:
        if len(self._request.words) < least:
            times = "once or more" if least == 1 else f"{least} times or more"
            raise OnRecordError(f"Give --words {times}: the words that this decision is about.")
        return [self._quote(words) for words in self._request.words]

    def _quote(self, words: str) -> Quote:
        asked = self._request
        alone = Quote(exact=words, prefix=asked.before, suffix=asked.after)
        try:
            match = self._finder.find(alone)
        except NoMatchError as error:
            raise OnRecordError(
                f"“{words}” can't be used: {error}; quote more words, or give the text around "
                "them with --before or --after."
            ) from None
        if match.changed:
            raise OnRecordError(
                f"“{words}” is not in the text word for word; quote the text exactly."
            )
        return self._finder.quote(self._text, match.span)

    def _needed(self, option: str, value: object) -> object:
        if value is None:
            raise OnRecordError(f"This decision needs {option}.")
        return value
