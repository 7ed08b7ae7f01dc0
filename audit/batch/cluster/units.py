"""A corpus cut into units that are read one after the other, and those into shards."""

import hashlib
from collections.abc import Collection, Iterator
from typing import Final

import msgspec

from onrecord.audit.batch.cluster.store import Store, is_remote
from onrecord.audit.batch.corpus.batches import Problem, loaded
from onrecord.audit.batch.corpus.corpus import Extent, Part, records_of_part
from onrecord.audit.batch.corpus.file_records import records_of_stream, whole
from onrecord.audit.batch.types import Payload, Raw, ReadOptions
from onrecord.audit.ingest.errors import legible, shown
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError
from onrecord.models.text.words import WORD

#: Files are put together until they have so many bytes; a larger one is a unit of its own.
UNIT_BYTES: Final = 8_000_000
#: A shard is full with so many words in its articles, or so many records.
SHARD_WORDS: Final = 120_000
SHARD_RECORDS: Final = 1_000


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """Parts of a corpus that one worker reads, in their order."""

    number: int
    parts: list[Part]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it was read: an article, or why there is none."""

    number: int
    place: str
    payload: Payload | None
    document: Document | None
    problem: Problem | None


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """The records of a shard; `is_last` in its unit. Without items: that shard is done."""

    name: str
    items: list[Item]
    is_last: bool


def units(parts: Iterator[Part], most: int) -> Iterator[Unit]:
    """`parts` in units; where they are cut depends on the corpus alone."""
    together: list[Part] = []
    size = number = 0
    for part in parts:
        if together and size + part.size > most:
            yield Unit(number=number, parts=together)
            number, together, size = number + 1, [], 0
        together.append(part)
        size += part.size
    if together:
        yield Unit(number=number, parts=together)


def shard_name(unit: int, chunk: int) -> str:
    """What the files of a shard begin with; their order is that of the corpus."""
    return f"{unit:07d}-{chunk:05d}"


def chunks(
    unit: Unit, options: ReadOptions, done: Collection[str], words: int, records: int
) -> Iterator[Chunk]:
    """The records of a unit, cut where a shard is full; shards that are done stay empty."""
    items: list[Item] = []
    chunk = count = number = 0
    for part in unit.parts:
        for raw in _records(part, options):
            if count >= words or number >= records:
                yield _chunk(unit, chunk, items, done, is_last=False)
                chunk, count, number, items = chunk + 1, 0, 0, []
            found = loaded(raw)
            document = None if isinstance(found, Problem) else found
            items.append(
                Item(
                    number=number,
                    place=legible(raw.place),
                    payload=raw.payload,
                    document=document,
                    problem=found if isinstance(found, Problem) else None,
                )
            )
            number += 1
            if document is not None:
                count += sum(1 for _ in WORD.finditer(document.text))
    yield _chunk(unit, chunk, items, done, is_last=True)


def _chunk(
    unit: Unit, chunk: int, items: list[Item], done: Collection[str], *, is_last: bool
) -> Chunk:
    name = shard_name(unit.number, chunk)
    return Chunk(name=name, items=[] if name in done else items, is_last=is_last)


def _records(part: Part, options: ReadOptions) -> Iterator[Raw]:
    if not is_remote(part.name):
        return records_of_part(part, options)
    return whole(_remote(part, options), part.name)


def _remote(part: Part, options: ReadOptions) -> Iterator[Raw]:
    folder, _, name = part.name.rpartition("/")
    with Store(folder).opened(name) as file:
        yield from records_of_stream(file, part.name, part.size, options)


class RemoteCorpus:
    """The articles in an object store: a file, or all files below a folder, by name."""

    def __init__(self, names: list[str]) -> None:
        """Look up what is there.

        Raises:
            OnRecordError: a name stands for nothing, or the store refuses.
        """
        self._parts: list[Part] = []
        self.extents: list[Extent] = []
        for name in names:
            found = list(_below(name))
            if not found:
                raise OnRecordError(f"There is nothing at {shown(name)}; check the address.")
            self._parts += found
            total = sum(part.size for part in found)
            listed = msgspec.json.encode([(part.name, part.size) for part in found])
            digest = hashlib.sha256(listed).hexdigest()
            self.extents.append(
                Extent(name=legible(name), files=len(found), bytes=total, digest=digest)
            )

    def parts(self) -> Iterator[Part]:
        """See `Corpus.parts`."""
        return iter(self._parts)


def _below(name: str) -> Iterator[Part]:
    """The file at `name`, or those in the folder there; hidden ones are left out."""
    folder, _, base = name.rstrip("/").rpartition("/")
    size = Store(folder).size(base)
    if size is not None:
        yield Part(name, size)
        return
    for found, length in Store(name).names().items():
        if not any(one.startswith(".") for one in found.split("/")):
            yield Part(f"{name.rstrip('/')}/{found}", length)
