"""Telling the format of an input from its name and its first characters."""

import re
from pathlib import PurePosixPath
from typing import Final

from onrecord.audit.ingest.errors import FormatError, shown
from onrecord.audit.ingest.types import Format

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
_XML: Final = re.compile(r"\s*<(\?xml|rss|feed|nitf|newsitem)[\s>]", re.IGNORECASE)
_HEAD = 4_096


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
