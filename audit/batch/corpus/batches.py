"""From the records of a corpus to batches of articles that are audited together."""

from collections.abc import Callable, Iterator

from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.errors import DuplicateIdError, UnusableError, check_machine
from onrecord.audit.batch.types import Entry, Failure, Raw
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


def read_entry(raw: Raw, record: int, seen: Seen) -> Entry:
    """What one record holds, or why it holds nothing.

    Raises:
        OnRecordError: what was seen can't be remembered.
    """
    if raw.payload is not None:
        repeated = seen.same_bytes(raw.payload, record)
        if repeated is not None:
            if not seen.new_id(repeated.id, record):
                return _same_id(raw, record, repeated.id)
            return Entry(record, legible(raw.place), None, None, repeated)
    try:
        document = _loaded(raw)
    except UnusableError as error:
        return _failed(raw, record, error.cause.kind, str(error), error.id)
    except IngestError as error:
        return _failed(raw, record, error.kind, str(error))
    except OnRecordError:
        raise
    except Exception as error:  # one record must not end the run, whatever is wrong with it
        reason = f"{shown(raw.place)} can't be read ({type(error).__name__}); check it."
        return _failed(raw, record, "unreadable", reason)
    if not seen.new_id(document.id, record):
        return _same_id(raw, record, document.id)
    duplicate = seen.repeats(document.id, record, document.text)
    return Entry(record, legible(raw.place), document, None, duplicate)


def _loaded(raw: Raw) -> Document:
    try:
        return raw.load()
    except Exception as error:
        check_machine(raw.place, error)
        raise


def _same_id(raw: Raw, record: int, id: str) -> Entry:
    reason = (
        f"{shown(raw.place)} has the id {shown(id)}, as a record before it has; make ids unique, "
        "or name another column with --column id=NAME."
    )
    return _failed(raw, record, DuplicateIdError.kind, reason, id)


def _failed(raw: Raw, record: int, kind: str, reason: str, id: str | None = None) -> Entry:
    failure = Failure(
        record=record,
        id=shown(raw.place if id is None else id),
        place=shown(raw.place),
        kind=kind,
        reason=reason,
    )
    return Entry(record, legible(raw.place), None, failure, None)
