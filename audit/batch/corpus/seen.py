"""What must be remembered of a corpus while it streams by: ids, and what articles look like.

It lies on disk, in SQLite, so that memory does not grow with the corpus.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

from onrecord.audit.batch.corpus.minhash import SIGNATURE, TextSignatures, text_digest
from onrecord.audit.batch.databases import check_journal, damaged, worded
from onrecord.audit.batch.types import SIMILARITY, Counts, Duplicate, Payload

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS ids (id BLOB PRIMARY KEY, record INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (record INTEGER PRIMARY KEY, id TEXT NOT NULL,
    likeness BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS hashes (hash BLOB PRIMARY KEY, record INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bands (band BLOB NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (band, record)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS payloads (digest BLOB PRIMARY KEY, record INTEGER NOT NULL,
    id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS payloads_by_record ON payloads (record);
CREATE INDEX IF NOT EXISTS ids_by_record ON ids (record);
CREATE INDEX IF NOT EXISTS hashes_by_record ON hashes (record);
CREATE INDEX IF NOT EXISTS bands_by_record ON bands (record);
"""
_SIGNATURES: Final = """
SELECT sum(length(likeness) = ?),
    sum(typeof(likeness) != 'blob' OR length(likeness) NOT IN (0, ?)) FROM articles
"""


class Seen:
    """Ids and articles seen, by the number of their record.

    It may be ahead of what has been audited; `forget` sets it back.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            OnRecordError: it is damaged, or can't be written; so may every method.
        """
        self._path = path
        check_journal(path)
        with worded(path):
            self._database = sqlite3.connect(path, check_same_thread=False)
            try:
                self._database.execute("PRAGMA synchronous = FULL")
                self._database.execute("PRAGMA trusted_schema = OFF")
                if not _schema_of(self._database) <= _schema():
                    raise sqlite3.DatabaseError("it holds other tables")
                self._database.executescript(_TABLES)
            except BaseException:
                self._database.close()
                raise
        self.signatures = TextSignatures(SIMILARITY)

    def resume(self, counts: Counts) -> None:
        """Go on after so many records: make sure that all of them are known, forget later ones."""
        records = counts.records
        with worded(self._path):
            (found,) = self._database.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise sqlite3.DatabaseError(" ".join(str(found).split()))
            (noted,) = self._database.execute("PRAGMA user_version").fetchone()
        if noted < records:
            raise damaged(self._path, f"it knows {noted} of {records} records")
        self.forget(records)
        self._check(counts)

    def forget(self, record: int) -> None:
        """Forget the record with that number and all after it."""
        with worded(self._path):
            for table in ("ids", "articles", "hashes", "bands", "payloads"):
                self._database.execute(f"DELETE FROM {table} WHERE record >= ?", (record,))
        self.commit(record)

    def new_id(self, id: str, record: int) -> bool:
        """Take note of an id; whether it is the first time."""
        with worded(self._path):
            cursor = self._database.execute(
                "INSERT OR IGNORE INTO ids VALUES (?, ?)", (text_digest(id), record)
            )
            return cursor.rowcount == 1

    def same_bytes(self, payload: Payload, record: int) -> Duplicate | None:
        """The earlier record whose payload has the same bytes; None: take note of a new one.

        That one need not have been an article.
        """
        with worded(self._path):
            query = "SELECT id FROM payloads WHERE digest = ?"
            row = self._database.execute(query, (payload.digest,)).fetchone()
            if row is None:
                values = (payload.digest, record, payload.id)
                self._database.execute("INSERT INTO payloads VALUES (?, ?, ?)", values)
                return None
        of = str(row[0])
        return Duplicate(record=record, id=payload.id, of=of, kind="identical", similarity=1.0)

    def repeats(
        self, id: str, record: int, digest: bytes, sign: Callable[[], bytes]
    ) -> Duplicate | None:
        """The earlier article that this one repeats; None: take note of it as a new one.

        `digest` and `sign` are those of `TextSignatures.look`.
        """
        same = self._one("SELECT record FROM hashes WHERE hash = ?", digest)
        if same is not None:
            of = self._id(same)
            return Duplicate(record=record, id=id, of=of, kind="identical", similarity=1.0)
        signature = sign()
        bands = self.signatures.bands(signature)
        near = self._nearest(signature, bands)
        if near is not None:
            similarity, of_record = near
            of = self._id(of_record)
            return Duplicate(record=record, id=id, of=of, kind="near", similarity=similarity)
        with worded(self._path):
            self._database.execute("INSERT INTO hashes VALUES (?, ?)", (digest, record))
            self._database.execute("INSERT INTO articles VALUES (?, ?, ?)", (record, id, signature))
            self._database.executemany(
                "INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, record) for band in bands]
            )
        return None

    def commit(self, records: int) -> None:
        """Make sure that what was noted so far, of so many records, outlives the process."""
        with worded(self._path):
            self._database.execute(f"PRAGMA user_version = {records:d}")
            self._database.commit()

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        self._database.close()

    def _check(self, counts: Counts) -> None:
        """Make sure that all is kept of each article that the counts know of."""
        whole = self.signatures.bands(bytes(SIGNATURE))
        with worded(self._path):
            known = [
                int(self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("ids", "articles", "hashes", "bands")
            ]
            (signed, odd) = self._database.execute(_SIGNATURES, (SIGNATURE, SIGNATURE)).fetchone()
        ids, articles, hashes, bands = known
        is_whole = (
            ids >= counts.audited + counts.left_out
            and articles == hashes == ids - counts.duplicates
            and bands == len(whole) * (signed or 0)
            and not odd
        )
        if not is_whole:
            raise damaged(self._path, "it doesn't know all articles")

    def _nearest(self, signature: bytes, bands: list[bytes]) -> tuple[float, int] | None:
        """The most similar article, of equals the first."""
        marks = ", ".join("?" * len(bands))
        query = (
            f"SELECT record, likeness FROM articles WHERE record IN "
            f"(SELECT record FROM bands WHERE band IN ({marks}))"
        )
        best: tuple[float, int] | None = None
        with worded(self._path), closing(self._database.execute(query, bands)) as rows:
            for record, other in rows:
                similarity = self.signatures.similarity(signature, other)
                better = best is None or (similarity, -record) > (best[0], -best[1])
                if similarity >= SIMILARITY and better:
                    best = (similarity, record)
        return best and (round(best[0], 2), best[1])

    def _id(self, record: int) -> str:
        with worded(self._path):
            (id,) = self._database.execute(
                "SELECT id FROM articles WHERE record = ?", (record,)
            ).fetchone()
        return str(id)

    def _one(self, query: str, *values: object) -> int | None:
        with worded(self._path):
            row = self._database.execute(query, values).fetchone()
            return None if row is None else int(row[0])


def _schema_of(database: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Type, name, table and definition of all that a database holds.

    A trigger or a view in it could run without end.
    """
    return set(database.execute("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_master"))


@cache
def _schema() -> set[tuple[str, ...]]:
    """What a new database holds."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        return _schema_of(database)
