"""From the records of a corpus to batches of articles that are audited together."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.errors import DuplicateIdError, UnusableError, check_machine
from onrecord.audit.batch.types import Entry, Failure, Payload, Raw
from onrecord.audit.ingest.errors import IngestError, legible, shown
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError
from onrecord.models.text.words import WORD

#: A batch is full with so many words in its articles, or so many records. Where batches end
#: depends on the corpus alone, so that a run that was resumed makes the same ones.
BATCH_WORDS = 12_000
BATCH_RECORDS = 128


def batches(
    corpus: Corpus, seen: Seen, *, start: int, stop: Callable[[], bool], left_out: bool
) -> Iterator[list[Entry]]:
    """The records of `corpus` from number `start` on, in batches.

    Args:
        corpus: where they come from.
        seen: what is remembered of the records before `start`.
        start: number of the first record to read; those before it are passed over.
        stop: asked before each record of a new batch; true: end here.
        left_out: whether articles that repeat an earlier one are not audited.

    Raises:
        OnRecordError: what was seen can't be remembered.
    """
    batch: list[Entry] = []
    record, words = start - 1, 0
    for record, raw in enumerate(corpus.records()):
        if record < start:
            continue
        if not batch and stop():
            return
        entry = read_entry(raw, record, seen)
        batch.append(entry)
        if entry.document is not None and not (left_out and entry.duplicate):
            words += sum(1 for _ in WORD.finditer(entry.document.text))
        if words >= BATCH_WORDS or len(batch) >= BATCH_RECORDS:
            seen.commit(record + 1)
            yield batch
            batch, words = [], 0
    if batch:
        seen.commit(record + 1)
        yield batch


class Known(NamedTuple):
    """What must be known of an article: its id, a digest of its text, and what gives its signature.

    document: the article, where it has been read here.
    """

    id: str
    digest: bytes
    sign: Callable[[], bytes]
    document: Document | None = None


class Problem(NamedTuple):
    """Why a record has no article; `id` is None where it has none of its own."""

    kind: str
    reason: str
    id: str | None = None


def read_entry(raw: Raw, record: int, seen: Seen) -> Entry:
    """What one record holds, or why it holds nothing.

    Raises:
        OnRecordError: what was seen can't be remembered.
    """

    def load() -> Known | Problem:
        found = loaded(raw)
        if isinstance(found, Problem):
            return found
        look = seen.signatures.look(found.text)
        return Known(found.id, look.digest, look.sign, found)

    return entry_of(raw.place, raw.payload, load, record, seen)


def entry_of(
    place: str,
    payload: Payload | None,
    load: Callable[[], Known | Problem],
    record: int,
    seen: Seen,
) -> Entry:
    """The entry of the record at `place`, in the light of those before it.

    Raises:
        OnRecordError: what was seen can't be remembered.
    """
    if payload is not None:
        repeated = seen.same_bytes(payload, record)
        if repeated is not None:
            if not seen.new_id(repeated.id, record):
                return _same_id(place, record, repeated.id)
            return Entry(record, legible(place), None, None, repeated)
    found = load()
    if isinstance(found, Problem):
        return _failed(place, record, found)
    if not seen.new_id(found.id, record):
        return _same_id(place, record, found.id)
    duplicate = seen.repeats(found.id, record, found.digest, found.sign)
    return Entry(record, legible(place), found.document, None, duplicate)


def loaded(raw: Raw) -> Document | Problem:
    """The article of a record, or why there is none.

    Raises:
        OnRecordError: the machine is at fault, and not the record.
    """
    try:
        return raw.load()
    except Exception as error:  # one record must not end the run, whatever is wrong with it
        check_machine(raw.place, error)
        if isinstance(error, UnusableError):
            return Problem(error.cause.kind, str(error), error.id)
        if isinstance(error, IngestError):
            return Problem(error.kind, str(error))
        if isinstance(error, OnRecordError):
            raise
        reason = f"{shown(raw.place)} can't be read ({type(error).__name__}); check it."
        return Problem("unreadable", reason)


def _same_id(place: str, record: int, id: str) -> Entry:
    reason = (
        f"{shown(place)} has the id {shown(id)}, as a record before it has; make ids unique, or "
        "name another column with --column id=NAME."
    )
    return _failed(place, record, Problem(DuplicateIdError.kind, reason, id))


def _failed(place: str, record: int, problem: Problem) -> Entry:
    failure = Failure(
        record=record,
        id=shown(place if problem.id is None else problem.id),
        place=shown(place),
        kind=problem.kind,
        reason=problem.reason,
    )
    return Entry(record, legible(place), None, failure, None)
