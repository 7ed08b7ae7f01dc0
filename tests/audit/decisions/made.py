"""Decisions by the words they are about, for texts where those words stand once."""

from datetime import UTC, datetime, timedelta
from typing import Any

from onrecord.audit.decisions.quotes import QuoteFinder
from onrecord.audit.decisions.types import Quote
from onrecord.models.types import Span

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def made(minute: int = 0, by: str = "Nora Whitlock") -> dict[str, Any]:
    """Who decided, and when: so many minutes after nine."""
    return {"by": by, "at": START + timedelta(minutes=minute)}


def quoted(text: str, words: str) -> Quote:
    """A quote of `words`, which stand in `text` exactly once."""
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
    at = text.index(words)
    return quoted_at(text, (at, at + len(words)))


def quoted_at(text: str, span: Span) -> Quote:
    return QuoteFinder(text).quote(text, span)
