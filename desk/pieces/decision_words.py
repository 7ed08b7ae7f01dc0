"""What a decision does, in words."""

from typing import Final

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
from onrecord.audit.reports.content.wording import LABEL_NAMES, SECTOR_NAMES, TYPE_NAMES, listed
from onrecord.models.labels import Sector, SourceType

#: How much of what a decision quotes is told of it, in characters.
_TOLD: Final = 60


def decision_sentence(decision: Decision) -> str:
    """One sentence, such as “officials say so” is named."""
    match decision:
        case SetLabel():
            said = f"{_words(decision.on)} is {LABEL_NAMES[decision.label].lower()}"
        case SetSpeaker():
            said = f"{_words(decision.on)} comes from {_speaker(decision)}"
            said += _told(decision.type, decision.sector)
        case Join():
            said = f"{listed([_words(one) for one in decision.sources])} are one source"
            said += _called(decision.name)
        case Split():
            names = listed([_words(one) for one in decision.mentions])
            are = "are a source of their own" if len(decision.mentions) > 1 else "is another source"
            said = f"{names} {are}{_called(decision.name)}{_told(decision.type, decision.sector)}"
        case SetSource():
            told = _told(decision.type, decision.sector)
            called = f" is called {decision.name}" if decision.name else ""
            verb = called or f" is{told[1:]}"
            said = f"The source {_words(decision.on)}{verb}{told if called else ''}"
        case NoClaim():
            said = f"{_words(decision.on)} makes no claim"
        case AddAttribution():
            content = listed([_words(one) for one in decision.content])
            said = f"{content} {_attributed(decision)}{_told(decision.type, decision.sector)}"
        case Waive():
            said = f"The finding {decision.rule} may stand: {' '.join(decision.reason.split())}"
    return said.rstrip(".") + "."


def _speaker(decision: SetSpeaker) -> str:
    if decision.mention is None:
        return str(decision.name)
    return f"{_words(decision.mention)}{_called(decision.name)}"


def _attributed(decision: AddAttribution) -> str:
    if decision.name is not None:
        return f"is attributed to {decision.name}"
    if decision.source is not None:
        return f"is attributed to {_words(decision.source)}"
    return "is hearsay"


def _called(name: str | None) -> str:
    return f", called {name}" if name else ""


def _told(type: SourceType | None, sector: Sector | None) -> str:
    parts = [
        *([f"of the type “{TYPE_NAMES[type]}”"] if type else []),
        *([f"of the sector “{SECTOR_NAMES[sector]}”"] if sector else []),
    ]
    return f", {' and '.join(parts)}" if parts else ""


def _words(quote: Quote) -> str:
    words = " ".join(quote.exact.split())
    return f"“{words if len(words) <= _TOLD else words[: _TOLD - 1].rstrip() + '…'}”"
