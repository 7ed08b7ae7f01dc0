"""The audits of a batch, each article on its own where something goes wrong."""

from collections.abc import Sequence
from typing import TypeAlias

from onrecord.audit.assemble import assemble
from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.types import Entry, Failure
from onrecord.audit.ingest.errors import shown
from onrecord.audit.ingest.types import Document
from onrecord.audit.types import Audit
from onrecord.models.types import Analysis

#: What an article that was read came to.
Found: TypeAlias = Analysis | Failure
Outcome: TypeAlias = Audit | Failure


def analyse(auditor: Auditor, entries: Sequence[Entry]) -> list[Found]:
    """What the tagger finds in the articles of `entries` (all of which have one)."""
    try:
        return list(auditor.tagger.analyse([_document(entry).text for entry in entries]))
    except Exception:  # which article it was is found out one by one
        return [_analyse_one(auditor, entry) for entry in entries]


def assembled(auditor: Auditor, entry: Entry, found: Found) -> Outcome:
    """The audit of an article in which `found` was found."""
    if isinstance(found, Failure):
        return found
    try:
        return assemble(_document(entry), found, model=auditor.model, policy=auditor.policy)
    except Exception as error:
        return _failed(entry, error)


def _analyse_one(auditor: Auditor, entry: Entry) -> Found:
    try:
        (found,) = auditor.tagger.analyse([_document(entry).text])
    except Exception as error:
        return _failed(entry, error)
    return found


def _failed(entry: Entry, error: Exception) -> Failure:
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
