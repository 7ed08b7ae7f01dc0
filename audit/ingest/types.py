"""What the reader returns: an article's text, its metadata, and its links."""

from typing import Final, Literal, TypeAlias

import msgspec

from onrecord.audit.schema.audit import Link

Format: TypeAlias = Literal["txt", "md", "html", "docx", "ninjs", "nitf"]

#: An input over this many bytes is refused unless the caller allows more.
MAX_BYTES: Final = 10_000_000
#: What `Document.carries` calls the place for the name of the writer.
BYLINE: Final = "byline"


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an article besides its text (None: not known).

    `byline` is the line as printed (``By Ann Lee and Tom Roe``), `author` the names alone,
    joined with ``"; "``. `date` is ISO 8601, of a day where the time isn't known; `language`
    an ISO 639-1 code.
    """

    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    author: str | None = None
    section: str | None = None
    date: str | None = None
    url: str | None = None
    genre: str | None = None
    language: str | None = None


class Document(Metadata, frozen=True, kw_only=True):
    """An article as read. Offsets of `links` are half-open string indices into `text`.

    `text` of plain text is the input character for character; of other formats it is
    the article's words without markup, a blank line between paragraphs, without the
    headline, which is in `title`. `original` are the bytes of a Word file, where the reader was
    asked to keep them. `carries` names what the input has a place for besides the text, whether
    it is filled or not: ``byline`` (a page, front matter, a column of a table). `warnings` are
    sentences on what the input shows only in part.
    """

    id: str
    text: str
    links: list[Link] = []
    original: bytes | None = None
    carries: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def metadata(self) -> Metadata:
        """The metadata alone."""
        return Metadata(**{name: getattr(self, name) for name in Metadata.__struct_fields__})


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a format's reader takes out of a file."""

    text: str
    metadata: Metadata = Metadata()
    links: list[Link] = []
    carries: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
