"""What runs on a worker: reading a unit of the corpus, and auditing the records of a shard."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.cluster.shards import (
    Note,
    Summary,
    begin_shard,
    write_notes,
    write_shard,
    write_summary,
)
from onrecord.audit.batch.cluster.store import Store
from onrecord.audit.batch.cluster.units import Chunk, Item, Unit, chunks
from onrecord.audit.batch.corpus.minhash import TextSignatures
from onrecord.audit.batch.run.auditing import InProcess, Line, Outcome
from onrecord.audit.batch.run.memory_bound import bound_memory
from onrecord.audit.batch.run.messages import Setup
from onrecord.audit.batch.types import SIMILARITY, Entry, Failure, ReadOptions
from onrecord.models.errors import OnRecordError

#: Articles that are audited together.
_TOGETHER = 16


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How units are read: from which folder, as what, and cut into shards of which size."""

    folder: str
    options: ReadOptions
    done: list[str]
    words: int
    records: int


def read_units(batch: dict[str, Any], *, reading: bytes) -> Iterator[dict[str, list[Any]]]:
    """The shards of the units in a batch of Ray's, one after the other, each as MessagePack.

    What stops a reader or a worker goes on as a row with a `fault`, a sentence: Ray would wrap an
    error in its own, with all that was called.
    """
    how = msgspec.msgpack.decode(reading, type=Reading)
    try:
        for chunk in _chunks(batch["unit"], how):
            yield {"chunk": [msgspec.msgpack.encode(chunk)], "fault": [""]}
    except OnRecordError as error:
        yield {"chunk": [b""], "fault": [str(error)]}


def _chunks(units: Iterable[bytes], how: Reading) -> Iterator[Chunk]:
    """The shards of `units`.

    Raises:
        OnRecordError: the folder of the corpus isn't there on this machine, or can't be read.
    """
    try:
        # Names of files are ids, and may be relative to where the command was given.
        os.chdir(how.folder)
    except OSError as error:
        raise OnRecordError(
            f"{how.folder} isn't there on a machine of the cluster ({error.strerror}); the corpus "
            "must lie on a disk that all share, or in an object store."
        ) from error
    done = frozenset(how.done)
    for data in units:
        unit = msgspec.msgpack.decode(data, type=Unit)
        for chunk in chunks(unit, how.options, done, how.words, how.records):
            if chunk.items or chunk.name not in done:
                yield chunk


def _loaded(how: Setup) -> Auditor:
    """What audits as `how` says.

    Raises:
        OnRecordError: the model is damaged, or there is too little memory for it.
    """
    model = Path(how.model) if how.model is not None else None
    try:
        return Auditor.load(model, runtime=how.runtime, policy=how.policy, house=how.house)
    except MemoryError as error:
        raise OnRecordError("There is too little memory for a worker of the cluster.") from error


class ShardWorker:
    """Audits shards and writes them; its model is loaded once."""

    def __init__(self, setup: bytes, output: str) -> None:
        how = msgspec.msgpack.decode(setup, type=Setup)
        if how.memory is not None:
            bound_memory(how.memory)
        self._no_text = how.no_text
        self._fault = ""
        self._signatures = TextSignatures(SIMILARITY)
        try:
            self._auditor = _loaded(how)
            self._store = Store(output)
        except OnRecordError as error:
            self._fault = str(error)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Do the shards in a batch of Ray's; a summary of each as MessagePack, or a fault."""
        rows = [
            self._row(*one) for one in zip(batch["chunk"], map(str, batch["fault"]), strict=True)
        ]
        return {"summary": [data for data, _ in rows], "fault": [fault for _, fault in rows]}

    def _row(self, chunk: bytes, fault: str) -> tuple[bytes, str]:
        if fault or self._fault:
            return b"", fault or self._fault
        try:
            summary = self._make(msgspec.msgpack.decode(chunk, type=Chunk))
        except OnRecordError as error:
            return b"", str(error)
        return msgspec.msgpack.encode(summary), ""

    def _make(self, chunk: Chunk) -> Summary:
        start = time.monotonic()
        begin_shard(self._store, chunk.name)
        auditing = InProcess(self._auditor, no_text=self._no_text)
        outcomes: dict[int, Outcome] = {}
        entries = [
            Entry(item.number, item.place, item.document, None, None)
            for item in chunk.items
            if item.document is not None
        ]
        for at in range(0, len(entries), _TOGETHER):
            outcomes |= auditing.begin(entries[at : at + _TOGETHER])()
        documents = {entry.record: entry.document for entry in entries}
        order = sorted(
            (n for n, one in outcomes.items() if isinstance(one, Line)),
            key=lambda n: (getattr(documents[n], "id", ""), n),
        )
        places = {number: at for at, number in enumerate(order)}
        lines = [one.data for n in order if isinstance(one := outcomes[n], Line)]
        notes = [self._note(item, outcomes, places) for item in chunk.items]
        files = write_shard(self._store, chunk.name, lines)
        files |= write_notes(self._store, chunk.name, notes)
        summary = Summary(
            name=chunk.name,
            is_last=chunk.is_last,
            records=len(chunk.items),
            audited=len(lines),
            words=sum(note.words for note in notes),
            files=files,
            seconds=round(time.monotonic() - start, 3),
            network_seconds=round(auditing.network_seconds, 3),
            worker=os.getpid(),
        )
        write_summary(self._store, summary)
        return summary

    def _note(self, item: Item, outcomes: dict[int, Outcome], places: dict[int, int]) -> Note:
        if item.document is None:
            return Note(
                number=item.number,
                place=item.place,
                payload=item.payload,
                problem=item.problem,
            )
        look = self._signatures.look(item.document.text)
        outcome = outcomes[item.number]
        return Note(
            number=item.number,
            place=item.place,
            payload=item.payload,
            id=item.document.id,
            digest=look.digest,
            signature=look.sign(),
            line=places.get(item.number),
            words=outcome.words if isinstance(outcome, Line) else 0,
            failure=outcome if isinstance(outcome, Failure) else None,
        )
