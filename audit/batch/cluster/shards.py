"""Shards: the audits of some records as JSON Lines and tables, and what must be known of each."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from onrecord.audit.batch.cluster.store import Store
from onrecord.audit.batch.corpus.batches import Problem
from onrecord.audit.batch.report.tables import TABLES, Column, Row, schema
from onrecord.audit.batch.types import Failure, Payload
from onrecord.audit.ingest.errors import shown
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError

#: Where shards lie in the folder of a run, and how their files end.
SHARDS: Final = "shards"
AUDITS: Final = ".audits.jsonl"
NOTES: Final = ".notes"
DONE: Final = ".json"
#: How often a shard was begun, a byte each; and how often it may be.
TRIES: Final = ".tries"
MOST_TRIES: Final = 4
#: What stands in the name of a shard from which audits were taken out.
KEPT: Final = ".kept"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What must be known of a record to tell it from those before it.

    line: of its audit in the shard, from 0. failure: of an article that could not be audited.
    """

    number: int
    place: str
    payload: Payload | None
    problem: Problem | None = None
    id: str = ""
    digest: bytes = b""
    signature: bytes = b""
    line: int | None = None
    words: int = 0
    failure: Failure | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard holds, written once its other files are whole.

    files: SHA-256 by name. seconds: of work, of which the network took `network_seconds`. worker:
    the process that made it.
    """

    name: str
    is_last: bool
    records: int
    audited: int
    words: int
    files: dict[str, str]
    seconds: float
    network_seconds: float
    worker: int


def begin_shard(store: Store, name: str) -> None:
    """Take note that a worker has begun with a shard.

    Raises:
        OnRecordError: so many have done so before it, and none lived to the end.
    """
    tries = len(store.read(f"{SHARDS}/{name}{TRIES}") or b"")
    if tries >= MOST_TRIES:
        raise OnRecordError(
            f"{tries} workers have ended before their time over the shard {name}, perhaps for want "
            "of memory; give the same command again, which goes on where it stopped, with fewer "
            "--processes."
        )
    store.write(f"{SHARDS}/{name}{TRIES}", b"." * (tries + 1))


def write_shard(store: Store, name: str, lines: Sequence[bytes]) -> dict[str, str]:
    """Write the audits in `lines`, and their tables; SHA-256 of each file by name.

    Raises:
        OnRecordError: the store refuses.
    """
    files = {f"{name}{AUDITS}": b"".join(line + b"\n" for line in lines)}
    audits = [msgspec.json.decode(line, type=Audit) for line in lines]
    for table in TABLES:
        rows = [row for audit in audits for row in table.rows(audit)]
        files[f"{name}.{table.file}"] = _parquet(rows, table.columns)
    for one, data in files.items():
        store.write(f"{SHARDS}/{one}", data)
    return {one: hashlib.sha256(data).hexdigest() for one, data in files.items()}


def write_notes(store: Store, name: str, notes: Sequence[Note]) -> dict[str, str]:
    """Write what must be known of a shard's records; as `write_shard`."""
    data = msgspec.msgpack.encode(notes)
    store.write(f"{SHARDS}/{name}{NOTES}", data)
    return {f"{name}{NOTES}": hashlib.sha256(data).hexdigest()}


def write_summary(store: Store, summary: Summary) -> None:
    """Write that a shard is whole."""
    store.delete([f"{SHARDS}/{summary.name}{TRIES}"])
    store.write(f"{SHARDS}/{summary.name}{DONE}", msgspec.json.encode(summary))


def summaries(store: Store) -> dict[str, Summary]:
    """The shards that are whole, by name.

    Raises:
        OnRecordError: one of them is damaged.
    """
    names = [name.rpartition("/")[2] for name in store.names(SHARDS)]
    found = (name.removesuffix(DONE) for name in names if name.endswith(DONE))
    return {name: _summary(store, name) for name in found}


def read_shard(store: Store, summary: Summary) -> tuple[list[Note], list[bytes]]:
    """What must be known of the records of a shard, and the lines of its audits.

    Raises:
        OnRecordError: a file is gone or is not what was written.
    """
    notes = _checked(store, summary, f"{summary.name}{NOTES}")
    lines = _checked(store, summary, f"{summary.name}{AUDITS}")
    return msgspec.msgpack.decode(notes, type=list[Note]), lines.splitlines()


def _summary(store: Store, name: str) -> Summary:
    data = store.read(f"{SHARDS}/{name}{DONE}")
    try:
        return msgspec.json.decode(data or b"", type=Summary)
    except msgspec.MsgspecError as error:
        raise _damaged(store, f"{name}{DONE}") from error


def _checked(store: Store, summary: Summary, name: str) -> bytes:
    data = store.read(f"{SHARDS}/{name}")
    if data is None or hashlib.sha256(data).hexdigest() != summary.files.get(name):
        raise _damaged(store, name)
    return data


def _damaged(store: Store, name: str) -> OnRecordError:
    place = shown(f"{store.address}/{SHARDS}/{name}")
    return OnRecordError(f"{place} is not what the run wrote; use --restart to begin anew.")


def _parquet(rows: Iterable[Row], columns: tuple[Column, ...]) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    file = io.BytesIO()
    pq.write_table(
        pa.Table.from_pylist(list(rows), schema=schema(columns)), file, compression="zstd"
    )
    return file.getvalue()
