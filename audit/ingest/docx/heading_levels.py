"""Which paragraphs of a Word file are headings, by their styles."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.docx.word_file import WordFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING: Final = re.compile(r"heading ([1-9])")
_DEEPEST: Final = 6
#: Outline level of body text.
_BODY: Final = 9
_LONGEST_CHAIN: Final = 20


class _Style(NamedTuple):
    name: str
    based_on: str
    outline: int | None


class HeadingLevels:
    """The levels of headings by style: 1 to 6, 0 where it is none."""

    def __init__(self, file: WordFile) -> None:
        """Read the styles of `file`, if it has any.

        Raises:
            IngestError: the styles can't be read.
        """
        part = file.related("styles")
        root = file.tree(part) if part else None
        self._styles: dict[str, _Style] = {}
        for style in root.iter("{*}style") if root is not None else ():
            self._styles[_value(style, "styleId")] = _Style(
                name=_value(style.find("{*}name")).casefold(),
                based_on=_value(style.find("{*}basedOn")),
                outline=_outline(style.find("{*}pPr")),
            )

    def level(self, properties: "_Element | None") -> int:
        """The level of a paragraph with these properties (``w:pPr``; None: it has none)."""
        own = _outline(properties)
        if own is not None:
            return _level(own)
        for style in self._chain(properties):
            found = _HEADING.fullmatch(style.name)
            if found or style.name in ("title", "subtitle"):
                level = int(found[1]) if found else 1 if style.name == "title" else 2
                return min(level, _DEEPEST)
            if style.outline is not None:
                return _level(style.outline)
        return 0

    def is_contents(self, properties: "_Element | None") -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return any(style.name.startswith("toc ") for style in self._chain(properties))

    def _chain(self, properties: "_Element | None") -> list[_Style]:
        """The paragraph's style and those that it is based on."""
        name = _value(properties.find("{*}pStyle")) if properties is not None else ""
        chain: list[_Style] = []
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = self._styles[name].based_on
        return chain


def _level(outline: int) -> int:
    return 0 if outline >= _BODY else min(outline + 1, _DEEPEST)


def _outline(properties: "_Element | None") -> int | None:
    value = _value(properties.find("{*}outlineLvl")) if properties is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) == 1 else None


def _value(element: "_Element | None", name: str = "val") -> str:
    """An attribute in the element's own namespace; empty where there is none."""
    if element is None:
        return ""
    namespace = str(element.tag).partition("}")[0]
    return element.get(f"{namespace}}}{name}") or ""
