"""From a record with columns to an article."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from msgspec.structs import replace

from onrecord.audit.batch.errors import NoTextError, UnusableError
from onrecord.audit.batch.types import ReadOptions
from onrecord.audit.ingest.errors import FormatError, IngestError, shown
from onrecord.audit.ingest.metadata import metadata_of
from onrecord.audit.ingest.news.ninjs import is_ninjs, ninjs_item
from onrecord.audit.ingest.reader import document_from_text, is_url
from onrecord.audit.ingest.types import BYLINE, Document, Format, Metadata

#: Names of the column with the text and of that with the id, the likeliest first.
TEXT_NAMES: Final = (
    "text",
    "body",
    "content",
    "article",
    "article_text",
    "full_text",
    "fulltext",
    "maintext",
    "story",
    "document",
)
ID_NAMES: Final = ("id", "_id", "article_id", "doc_id", "document_id", "uuid", "guid")
ADDRESS_NAMES: Final = ("url", "link", "canonical_url", "permalink")
#: What a column may call a format: its suffix, its name or its media type.
_FORMATS: Final[dict[str, Format]] = {
    "txt": "txt",
    "text": "txt",
    "plain": "txt",
    "text/plain": "txt",
    "md": "md",
    "markdown": "md",
    "text/markdown": "md",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "nitf": "nitf",
    "application/nitf+xml": "nitf",
    "text/vnd.iptc.nitf": "nitf",
}
#: A column of one of these names could hold the writer's name, even where it is empty.
_BYLINE_NAMES: Final = frozenset(("byline", "author", "authors", "writer", "creator"))
_LISTED: Final = 12
_LONGEST_ID: Final = 500


def article_of(record: Mapping[str, object], options: ReadOptions, place: str) -> Document:
    """The article in `record`, found by the columns that `options` names, else by likely names.

    Its id is that of the record, or `place` where it has none.

    Raises:
        UnusableError: there is no column with a text, or nothing in it, or the text can't be
            used; its cause says which.
    """
    id = id_of(record, options) or place
    try:
        return _article(record, options, id, place)
    except IngestError as error:
        raise UnusableError(id, error) from error


def _article(record: Mapping[str, object], options: ReadOptions, id: str, place: str) -> Document:
    if "text" not in options.columns and is_ninjs(record):
        return _item(record, options, id, place)
    plain = {str(key).strip().lower().replace("-", "_"): value for key, value in record.items()}
    text = _text(record, plain, options, place)
    metadata = _metadata(record, options)
    named = {str(key).strip().lower() for key in record} | set(options.columns)
    # Nothing else chooses a format: neither what an id or an address ends in nor how the text
    # begins says what it is.
    document = document_from_text(
        text,
        id=id,
        name=place,
        metadata=metadata,
        format=options.format or _format(record, options, place) or "txt",
        max_bytes=options.max_bytes,
        any_language=options.any_language,
    )
    return replace(document, carries=(BYLINE,)) if named & _BYLINE_NAMES else document


def _item(record: Mapping[str, object], options: ReadOptions, id: str, place: str) -> Document:
    """The article in a ninjs item."""
    item = ninjs_item(record, name=place)
    document = document_from_text(
        item.text,
        id=id,
        name=place,
        metadata=item.metadata,
        format=options.format if options.format in ("txt", "md", "html", "nitf") else item.format,
        max_bytes=options.max_bytes,
        any_language=options.any_language,
    )
    return replace(document, carries=(BYLINE,))


def id_of(record: Mapping[str, object], options: ReadOptions) -> str | None:
    """The id of a record; None where it has none."""
    plain = {str(key).strip().lower().replace("-", "_"): value for key, value in record.items()}
    column = options.columns.get("id")
    if column is not None:
        return _identity(record.get(column))
    if is_ninjs(record):
        id = _identity(record.get("uri"))
        return None if options.no_text and id and is_url(id) else id
    names = ID_NAMES if options.no_text else (*ID_NAMES, *ADDRESS_NAMES)
    return next((id for name in names if (id := _identity(plain.get(name)))), None)


def _text(
    record: Mapping[str, object], plain: Mapping[str, object], options: ReadOptions, place: str
) -> str:
    column = options.columns.get("text")
    if column is not None:
        if column not in record:
            raise NoTextError(
                f"{shown(place)} has no column {shown(column)}; it has {_names(record)}."
            )
        value = record[column]
        if isinstance(value, str) and value.strip():
            return value
        raise NoTextError(f"{shown(place)} has no text in its column {shown(column)}.")
    values = [plain[name] for name in TEXT_NAMES if name in plain]
    if not values:
        raise NoTextError(
            f"{shown(place)} has no column with a text; it has {_names(record)}; name the right "
            "one with --column text=NAME."
        )
    for value in values:
        if isinstance(value, str) and value.strip():
            return value
    raise NoTextError(f"{shown(place)} has no text in it.")


def _format(record: Mapping[str, object], options: ReadOptions, place: str) -> Format | None:
    """The format that the record's column for it names; None where it names none."""
    column = options.columns.get("format")
    value = record.get(column) if column is not None else None
    if value is None or value == "":
        return None
    kind = _FORMATS.get(str(value).partition(";")[0].strip().lower())
    if kind is None:
        raise FormatError(
            f"{shown(place)} has {shown(str(value))[:40]} in its column {shown(str(column))}; the "
            "formats of articles are txt, md, html and nitf."
        )
    return kind


def _names(record: Mapping[str, object]) -> str:
    names = [shown(str(name))[:40] for name in list(record)[:_LISTED]]
    return ", ".join(names) if names else "none at all"


def _identity(value: object) -> str | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str | int | float):
        text = "".join(c for c in str(value).strip() if c.isprintable())
        return text[:_LONGEST_ID] or None
    return None


def _metadata(record: Mapping[str, object], options: ReadOptions) -> Metadata:
    given = {f: c for f, c in options.columns.items() if f not in ("text", "id", "format")}
    kept: dict[str, object] = {
        str(key): _day(value)
        for key, value in record.items()
        if str(key).strip().lower() not in given
    }
    kept.update({field: _day(record.get(column)) for field, column in given.items()})
    return metadata_of(kept)


def _day(value: object) -> object:
    """A time without an hour is a date (Parquet knows only times)."""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return date(value.year, value.month, value.day)
    return value
