"""IPTC ninjs: a news item in JSON, of the versions 1.x, 2.x and 3.x."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from onrecord.audit.ingest.errors import NoArticleError, shown
from onrecord.audit.ingest.metadata import metadata_of
from onrecord.audit.ingest.types import Format, Metadata

#: What an item says that it is, of which only some have a text.
_TYPE_NAMES: Final = "text audio video picture graphic composite component event"
_TYPES: Final = frozenset(_TYPE_NAMES.split())
#: By the media type of a body, or by what follows ``body_`` in a name of 1.x; markup first, since
#: plain bodies often have lost their paragraphs.
_FORMATS: Final[tuple[tuple[re.Pattern[str], Format], ...]] = (
    (re.compile(r"html", re.IGNORECASE), "html"),
    (re.compile(r"nitf", re.IGNORECASE), "nitf"),
    (re.compile(r"text(/plain|$)|plain|^$", re.IGNORECASE), "txt"),
)
_MARKUP: Final = re.compile(r"\s*<[a-z!]", re.IGNORECASE)
_MOST_BODIES: Final = 50


class NinjsItem(NamedTuple):
    """A news item: its body as it stands, in which format that is, and what is known of it."""

    uri: str
    text: str
    format: Format
    metadata: Metadata


def is_ninjs(record: object) -> bool:
    """Whether `record` is a ninjs item: it has a ``uri``, and bodies or a type as they have."""
    if not isinstance(record, Mapping) or not isinstance(record.get("uri"), str):
        return False
    return bool(_bodies(record)) or (
        record.get("type") in _TYPES and ("versioncreated" in record or "standard" in record)
    )


def ninjs_item(record: Mapping[str, object], *, name: str) -> NinjsItem:
    """The article in a ninjs item; `name` is for messages.

    Of several bodies, one with markup goes before plain text. Publisher is the first source of
    information, else who holds the copyright.

    Raises:
        NoArticleError: it has no body with a text, such as an item of a picture.
    """
    bodies = _bodies(record)
    for pattern, format in _FORMATS:
        for kind, text in bodies:
            if pattern.search(kind):
                is_markup = kind == "" and _MARKUP.match(text) is not None
                return NinjsItem(
                    uri=str(record["uri"]),
                    text=text,
                    format="html" if is_markup else format,
                    metadata=_metadata(record),
                )
    what = shown(str(record.get("type", "without a type")))[:40]
    raise NoArticleError(f"{shown(name)} is a ninjs item ({what}) without a text in it; remove it.")


def _bodies(record: Mapping[str, object]) -> list[tuple[str, str]]:
    """Media types and texts of the bodies: ``bodies`` of 2.x, ``body_…`` of 1.x."""
    found: list[tuple[object, object]] = [
        (str(key)[len("body_") :], value)
        for key, value in record.items()
        if str(key).startswith("body_")
    ]
    bodies = record.get("bodies")
    if isinstance(bodies, list):
        parts = [part for part in bodies[:_MOST_BODIES] if isinstance(part, Mapping)]
        found += [(part.get("contenttype") or "", part.get("value")) for part in parts]
    return [(str(kind), text) for kind, text in found if isinstance(text, str) and text.strip()]


def _metadata(record: Mapping[str, object]) -> Metadata:
    dates = ("versioncreated", "contentcreated", "firstcreated")
    return metadata_of(
        {
            "title": _headline(record),
            "publisher": _name(record.get("infosources"))
            or _name(record.get("infosource"))
            or record.get("copyrightholder"),
            "byline": record.get("by") or record.get("byline"),
            "date": next((record[key] for key in dates if record.get(key)), None),
            "genre": _name(record.get("genres")) or _name(record.get("genre")),
            "language": record.get("language"),
        }
    )


def _headline(record: Mapping[str, object]) -> object:
    """The main headline of 2.x, else the first; that of 1.x; else the title."""
    headlines = record.get("headlines")
    if isinstance(headlines, list):
        parts = [part for part in headlines[:_MOST_BODIES] if isinstance(part, Mapping)]
        parts.sort(key=lambda part: part.get("role") != "main")
        for part in parts:
            if part.get("value"):
                return part["value"]
    keys = ("headline", *(key for key in record if str(key).startswith("headline_")), "title")
    return next((record[key] for key in keys if record.get(key)), None)


def _name(parties: object) -> object:
    """The name of the first of `parties` that has one."""
    if not isinstance(parties, list):
        return None
    parts = (part for part in parties[:_MOST_BODIES] if isinstance(part, Mapping))
    return next((part["name"] for part in parts if part.get("name")), None)
