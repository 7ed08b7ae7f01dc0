"""Metadata under the names that files and data sets give it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from onrecord.audit.ingest.types import Metadata

#: Field of `Metadata`: the keys that mean it, the likeliest first.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "headline", "name"),
    "publisher": (
        "publisher",
        "publication",
        "outlet",
        "newspaper",
        "sitename",
        "site_name",
        "site",
        "source",
    ),
    "byline": ("byline",),
    "author": ("author", "authors", "by", "writer"),
    "section": ("section", "category", "categories", "desk", "topic"),
    "date": ("date", "published", "date_published", "publish_date", "published_at", "pubdate"),
    "url": ("url", "link", "canonical", "canonical_url", "permalink", "source_url"),
    "genre": ("genre", "type", "article_type"),
    "language": ("language", "lang"),
}
_MOST_BITS = 1_000
_DATE_FORMATS: Final = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
    "%a, %d %b %Y %H:%M:%S %z",
    "%a, %d %b %Y %H:%M:%S %Z",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
)
_BY: Final = re.compile(r"^\s*by:?\s+", re.IGNORECASE)
_BETWEEN_NAMES: Final = re.compile(r"(?<!\s)(?:\s*+(?:,\s++(?:and\s++)?|[&;]\s*+)|\s++and\s++)")
_SHORT_MONTH: Final = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:t?\.|t\b)")
_SPACES: Final = re.compile(r"\s+")
_LONGEST = 1_000
_MOST = 50


def metadata_of(record: Mapping[str, object]) -> Metadata:
    """The metadata in a mapping of keys such as ``headline`` or ``pub_date``, case ignored.

    What has no value that makes sense is None; lists of authors are joined with ``"; "``.
    """
    lower = {str(key).strip().lower().replace("-", "_"): value for key, value in record.items()}
    found: dict[str, str | None] = {}
    for field, keys in KEYS.items():
        values = (_plain(lower[key], first=field != "author") for key in keys if key in lower)
        found[field] = next((value for value in values if value), None)
    found["date"] = next((d for k in KEYS["date"] if (d := iso_date(lower.get(k)))), None)
    language = found["language"]
    found["language"] = language_code(language) if language else None
    if found["author"] is None and found["byline"] is not None:
        found["author"] = names_of(found["byline"])
    elif found["author"] is not None and _BY.match(found["author"]):
        found["byline"] = found["byline"] or found["author"]
        found["author"] = names_of(found["author"])
    return Metadata(**found)


def iso_date(value: object) -> str | None:
    """`value` as an ISO 8601 date or time, or None where it isn't surely a date.

    Days before months and months before days can't be told apart in ``3/4/2024``; such
    dates are left out.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = _SPACES.sub(" ", str(value)).strip()
    if re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2]))?", text):
        return text
    if re.match(r"\d{4}-", text):
        try:
            day = len(text) == 10
            return (date if day else datetime).fromisoformat(text).isoformat()
        except ValueError:
            return None
    text = _SHORT_MONTH.sub(r"\1", text)
    for pattern in _DATE_FORMATS:
        try:
            parsed = datetime.strptime(text, pattern)
        except ValueError:
            continue
        return (parsed if "%H" in pattern else parsed.date()).isoformat()
    return None


def names_of(byline: str) -> str | None:
    """The names in a byline: ``By Ann Lee and Tom Roe`` gives ``Ann Lee; Tom Roe``."""
    names = [n for n in _BETWEEN_NAMES.split(_BY.sub("", byline).strip()) if n]
    return "; ".join(names) or None


def language_code(value: str) -> str | None:
    """The ISO 639-1 code in a language tag: ``en-GB`` gives ``en``."""
    match = re.match(r"([a-z]{2})(?:[-_]|$)", value.strip().lower())
    if match:
        return match[1]
    return "en" if value.strip().lower() == "english" else None


def _plain(value: object, *, first: bool) -> str | None:
    """A string or number as one line; of a list the first, or all joined; else None."""
    if isinstance(value, list | tuple):
        # one level only: nesting means nothing here and may be a bomb
        parts = [p for item in value[:_MOST] if (p := _scalar(_name_in(item)))]
        return (parts[0] if first else "; ".join(parts)) if parts else None
    return _scalar(_name_in(value))


def _name_in(value: object) -> object:
    return value.get("name") if isinstance(value, Mapping) else value


def _scalar(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return None  # Python refuses to print what has thousands of digits
    text = _SPACES.sub(" ", str(value)).strip()
    return text[:_LONGEST] or None
