"""Bounds for what a page tells about itself, which the extractor reads in time by the square.

It compares each author with each other whenever it finds one more, and searches data that can't
be parsed over and over.
"""

import json
import re
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.page.linked_data import LINKED_DATA, UNPARSED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters of names that are looked at in a page, and that a name counts for at least.
MOST_OF_NAMES: Final = 2_000
SHORTEST_NAME: Final = 30
#: What the extractor reads as an article's text, at whatever length.
_TEXTS: Final = frozenset({"articleBody", "reviewBody", "text", "description"})
_PEOPLE: Final = frozenset({"author", "creator", "contributor", "editor"})
_LONGEST_VALUE: Final = 5_000
_MOST_VALUES: Final = 1_000
_DEEPEST: Final = 30
#: Characters of data that can't be parsed, in which the extractor searches for what it can find.
_MOST_BROKEN: Final = 10_000
_MOST_METAS: Final = 500
_KEYS: Final = ("name", "property", "itemprop")
_NAMES_PEOPLE: Final = re.compile(r"auth?|byl|creator", re.IGNORECASE)


def bound_metadata(tree: "HtmlElement") -> None:
    """Cut what no page has from its meta tags and linked data: thousands of authors, long values.

    The texts of articles stay as they are. Data in bad JSON go, unless they are short.
    """
    names = _Names()
    for number, meta in enumerate(list(tree.iter("meta"))):
        content = meta.get("content") or ""
        if number >= _MOST_METAS:
            meta.attrib.clear()
        elif _NAMES_PEOPLE.search(" ".join(meta.get(key) or "" for key in _KEYS)):
            meta.set("content", names.cut(content))
        elif len(content) > _LONGEST_VALUE:
            meta.set("content", content[:_LONGEST_VALUE])
    broken = 0
    for script in tree.xpath(f'.//script[@type="{LINKED_DATA}"]'):
        text = script.text or ""
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            broken += len(text)
            if broken > _MOST_BROKEN:
                script.text = None
            continue
        kept = _bounded(data, names)
        if kept != data:
            words = json.dumps(kept, ensure_ascii=False) if kept is not None else ""
            script.text = UNPARSED.sub("", words)


class _Names:
    """What is left of the names that are looked at."""

    def __init__(self) -> None:
        self.left = MOST_OF_NAMES

    def cut(self, names: str) -> str:
        kept = names[: max(0, self.left)]
        self.left -= max(SHORTEST_NAME, len(names))
        return kept


def _bounded(
    data: object, names: _Names, key: str = "", depth: int = 0, person: bool = False
) -> object:
    """`data`, the value of `key` of a `person` or of something else, within bounds."""
    person = person or key in _PEOPLE
    if isinstance(data, str):
        if person:
            return names.cut(data)
        return data if key in _TEXTS else data[:_LONGEST_VALUE]
    if not isinstance(data, list | dict):
        return data
    if depth > _DEEPEST:
        return None
    if isinstance(data, list):
        cut = [_bounded(value, names, key, depth + 1, person) for value in data[:_MOST_VALUES]]
        return [value for value in cut if value is not None]
    person = person or "Person" in str(data.get("@type", ""))[:_LONGEST_VALUE]
    if person and names.left <= 0:
        return None
    return {
        name: _bounded(value, names, name, depth + 1, person and "ame" in name)
        for name, value in list(data.items())[:_MOST_VALUES]
    }
