"""Reading an article from a path, a URL, standard input, bytes or a string."""

import os
import re
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

from msgspec.structs import asdict, replace

from onrecord.audit.ingest.encoding import decode
from onrecord.audit.ingest.errors import (
    BinaryError,
    DirectoryError,
    EmptyError,
    FormatError,
    IngestError,
    MissingError,
    TooLargeError,
    UndecodableError,
    UnreadableError,
    legible,
    shown,
    size,
)
from onrecord.audit.ingest.formats import format_of, is_word
from onrecord.audit.ingest.language import check_language
from onrecord.audit.ingest.page.tree import declared_encoding
from onrecord.audit.ingest.types import (
    BYLINE,
    MAX_BYTES,
    Content,
    Document,
    Format,
    Metadata,
)

_WORD: Final = re.compile(r"\w")
_CHUNK: Final = 1_000_000
#: Halves of surrogate pairs, which nothing can be written with.
_BROKEN: Final = re.compile("[\ud800-\udfff]")


def read_document(
    path: str | os.PathLike[str],
    *,
    max_bytes: int = MAX_BYTES,
    format: Format | None = None,
    any_language: bool = False,
    allow_private: bool = False,
    keep_original: bool = False,
) -> Document:
    """The article in a file, behind an ``http(s)`` URL, or on standard input (``-``).

    Its `id` is `path` as given, but for bytes that are no UTF-8, which become escapes. The
    format (None) is told by the name and the first characters. A URL may lead to an address of
    this machine or of a private network only where `allow_private` says so. `keep_original`: of a
    Word file, the document also has its bytes.

    Raises:
        IngestError: a subclass says what is wrong; see `onrecord.audit.ingest.errors`.
    """
    name = os.fspath(path)
    if is_url(name):
        from onrecord.audit.ingest.page.fetch import fetch

        page = fetch(name, max_bytes=max_bytes, allow_private=allow_private)
        return _read(
            page.data,
            name=name,
            id=name,
            url=page.url,
            declared=page.charset,
            content_type=page.content_type,
            format=format,
            any_language=any_language,
            keep_original=keep_original,
        )
    data = _bytes_of_stdin(max_bytes) if name == "-" else _bytes_of_file(name, max_bytes)
    return read_bytes(
        data,
        name=name,
        max_bytes=max_bytes,
        format=format,
        any_language=any_language,
        keep_original=keep_original,
    )


def is_url(name: str) -> bool:
    """Whether `name` is the address of a web page."""
    return name.lower().startswith(("http://", "https://"))


def read_bytes(
    data: bytes,
    *,
    name: str,
    id: str | None = None,
    max_bytes: int = MAX_BYTES,
    format: Format | None = None,
    any_language: bool = False,
    keep_original: bool = False,
    declared: str | None = None,
) -> Document:
    """The article in `data`, the bytes of a file called `name` (for its suffix and messages).

    `id` is `name` if not given (``stdin`` for ``-``); `keep_original` as in `read_document`;
    `declared` is the encoding that came with the bytes.

    Raises:
        IngestError: a subclass says what is wrong; see `onrecord.audit.ingest.errors`.
    """
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    given = id if id is not None else ("stdin" if name == "-" else name)
    return _read(
        data,
        name=name,
        id=given,
        format=format,
        any_language=any_language,
        keep_original=keep_original,
        declared=declared,
    )


def document_from_text(
    text: str,
    *,
    id: str = "text",
    name: str | None = None,
    metadata: Metadata | None = None,
    format: Format = "txt",
    max_bytes: int | None = MAX_BYTES,
    any_language: bool = False,
) -> Document:
    """The article in `text`, which is plain text unless `format` says otherwise.

    Plain text stays unchanged. `name` (None: `id`) stands in messages. `metadata` is what is
    known of the article: it goes before what a page or a head says, but a language that can be
    told from the text goes before all.

    Raises:
        EmptyError, LanguageError, NoArticleError, TooComplexError: as for files.
        TooLargeError: over `max_bytes` in UTF-8 (None: no limit).
        UndecodableError: it has halves of surrogate pairs, which no encoding can hold.
    """
    name = id if name is None else name
    try:
        length = len(text) if text.isascii() else len(text.encode())
    except UnicodeEncodeError as error:
        message = (
            f"{shown(name)} has a broken character (half a surrogate pair, character "
            f"{error.start + 1}); remove it."
        )
        raise UndecodableError(message) from error
    if max_bytes is not None and length > max_bytes:
        raise _too_large(name, length, max_bytes)
    if not _WORD.search(text):
        raise _empty(name)
    content = _with_metadata(_content(text, format, name=name, url=None), metadata)
    return _checked(content, name=name, id=id, any_language=any_language)


