"""Pieces in the desk file: reading them, and writing that loses nobody's work."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.decisions.types import Decision
from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import Link
from onrecord.desk.store.desk_file import DeskFile
from onrecord.desk.store.errors import GoneError, NothingError, SignedError, StaleError
from onrecord.desk.store.steps import Step, moved_links, splice_between
from onrecord.desk.store.types import (
    KeptMetadata,
    ListedPiece,
    Signed,
    StoredDecision,
    StoredPiece,
    Summary,
)

#: How much of a text the list of pieces gets, in characters.
_HEAD: Final = 300
#: Seconds without an edit that begin a new step of undoing.
PAUSE: Final = 2.0
_COLUMNS: Final = """
    id, revision, text, metadata, links, path, imported, steps_done, changed_at, signed_by,
    signed_at, (SELECT max(number) FROM steps WHERE piece = pieces.id) AS last_step
"""


def now() -> str:
    """The time as the desk file writes it."""
    return datetime.now(UTC).isoformat()


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as a hexadecimal string."""
    return hashlib.sha256(text.encode()).hexdigest()


class PieceRows:
    """The pieces of a desk file and the decisions on them.

    A write names the revision that it is about. It raises `StaleError` where that isn't the
    present one, `SignedError` where the piece is signed off, and `GoneError` where there is none;
    nothing is changed then.
    """

    def __init__(self, file: DeskFile, pause: float = PAUSE) -> None:
        """Take the file, and how many seconds without an edit begin a new step of undoing."""
        self.file, self._pause = file, timedelta(seconds=pause)

    def listed(self) -> list[ListedPiece]:
        """All pieces, in the order in which they came."""
        with self.file.reading() as db:
            rows = db.execute(
                "SELECT id, revision, metadata, substr(text, 1, ?) AS head, path, changed_at, "
                "signed_by, signed_at, summary FROM pieces ORDER BY id",
                (_HEAD,),
            ).fetchall()
        return [
            ListedPiece(
                id=row["id"],
                revision=row["revision"],
                title=msgspec.json.decode(row["metadata"], type=KeptMetadata).title,
                head=row["head"],
                path=row["path"],
                changed_at=row["changed_at"],
                signed=_signed(row),
                summary=row["summary"] and msgspec.json.decode(row["summary"], type=Summary),
            )
            for row in rows
        ]

    def piece(self, id: int) -> StoredPiece:
        """A piece as it stands.

        Raises:
            GoneError: there is none of that number.
        """
        with self.file.reading() as db:
            return _piece(_row(db, id))

    def decisions(self, id: int) -> list[StoredDecision]:
        """The decisions on a piece that stand, the earliest first."""
        with self.file.reading() as db:
            return _decisions(db, id, "stands")

    def at_path(self, path: Path) -> int | None:
        """The number of the piece that came from a file."""
        with self.file.reading() as db:
            row = db.execute("SELECT id FROM pieces WHERE path = ?", (str(path),)).fetchone()
        return None if row is None else row["id"]

    def add(
        self,
        document: Document,
        *,
        path: Path | None = None,
        decisions: Sequence[Decision] = (),
    ) -> int:
        """Take in an article and what has been decided of it; its number."""
        fields = {**msgspec.structs.asdict(document.metadata()), "carries": document.carries}
        digest = text_digest(document.text)
        with self.file.writing() as db:
            id = db.execute(
                "INSERT INTO pieces (revision, text, metadata, links, path, imported, steps_done, "
                "changed_at) VALUES (1, ?, ?, ?, ?, ?, 0, ?)",
                (
                    document.text,
                    _json(KeptMetadata(**fields)),
                    _json(document.links),
                    None if path is None else str(path),
                    digest,
                    now(),
                ),
            ).lastrowid
            assert id is not None
            for decision in decisions:
                insert_decision(db, id, decision)
            if document.original is not None:
                db.execute(
                    "INSERT INTO originals VALUES (?, ?, ?)", (id, digest, document.original)
                )
        return id

    def original(self, id: int) -> bytes | None:
        """The Word file that a piece came in, where there was one and its words are the same."""
        with self.file.reading() as db:
            text = _row(db, id)["text"]
            row = db.execute("SELECT * FROM originals WHERE piece = ?", (id,)).fetchone()
        return row["data"] if row is not None and row["sha256"] == text_digest(text) else None

    def edit(self, id: int, revision: int, text: str, *, by: str) -> None:
        """Give a piece another text.

        What one editor types without a pause is undone in one step.
        """
        with self.changing(id, revision) as (db, piece):
            before = self._typing(db, piece, by)
            if before is not None:
                _apply(db, piece, before.backwards(), _steps_done(db, id) - 1)
                piece = _piece(_row(db, id))
            splice = splice_between(piece.text, text)
            if splice is not None:
                moved = moved_links(piece.links, splice)
                links = (piece.links, moved) if piece.links else None
                take(db, piece, Step(splice=splice, links=links), by=by)
            elif before is not None:  # all of it was taken back by hand
                db.execute("DELETE FROM steps WHERE piece = ? AND number > ?", _done(db, id))

    def _typing(self, db: sqlite3.Connection, piece: StoredPiece, by: str) -> Step | None:
        """The last step, if the same editor typed it a moment ago and nothing was undone since."""
        row = db.execute(
            "SELECT * FROM steps WHERE piece = ? AND number = ?", _done(db, piece.id)
        ).fetchone()
        if row is None or piece.redo or row["by"] != by:
            return None
        step = msgspec.json.decode(row["step"], type=Step)
        age = datetime.now(UTC) - datetime.fromisoformat(row["at"])
        is_typing = step.splice is not None and not step.on and not step.off
        return step if is_typing and timedelta(0) <= age < self._pause else None

    def decide(self, id: int, revision: int, decision: Decision) -> int:
        """Put a decision on a piece; its number."""
        with self.changing(id, revision) as (db, piece):
            new = insert_decision(db, id, decision, stands=False)
            take(db, piece, Step(on=[new]), by=decision.by)
        return new

    def withdraw(self, id: int, revision: int, decision: int, *, by: str) -> None:
        """Take a decision back.

        Raises:
            GoneError: it doesn't stand.
        """
        with self.changing(id, revision) as (db, piece):
            standing = [one.id for one in _decisions(db, id, "stands")]
            if decision not in standing:
                raise GoneError("This decision has been taken back already; nothing was changed.")
            take(db, piece, Step(off=[decision]), by=by)

    def undo(self, id: int, revision: int) -> None:
        """Undo the last step.

        Raises:
            NothingError: there is none.
        """
        with self.changing(id, revision) as (db, piece):
            if not piece.undo:
                raise NothingError("There is nothing to undo.")
            done = _steps_done(db, id)
            _apply(db, piece, _step(db, id, done).backwards(), done - 1)

    def redo(self, id: int, revision: int) -> None:
        """Redo the step that was undone last.

        Raises:
            NothingError: there is none.
        """
        with self.changing(id, revision) as (db, piece):
            if not piece.redo:
                raise NothingError("There is nothing to redo.")
            done = _steps_done(db, id)
            _apply(db, piece, _step(db, id, done + 1), done + 1)

    @contextmanager
    def changing(
        self, id: int, revision: int, *, signed: bool = False
    ) -> Iterator[tuple[sqlite3.Connection, StoredPiece]]:
        """A transaction on a piece at a revision, which is the next one afterwards.

        signed: whether the piece is to be signed off, or not to be.
        """
        with self.file.writing() as db:
            piece = _piece(_row(db, id))
            if piece.revision != revision:
                raise StaleError(
                    "Somebody else, or another tab, has changed this piece since; nothing was "
                    "overwritten. Take over the present state, then do it again."
                )
            if signed != (piece.signed is not None):
                if signed:
                    raise NothingError("This piece is not signed off.")
                raise SignedError("This piece is signed off; reopen it to change it.")
            db.execute(
                "UPDATE pieces SET revision = revision + 1, changed_at = ? WHERE id = ?",
                (now(), id),
            )
            yield db, piece


