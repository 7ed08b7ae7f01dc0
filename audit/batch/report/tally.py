"""Sources over all articles, counted on disk."""

import re
import sqlite3
import unicodedata
from pathlib import Path
from typing import Final

from onrecord.audit.balance.top_level import speaking
from onrecord.audit.batch.databases import worded
from onrecord.audit.batch.report.types import SourceUse
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import Label

_TABLE: Final = """
CREATE TABLE uses (label TEXT, key TEXT, name TEXT, type TEXT, articles INTEGER, claims INTEGER,
    words INTEGER, PRIMARY KEY (label, key)) WITHOUT ROWID;
"""
_ADD: Final = """
INSERT INTO uses VALUES (?, ?, ?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET
    articles = articles + 1, claims = claims + excluded.claims, words = words + excluded.words
"""
_MOST: Final = """
SELECT name, type, articles, claims, words FROM uses WHERE label = ?
ORDER BY articles DESC, words DESC, key LIMIT ?
"""
_QUOTES: Final = str.maketrans("‘’“”", "''\"\"")
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")


class SourceTally:
    """Counts by label and normalised name; `path` is made again."""

    def __init__(self, path: Path) -> None:
        """Make the file.

        Raises:
            OnRecordError: it can't be written; so may every method.
        """
        self._path = path
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        with worded(path):
            self._database = sqlite3.connect(path)
            # It can be made again at any time: speed counts, not safety.
            self._database.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLE
            )

    def add(self, audit: Audit) -> None:
        """Count an article's sources that have a claim; the same name twice is one article."""
        uses: dict[tuple[str, str], tuple[str, str, int, int]] = {}
        for source in speaking(audit.sources, audit.claims):
            key = (source.label, normalised(source.name))
            name, type, claims, words = uses.get(key, (source.name, source.type, 0, 0))
            uses[key] = (name, type, claims + source.claims, words + source.words)
        with worded(self._path):
            self._database.executemany(_ADD, [(*key, *use) for key, use in uses.items()])

    def most(self, label: Label, count: int) -> list[SourceUse]:
        """The sources in most articles."""
        with worded(self._path):
            rows = self._database.execute(_MOST, (label, count)).fetchall()
        return [
            SourceUse(name=name, type=type, articles=articles, claims=claims, words=words)
            for name, type, articles, claims, words in rows
        ]

    def close(self) -> None:
        """Remove the file."""
        self._database.close()
        self._path.unlink(missing_ok=True)


def normalised(name: str) -> str:
    """What names of the same source are compared by.

    NFKC, case, quotation marks, white space; without a leading article and outer punctuation.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_QUOTES)
    return _ARTICLE.sub("", " ".join(plain.split()).strip("\"',.;: "))
