"""What the list shows of the audits of pieces, and of which texts and decisions those were."""

import msgspec

from onrecord.desk.store.desk_file import DeskFile
from onrecord.desk.store.types import Summary


class SummaryRows:
    """The summaries in a desk file, each with a digest of all that its audit was made from."""

    def __init__(self, file: DeskFile) -> None:
        self._file = file

    def digests(self) -> dict[int, str | None]:
        """By the number of each piece the digest of what was audited last; None: nothing was."""
        with self._file.reading() as db:
            rows = db.execute("SELECT id, summary, summary_of FROM pieces ORDER BY id").fetchall()
        return {row["id"]: row["summary"] and row["summary_of"] for row in rows}

    def note(self, id: int, revision: int, summary: Summary, digest: str) -> None:
        """Keep the summary of an audit of a revision; a later revision keeps its own."""
        told = msgspec.json.encode(summary).decode()
        with self._file.writing() as db:
            db.execute(
                "UPDATE pieces SET summary = ?1, summary_of = ?2 WHERE id = ?3 AND revision = ?4 "
                "AND (summary IS NOT ?1 OR summary_of IS NOT ?2)",
                (told, digest, id, revision),
            )