def take(db: sqlite3.Connection, piece: StoredPiece, step: Step, *, by: str) -> None:
    """Apply a new step to a piece, after which nothing can be redone."""
    number = _steps_done(db, piece.id) + 1
    db.execute("DELETE FROM steps WHERE piece = ? AND number >= ?", (piece.id, number))
    db.execute(
        "INSERT INTO steps VALUES (?, ?, ?, ?, ?)", (piece.id, number, now(), by, _json(step))
    )
    _apply(db, piece, step, number)


def insert_decision(
    db: sqlite3.Connection, piece: int, decision: Decision, *, stands: bool = True
) -> int:
    """Write a decision down; its number."""
    row = db.execute(
        "INSERT INTO decisions (piece, decision, stands) VALUES (?, ?, ?)",
        (piece, _json(decision), int(stands)),
    )
    assert row.lastrowid is not None
    return row.lastrowid


def decisions_by_id(db: sqlite3.Connection, piece: int, ids: set[int]) -> list[StoredDecision]:
    """The decisions on a piece with these numbers, whether they stand or not."""
    return [one for one in _decisions(db, piece, "1") if one.id in ids]


def _apply(db: sqlite3.Connection, piece: StoredPiece, step: Step, done: int) -> None:
    text = piece.text if step.splice is None else step.splice.applied(piece.text)
    links = piece.links if step.links is None else step.links[1]
    db.execute(
        "UPDATE pieces SET text = ?, links = ?, steps_done = ? WHERE id = ?",
        (text, _json(links), done, piece.id),
    )
    for stands, ids in ((1, step.on), (0, step.off)):
        for id in ids:
            db.execute("UPDATE decisions SET stands = ? WHERE id = ?", (stands, id))


