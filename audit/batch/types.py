"""What passes between reading, auditing and writing a corpus."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from onrecord.audit.ingest.types import MAX_BYTES, Document, Format

Field: TypeAlias = Literal[
    "text",
    "id",
    "title",
    "publisher",
    "byline",
    "author",
    "section",
    "date",
    "url",
    "genre",
    "language",
    "format",
]
#: Estimated Jaccard similarity from which two articles are near-identical.
SIMILARITY: Final = 0.8


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How records become articles.

    columns: column by field, where the user says so. format: of every text (None: of a file, told
    by its name and its first characters; of a record, as its column for it says, where one is
    named, else plain text). no_text: an address is never taken for an id, since it mostly spells
    the headline.
    """

    columns: dict[Field, str] = {}
    max_bytes: int = MAX_BYTES
    format: Format | None = None
    any_language: bool = False
    no_text: bool = False


class Payload(NamedTuple):
    """What tells a page that was archived before: its record's id, and a digest of its bytes."""

    id: str
    digest: bytes


class Raw(NamedTuple):
    """A record as it lies in a corpus: where, and what reads it (raising an IngestError).

    payload: of a record that is left out where an earlier one has the same bytes.
    """

    place: str
    load: Callable[[], Document]
    payload: Payload | None = None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A line of ``errors.jsonl``: a record that could not be audited, and why.

    `record` is its number in the corpus, from 0; `place` the file and the line, row or member;
    `kind` a stable word; `reason` one sentence.
    """

    record: int
    id: str
    place: str
    kind: str
    reason: str


class Duplicate(msgspec.Struct, frozen=True, kw_only=True):
    """A line of ``duplicates.jsonl``: an article that repeats an earlier one, `of`.

    `similarity` is the estimated Jaccard similarity of their three-word sequences, two
    decimals (1.0 for identical ones: the same text but for white space).
    """

    record: int
    id: str
    of: str
    kind: Literal["identical", "near"]
    similarity: float


class Entry(NamedTuple):
    """A record as it was read: an article or a failure, and what it repeats."""

    record: int
    place: str
    document: Document | None
    failure: Failure | None
    duplicate: Duplicate | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the records: `audited`, `errors` and `left_out` add up to `records`.

    `duplicates` repeat an earlier article; with ``--dedupe`` they are `left_out`, else they are
    audited as well, but for pages of a web archive that were archived before with the same bytes.
    `words` are those of the audited articles.
    """

    records: int = 0
    audited: int = 0
    errors: int = 0
    duplicates: int = 0
    left_out: int = 0
    words: int = 0

    @property
    def add_up(self) -> bool:
        """Whether every record is accounted for."""
        return self.audited + self.errors + self.left_out == self.records
