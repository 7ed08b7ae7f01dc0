"""Telling the format of an input: from its bytes, its name, its first characters."""

import re
from pathlib import PurePosixPath
from typing import Final

from onrecord.audit.ingest.errors import FormatError, shown
from onrecord.audit.ingest.news.ninjs import is_ninjs
from onrecord.audit.ingest.types import Format

_OLD_OFFICE: Final = "an old Microsoft Office document"
#: The stream that holds a new one in the wrapping of an old one, where there is a password.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: First bytes, and what a file that begins with them is; "(a …)" follows "is not text".
_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_ZIP: Final[tuple[tuple[bytes, str], ...]] = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"mimetypeapplication/epub", "an e-book"),
)
#: What `onrecord batch` can look into.
_PACKED: Final = ("gzip", "Zstandard", "zip", "Parquet")
#: Control characters that no text needs: all of C0 but tab, line ends, form feed,
#: backspace, escape and the end-of-file mark of DOS.
_CONTROL: Final = re.compile(rb"[\x00-\x07\x0e-\x19\x1c-\x1f]")
_FEW = 4
_SAMPLE = 65_536


def what_to_do(kind: str) -> str:
    """The advice for a file of this kind, as the end of a sentence."""
    if any(name in kind for name in _PACKED):
        return "unpack it, or read it with onrecord batch"
    if "archive" in kind:
        return "unpack it first"
    if "password" in kind:
        return "save it without the password, then try again"
    return "save the article as plain text, Markdown, HTML or DOCX first"


def binary_kind(data: bytes) -> str | None:
    """What kind of binary file `data` is ("a PDF"), or None where it may be text.

    Text in UTF-16 and UTF-32 has NUL bytes; ask `onrecord.audit.ingest.encoding` first.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            protected = name == _OLD_OFFICE and _ENCRYPTED in data
            return "an Office document with a password" if protected else name
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # names of members stand in the central directory, at the end
        ends = data[:4096] + data[-_SAMPLE:]
        return next((name for mark, name in _ZIP if mark in ends), "a zip archive")
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "a WebP picture", b"WAVE": "a WAV recording"}.get(data[8:12], "a video")
    if data[4:8] == b"ftyp":
        return "a video or recording"
    sample = data[:_SAMPLE]
    if b"\x00" in data or len(_CONTROL.findall(sample)) > max(_FEW, len(sample) / 100):
        return "binary data"
    return None


_BY_SUFFIX: Final[dict[str, Format]] = {
    ".md": "md",
    ".markdown": "md",
    ".mdown": "md",
    ".mkd": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
}
_BY_CONTENT_TYPE: Final[dict[str, Format]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "text/x-markdown": "md",
}
_WORD_SUFFIXES: Final = frozenset({".docx", ".docm", ".dotx", ".dotm"})
#: Files of records, which `onrecord batch` reads.
_RECORDS: Final = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
#: Nothing that is read is given back, or comments could be divided in endless ways.
_PAGE: Final = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?><!--.*?-->\s*+)*+(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT: Final = re.compile(
    r"\s*<(head|body|article|main|section|div|header|h1|p)(\s[^>]*)?>", re.IGNORECASE
)
_JSON: Final = re.compile(r'\s*(\{\s*"|\[\s*[\[{"])')
_XML: Final = re.compile(r"\s*<(\?xml|rss|feed|newsitem)[\s>]", re.IGNORECASE)
_NITF: Final = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?><!--.*?-->\s*+)*+(?:<!doctype\s+nitf|<(?:\w++:)?nitf[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4_096


def is_word(data: bytes, *, name: str) -> bool:
    """Whether a file is a Word document (DOCX), by its bytes, whole or damaged."""
    if not data.startswith(b"PK"):
        return False
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return suffix in _WORD_SUFFIXES or binary_kind(data) == "a Word document"


def format_of(
    text: str, *, name: str, content_type: str | None = None, given: Format | None = None
) -> Format:
    """The format of `text`: `given`, else by content type, by suffix of `name`, by its look.

    A file that begins like a web page is one, whatever it is called.

    Raises:
        FormatError: it holds records (JSON, CSV) or XML, and `given` doesn't say it is an article.
    """
    if given is not None:
        return given
    head = text[:_HEAD]
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if _PAGE.match(head):
        return "html"
    if _NITF.match(head):
        return "nitf"
    if is_ninjs(_record(text)):
        return "ninjs"
    if suffix in _RECORDS or (suffix not in _BY_SUFFIX and _is_json(text)):
        message = (
            f"{shown(name)} holds data, not one article; onrecord batch reads files of articles."
        )
        raise FormatError(message)
    if _XML.match(head) and suffix not in _BY_SUFFIX:
        raise FormatError(f"{shown(name)} holds XML, not an article; give its text or its page.")
    if content_type in _BY_CONTENT_TYPE:
        return _BY_CONTENT_TYPE[content_type]
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return "html" if _FRAGMENT.match(head) else "txt"


def _record(text: str) -> object:
    """What `text` is as JSON; None where it is none."""
    import msgspec

    if not _JSON.match(text[:_HEAD]):
        return None
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None


def _is_json(text: str) -> bool:
    """Whether `text`, or its first line, is a JSON object or list."""
    import msgspec

    if not _JSON.match(text[:_HEAD]):
        return False
    for candidate in (text, text.lstrip().partition("\n")[0]):
        try:
            msgspec.json.decode(candidate)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            continue
        return True
    return False
