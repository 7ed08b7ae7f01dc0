"""The versions of the desk file: what each of them adds to the one before."""

import sqlite3
from typing import Final

#: Marks a file as a desk file ("OnRD").
APPLICATION_ID: Final = 0x4F6E5244

_FIRST: Final = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
-- steps_done: how many of the piece's steps are in `text`; those beyond can be redone.
-- imported: SHA-256 of the text as it came in; summary: JSON of what the list shows.
CREATE TABLE pieces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    text TEXT NOT NULL,
    metadata TEXT NOT NULL,
    links TEXT NOT NULL,
    path TEXT UNIQUE,
    imported TEXT NOT NULL,
    steps_done INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    signed_by TEXT,
    signed_at TEXT,
    summary TEXT
) STRICT;
CREATE TABLE originals (
    piece INTEGER PRIMARY KEY REFERENCES pieces (id),
    sha256 TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    piece INTEGER NOT NULL REFERENCES pieces (id),
    decision TEXT NOT NULL,
    stands INTEGER NOT NULL
) STRICT;
CREATE INDEX decisions_of ON decisions (piece);
CREATE TABLE steps (
    piece INTEGER NOT NULL REFERENCES pieces (id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (piece, number)
) STRICT, WITHOUT ROWID;
-- decisions: JSON list of the ids of those that stood.
CREATE TABLE versions (
    piece INTEGER NOT NULL REFERENCES pieces (id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL,
    text TEXT NOT NULL,
    links TEXT NOT NULL,
    decisions TEXT NOT NULL,
    PRIMARY KEY (piece, number)
) STRICT;
CREATE TABLE signings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    piece INTEGER NOT NULL REFERENCES pieces (id),
    revision INTEGER NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    report BLOB NOT NULL,
    reopened_by TEXT,
    reopened_at TEXT
) STRICT;
CREATE INDEX signings_of ON signings (piece);
"""

#: summary_of: digest of all that the audit was made from which the summary is of.
_SECOND: Final = "ALTER TABLE pieces ADD COLUMN summary_of TEXT;"

#: What makes version n + 1 of version n. A version that was released is never changed.
MIGRATIONS: Final[tuple[str, ...]] = (_FIRST, _SECOND)
VERSION: Final = len(MIGRATIONS)


def version_of(db: sqlite3.Connection) -> int:
    """The version of an open file; 0 for a new one."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(db: sqlite3.Connection) -> None:
    """Bring a file, in an open transaction, up to `VERSION`."""
    for version in range(version_of(db), VERSION):
        # Not `executescript`, which would commit first.
        for statement in _statements(MIGRATIONS[version]):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version + 1}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _statements(script: str) -> list[str]:
    lines = (line for line in script.splitlines() if not line.startswith("--"))
    return [one for part in "\n".join(lines).split(";") if (one := part.strip())]