def _read(
    data: bytes,
    *,
    name: str,
    id: str,
    format: Format | None,
    any_language: bool,
    keep_original: bool,
    url: str | None = None,
    declared: str | None = None,
    content_type: str | None = None,
) -> Document:
    if not data.strip():
        raise _empty(name)
    if format == "docx" or (format is None and is_word(data, name=name)):
        from onrecord.audit.ingest.docx.read_docx import read_docx

        content = read_docx(data, name=name)
        content = replace(content, metadata=replace(content.metadata, url=url))
        document = _checked(content, name=name, id=id, any_language=any_language)
        return replace(document, original=data) if keep_original else document
    text = decode(data, name=name, declared=declared or declared_encoding(data))
    if not _WORD.search(text):
        raise _empty(name)
    kind = format_of(text, name=name, content_type=content_type, given=format)
    return _checked(
        _content(text, kind, name=name, url=url), name=name, id=id, any_language=any_language
    )


def _content(text: str, format: Format, *, name: str, url: str | None) -> Content:
    if format == "html":
        from onrecord.audit.ingest.page.webpage import read_html

        return read_html(text, name=name, url=url)
    if format == "docx":
        raise BinaryError(f"{shown(name)} is text; a Word document can only be read from a file.")
    if format == "nitf":
        from onrecord.audit.ingest.news.nitf import read_nitf

        return read_nitf(text, name=name)
    if format == "ninjs":
        return _ninjs(text, name=name)
    if format == "md":
        from onrecord.audit.ingest.text.markdown import read_markdown

        return read_markdown(text, name=name)
    return Content(text=text, metadata=Metadata(url=url))


def _ninjs(text: str, *, name: str) -> Content:
    """The article in a file that holds one ninjs item."""
    import msgspec

    from onrecord.audit.ingest.news.ninjs import is_ninjs, ninjs_item

    try:
        record = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise FormatError(f"{shown(name)} is not JSON; give an item in ninjs.") from error
    if not is_ninjs(record):
        raise FormatError(f"{shown(name)} is JSON, but no item in ninjs; give its text.")
    item = ninjs_item(record, name=name)
    content = _content(item.text, item.format, name=name, url=None)
    return replace(_with_metadata(content, item.metadata), carries=(BYLINE,))


def _with_metadata(content: Content, metadata: Metadata | None) -> Content:
    """`content` with what is known of the article besides, which goes before what it says."""
    told = {field: value for field, value in asdict(metadata or Metadata()).items() if value}
    return replace(content, metadata=replace(content.metadata, **told))


def _checked(content: Content, *, name: str, id: str, any_language: bool) -> Document:
    """The document, unless it has no words or is in another language."""
    if not _WORD.search(content.text):
        raise _empty(name)
    language = check_language(content.text, name=name, any_language=any_language)
    fields = {field: getattr(content.metadata, field) for field in Metadata.__struct_fields__}
    fields["language"] = language or fields["language"]
    told: dict[str, Any] = {
        field: _BROKEN.sub("\ufffd", value) for field, value in fields.items() if value
    }
    links = [replace(link, url=_BROKEN.sub("\ufffd", link.url)) for link in content.links]
    return Document(
        id=legible(id),
        text=content.text,
        links=links,
        carries=content.carries,
        warnings=content.warnings,
        **told,
    )


def _bytes_of_stdin(max_bytes: int) -> bytes:
    if sys.stdin is None:  # its descriptor is closed
        raise UnreadableError("Standard input is closed; send the article into it, or name a file.")
    stream: BinaryIO = sys.stdin.buffer
    try:
        return _bounded(stream, "-", max_bytes)
    except OSError as error:
        raise _unreadable("-", error) from error


def _bytes_of_file(name: str, max_bytes: int) -> bytes:
    path = Path(name)
    try:
        if path.is_dir():
            message = (
                f"{shown(name)} is a folder; name its files, or use onrecord batch for a "
                "whole folder."
            )
            raise DirectoryError(message)
        with path.open("rb") as file:
            return _bounded(file, name, max_bytes)
    except FileNotFoundError as error:
        raise MissingError(f"{shown(name)} {_what_is_missing(name)}") from error
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _what_is_missing(name: str) -> str:
    """What to say of a `name` that no file has: it may have been meant as an address."""
    if "://" in name:
        return "can't be fetched; only addresses with http:// or https:// can."
    if name.lower().startswith("www."):
        return "doesn't exist; check the path, or put https:// before a web address."
    return "doesn't exist; check the path."


def _bounded(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """All of `stream`, of which no more than `max_bytes` (and one) are ever read."""
    data = bytearray()
    # asked for all at once, room for all that may come would be taken
    while chunk := stream.read(min(_CHUNK, max_bytes + 1 - len(data))):
        data += chunk
    if len(data) > max_bytes:
        raise _too_large(name, None, max_bytes)
    return bytes(data)


def _too_large(name: str, length: int | None, max_bytes: int) -> TooLargeError:
    has = f"{size(length)}, more than the limit of" if length else "more than"
    return TooLargeError(f"{shown(name)} has {has} {size(max_bytes)}; --max-bytes allows more.")


def _unreadable(name: str, error: Exception) -> IngestError:
    reason = getattr(error, "strerror", None) or str(error)
    return UnreadableError(f"{shown(name)} can't be read ({shown(reason)}); check the file.")


def _empty(name: str) -> EmptyError:
    return EmptyError(f"{shown(name)} has no words in it; give an article's text.")
