"""Metadata under the names that files and data sets give it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
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
#: A longer text is no date.
_LONGEST_DATE = 60
_YEAR: Final = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_YEAR_FIRST: Final = re.compile(r"\d{4}(?:[-./]|\d{4}(?!\d))")
#: What stands in for parts that a date doesn't give; where it shows, they were missing.
_FILLERS: Final = (datetime(1904, 2, 1), datetime(2001, 11, 29, 5))
_BY: Final = re.compile(r"^\s*by:?\s+", re.IGNORECASE)
_BETWEEN_NAMES: Final = re.compile(r"(?<!\s)(?:\s*+(?:,\s++(?:and\s++)?|[&;]\s*+)|\s++and\s++)")
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
    if len(text) > _LONGEST_DATE:
        return None
    if re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2]))?", text):
        return text
    if _YEAR_FIRST.match(text):
        text = re.sub(r"^(\d{4})([./])(\d{2})\2(\d{2})(?!\d)", r"\1-\3-\4", text)
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        try:
            return datetime.fromisoformat(text).isoformat()
        except ValueError:
            return None
    return _written_date(text) if _YEAR.search(text) else None


def _written_date(text: str) -> str | None:
    """A date in words or figures that is the same however it is read; with its time if it has one.

    dateutil fills what is missing and chooses among readings; so it is asked for all of them.
    """
    from dateutil import parser

    found: set[datetime] = set()
    for filler in _FILLERS:
        for day_first in (False, True):
            try:
                parsed = parser.parse(text, default=filler, dayfirst=day_first, tzinfos=_zone)
            except (ValueError, OverflowError):
                return None
            found.add(parsed)
    days = {one.date() for one in found}
    if len(days) > 1:
        return None
    return (found.pop() if len(found) == 1 else days.pop()).isoformat()


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """The time zone of an offset in seconds; None for a zone that is only named."""
    return None if offset is None else timezone(timedelta(seconds=offset))


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
