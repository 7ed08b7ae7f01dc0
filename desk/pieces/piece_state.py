"""A piece as the page gets it: the text, its audit, the decisions on it and what they came to."""

from typing import Final, Literal, TypeAlias

import msgspec

from onrecord.audit.decisions.types import Decision
from onrecord.audit.reports.content.marking import mark
from onrecord.audit.schema.audit import Audit, Zone
from onrecord.desk.pieces.audit_changes import Changed
from onrecord.desk.pieces.decision_words import decision_sentence
from onrecord.desk.store.types import Signed, StoredDecision, StoredPiece, Summary

Fate: TypeAlias = Literal["applied", "fuzzy", "overruled", "lost"]
UNTITLED: Final = "Untitled"
#: Characters of a first line that stands for a title.
_TITLE: Final = 120


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: its offsets into the text, and what part of the article it is."""

    start: int
    end: int
    kind: Zone | Literal["headline"]


class DecisionState(msgspec.Struct, frozen=True, kw_only=True):
    """A decision, what it does in words, and what became of it; `why` unless it just applies."""

    id: int
    decision: Decision
    state: Fate
    sentence: str
    why: str | None


class PieceState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page shows of a piece."""

    id: int
    title: str
    revision: int
    text: str
    signed: Signed | None
    audit: Audit
    article: list[Block]
    decisions: list[DecisionState]
    undo: bool
    redo: bool
    changed: Changed


def piece_state(
    piece: StoredPiece, decisions: list[StoredDecision], audit: Audit, changed: Changed
) -> PieceState:
    """The state of a piece, whose `audit` is of its text with `decisions` in that order."""
    return PieceState(
        id=piece.id,
        title=title_of(audit.article.title or piece.metadata.title, piece.text),
        revision=piece.revision,
        text=piece.text,
        signed=piece.signed,
        audit=audit,
        article=_blocks(audit),
        decisions=_decisions(decisions, audit),
        undo=piece.undo and piece.signed is None,
        redo=piece.redo and piece.signed is None,
        changed=changed,
    )


def title_of(title: str | None, text: str) -> str:
    """What a piece is called: its title, or else its first line."""
    told = " ".join((title or "").split())
    first = next((line for line in text.splitlines() if line.strip()), "")
    words = told or " ".join(first.split())
    return (words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…") or UNTITLED


def summary_of(audit: Audit) -> Summary:
    """What the list of pieces shows of an audit; a waived finding counts no more."""
    levels = [finding.level for finding in audit.findings if finding.waived is None]
    return Summary(
        review=sum(claim.review for claim in audit.claims),
        error=levels.count("error"),
        warning=levels.count("warning"),
        suggestion=levels.count("suggestion"),
    )


def _blocks(audit: Audit) -> list[Block]:
    text = audit.article.text or ""
    title = " ".join((audit.article.title or "").split())
    blocks: list[Block] = []
    for paragraph in mark(audit):
        start, end = paragraph.span
        is_headline = paragraph.zone == "front" and " ".join(text[start:end].split()) == title
        kind: Zone | Literal["headline"] = "headline" if is_headline else paragraph.zone
        blocks.append(Block(start=start, end=end, kind=kind))
    return blocks


def _decisions(decisions: list[StoredDecision], audit: Audit) -> list[DecisionState]:
    fates: dict[int, tuple[Fate, str]] = {}
    if (outcome := audit.decisions) is not None:
        kinds: list[tuple[Fate, list[tuple[int | None, str]]]] = [
            ("fuzzy", [(note.line, note.message) for note in outcome.fuzzy]),
            ("overruled", [(note.line, note.message) for note in outcome.overruled]),
            ("lost", [(note.line, note.message) for note in outcome.unmatched]),
        ]
        for fate, notes in kinds:
            fates |= {line: (fate, why) for line, why in notes if line is not None}
    return [
        DecisionState(
            id=one.id,
            decision=one.decision,
            state=fates[place][0] if place in fates else "applied",
            sentence=decision_sentence(one.decision),
            why=fates[place][1] if place in fates else None,
        )
        for place, one in enumerate(decisions, start=1)
    ]