def _step(db: sqlite3.Connection, piece: int, number: int) -> Step:
    row = db.execute(
        "SELECT step FROM steps WHERE piece = ? AND number = ?", (piece, number)
    ).fetchone()
    return msgspec.json.decode(row["step"], type=Step)


def _steps_done(db: sqlite3.Connection, piece: int) -> int:
    done: int = db.execute("SELECT steps_done FROM pieces WHERE id = ?", (piece,)).fetchone()[0]
    return done


def _done(db: sqlite3.Connection, piece: int) -> tuple[int, int]:
    """A piece and the number of its last step that is done."""
    return piece, _steps_done(db, piece)


def _row(db: sqlite3.Connection, id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        f"SELECT {_COLUMNS} FROM pieces WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        raise GoneError("There is no such piece in this desk file; reload the list.")
    return row


def _piece(row: sqlite3.Row) -> StoredPiece:
    return StoredPiece(
        id=row["id"],
        revision=row["revision"],
        text=row["text"],
        metadata=msgspec.json.decode(row["metadata"], type=KeptMetadata),
        links=msgspec.json.decode(row["links"], type=list[Link]),
        path=row["path"],
        imported=row["imported"],
        undo=row["steps_done"] > 0,
        redo=row["steps_done"] < (row["last_step"] or 0),
        changed_at=row["changed_at"],
        signed=_signed(row),
    )


def _signed(row: sqlite3.Row) -> Signed | None:
    return None if row["signed_by"] is None else Signed(by=row["signed_by"], at=row["signed_at"])


def _decisions(db: sqlite3.Connection, piece: int, which: str) -> list[StoredDecision]:
    rows = db.execute(
        f"SELECT id, decision FROM decisions WHERE piece = ? AND {which} ORDER BY id", (piece,)
    )
    found = [
        StoredDecision(id=row["id"], decision=msgspec.json.decode(row["decision"], type=Decision))
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.decision.at, one.id))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
