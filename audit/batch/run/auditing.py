"""The audits of a batch in this process, each article on its own where something goes wrong."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from onrecord.audit.assemble import assemble
from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.types import Entry, Failure
from onrecord.audit.ingest.errors import shown
from onrecord.audit.ingest.types import Document
from onrecord.audit.redact import without_text
from onrecord.audit.schema.json_pieces import json_pieces
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis

#: What an article that was read came to in the tagger.
Found: TypeAlias = Analysis | Failure


class Line(NamedTuple):
    """An audit as a line of JSON, without its end, and the words of its article."""

    data: bytes
    words: int


#: What an article came to.
Outcome: TypeAlias = Line | Failure
#: Waits for the outcomes of articles, by the numbers of their records.
Collect: TypeAlias = Callable[[], dict[int, Outcome]]


class Auditing(Protocol):
    """Something that audits the articles of a batch."""

    def begin(self, entries: Sequence[Entry]) -> Collect:
        """Begin with `entries`, all of which have an article.

        Raises:
            OnRecordError: there is nothing left that could audit them; so may what is returned.
        """
        ...

    @property
    def network_seconds(self) -> float:
        """Time that the network has taken so far, in all processes together."""
        ...

    def close(self) -> None:
        """Let go of whatever audits; what isn't collected by then is lost."""
        ...


class InProcess:
    """Tags where it is begun and does the rest where it is collected, in another thread.

    The network releases the interpreter while it computes.
    """

    def __init__(self, auditor: Auditor, *, no_text: bool) -> None:
        self._auditor = auditor
        self._no_text = no_text
        self._before = auditor.tagger.network_seconds

    def begin(self, entries: Sequence[Entry]) -> Collect:
        """See `Auditing.begin`."""
        views = [view_of(entry) for entry in entries]
        found = analyse(self._auditor, entries, views) if entries else []

        def collect() -> dict[int, Outcome]:
            return {
                entry.record: outcome(self._auditor, entry, view, one, no_text=self._no_text)
                for entry, view, one in zip(entries, views, found, strict=True)
            }

        return collect

    @property
    def network_seconds(self) -> float:
        """Time that the network has taken since this was made."""
        return self._auditor.tagger.network_seconds - self._before

    def close(self) -> None:
        """Nothing is held."""


def view_of(entry: Entry) -> TextView:
    """The text of an entry's article."""
    return TextView(_document(entry).text)


def analyse(auditor: Auditor, entries: Sequence[Entry], views: Sequence[TextView]) -> list[Found]:
    """What the tagger finds in the articles of `entries` (all of which have one), by their text."""
    try:
        return list(auditor.tagger.analyse_views(views))
    except Exception:  # which article it was is found out one by one
        return [
            _analyse_one(auditor, entry, view) for entry, view in zip(entries, views, strict=True)
        ]


def outcome(
    auditor: Auditor, entry: Entry, view: TextView, found: Found, *, no_text: bool
) -> Outcome:
    """What an article comes to in which `found` was found; `no_text`: without its words."""
    if isinstance(found, Failure):
        return found
    try:
        audit = assemble(
            _document(entry),
            found,
            model=auditor.model,
            policy=auditor.policy,
            view=view,
            house=auditor.house,
            genre_words=auditor.tagger.genre_words,
        )
        shown_audit = without_text(audit) if no_text else audit
        return Line(b"".join(json_pieces(shown_audit)), audit.article.words)
    except Exception as error:
        return failed(entry, error)


def _analyse_one(auditor: Auditor, entry: Entry, view: TextView) -> Found:
    try:
        (found,) = auditor.tagger.analyse_views([view])
    except Exception as error:
        return failed(entry, error)
    return found


def failed(entry: Entry, error: Exception) -> Failure:
    """A failure without the message of the error, which may quote the article."""
    id = _document(entry).id
    return Failure(
        record=entry.record,
        id=id,
        place=entry.place,
        kind="audit",
        reason=f"{shown(id)} was read but could not be audited ({type(error).__name__}).",
    )


def _document(entry: Entry) -> Document:
    assert entry.document is not None
    return entry.document
