"""Versions of a piece that somebody kept, and its signatures."""

import msgspec

from onrecord.audit.schema.audit import Link
from onrecord.desk.store.errors import GoneError, StaleError
from onrecord.desk.store.piece_rows import PieceRows, decisions_by_id, now, take
from onrecord.desk.store.steps import Step, splice_between
from onrecord.desk.store.types import KeptVersion, Version
from onrecord.models.text.words import WORD


class VersionRows:
    """The versions of the pieces of a desk file; writes raise what those of `PieceRows` raise."""

    def __init__(self, pieces: PieceRows) -> None:
        self._pieces, self._file = pieces, pieces.file

    def versions(self, piece: int) -> list[Version]:
        """The versions of a piece, the earliest first."""
        self._pieces.piece(piece)
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT * FROM versions WHERE piece = ? ORDER BY number", (piece,)
            ).fetchall()
        return [
            Version(
                number=row["number"],
                at=row["at"],
                by=row["by"],
                note=row["note"],
                words=sum(1 for _ in WORD.finditer(row["text"])),
            )
            for row in rows
        ]

    def version(self, piece: int, number: int) -> KeptVersion:
        """A version whole.

        Raises:
            GoneError: there is none of that number.
        """
        with self._file.reading() as db:
            row = db.execute(
                "SELECT * FROM versions WHERE piece = ? AND number = ?", (piece, number)
            ).fetchone()
            if row is None:
                raise GoneError(f"There is no version {number} of this piece; reload the list.")
            ids = set(msgspec.json.decode(row["decisions"], type=list[int]))
            return KeptVersion(
                text=row["text"],
                links=msgspec.json.decode(row["links"], type=list[Link]),
                decisions=decisions_by_id(db, piece, ids),
            )

    def keep(self, piece: int, revision: int, note: str, *, by: str) -> int:
        """Keep a piece as it stands as a version, signed off or not; its number."""
        with self._file.writing() as db:
            present = self._pieces.piece(piece)
            if present.revision != revision:
                raise StaleError(
                    "This piece has been changed since; look at the present state, then keep it."
                )
            last = "SELECT max(number) FROM versions WHERE piece = ?"
            number = (db.execute(last, (piece,)).fetchone()[0] or 0) + 1
            ids = [one.id for one in self._pieces.decisions(piece)]
            links = msgspec.json.encode(present.links).decode()
            row = (piece, number, now(), by, note, present.text, links, str(ids))
            db.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return number

    def restore(self, piece: int, revision: int, number: int, *, by: str) -> None:
        """Make a piece what it was in a version, as a step that can be undone.

        Raises:
            GoneError: there is no such version.
        """
        version = self.version(piece, number)
        wanted = {one.id for one in version.decisions}
        with self._pieces.changing(piece, revision) as (db, present):
            standing = {one.id for one in self._pieces.decisions(piece)}
            step = Step(
                splice=splice_between(present.text, version.text),
                on=sorted(wanted - standing),
                off=sorted(standing - wanted),
                links=(present.links, version.links),
            )
            if step.splice or step.on or step.off:
                take(db, present, step, by=by)

    def sign(self, piece: int, revision: int, report: bytes, *, by: str) -> None:
        """Sign a piece off, and keep the report that was signed with it."""
        with self._pieces.changing(piece, revision) as (db, _):
            at = now()
            db.execute(
                "UPDATE pieces SET signed_by = ?, signed_at = ? WHERE id = ?", (by, at, piece)
            )
            db.execute(
                "INSERT INTO signings (piece, revision, by, at, report) VALUES (?, ?, ?, ?, ?)",
                (piece, revision, by, at, report),
            )

    def reopen(self, piece: int, revision: int, *, by: str) -> None:
        """Take the signature off; that there was one, and its report, stay on record."""
        with self._pieces.changing(piece, revision, signed=True) as (db, _):
            db.execute(
                "UPDATE pieces SET signed_by = NULL, signed_at = NULL WHERE id = ?", (piece,)
            )
            db.execute(
                "UPDATE signings SET reopened_by = ?, reopened_at = ? "
                "WHERE piece = ? AND reopened_at IS NULL",
                (by, now(), piece),
            )

    def signed_report(self, piece: int) -> bytes | None:
        """The report of a signed piece, as it was signed; None where the piece is open."""
        with self._file.reading() as db:
            row = db.execute(
                "SELECT report FROM signings WHERE piece = ? AND reopened_at IS NULL", (piece,)
            ).fetchone()
        return None if row is None else row["report"]
