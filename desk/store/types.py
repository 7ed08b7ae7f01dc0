"""What the desk file keeps. Times are ISO 8601 in UTC, to the microsecond."""

import msgspec

from onrecord.audit.decisions.types import Decision
from onrecord.audit.ingest.types import Document, Metadata
from onrecord.audit.schema.audit import Link


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed a piece off, and when."""

    by: str
    at: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the list of pieces shows of an audit: claims to review, findings by level."""

    review: int
    error: int
    warning: int
    suggestion: int


class KeptMetadata(Metadata, frozen=True, kw_only=True):
    """What is known of an article, and what its input had a place for (see `Document`)."""

    carries: tuple[str, ...] = ()


class StoredPiece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece as it stands.

    `revision` grows with every write. `path` is the file that it came from (None: from none), and
    `imported` the SHA-256 of the text that it came with. `undo` and `redo`: whether there is
    anything to.
    """

    id: int
    revision: int
    text: str
    metadata: KeptMetadata
    links: list[Link]
    path: str | None
    imported: str
    undo: bool
    redo: bool
    changed_at: str
    signed: Signed | None

    def document(self) -> Document:
        """The piece as an audit takes it."""
        fields = {name: getattr(self.metadata, name) for name in Metadata.__struct_fields__}
        name = self.path or self.metadata.url or f"piece {self.id}"
        carries = self.metadata.carries
        return Document(id=name, text=self.text, links=self.links, carries=carries, **fields)


class StoredDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that stands, and its number in the file."""

    id: int
    decision: Decision


class ListedPiece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece in the list of them; `head` is the start of its text, `summary` None if unknown."""

    id: int
    revision: int
    title: str | None
    head: str
    path: str | None
    changed_at: str
    signed: Signed | None
    summary: Summary | None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version that somebody kept: its number (from 1), when, who, why; words match ``\\w+``."""

    number: int
    at: str
    by: str
    note: str
    words: int


class KeptVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version whole: its text, the links in it, the decisions that stood then."""

    text: str
    links: list[Link]
    decisions: list[StoredDecision]
