"""NITF to an article: the text of a news item in IPTC's XML, and what its head says of it."""

import re
from html.entities import html5
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.builder import TextBuilder, join
from onrecord.audit.ingest.errors import DamagedError, NoArticleError, TooComplexError, shown
from onrecord.audit.ingest.metadata import metadata_of
from onrecord.audit.ingest.types import BYLINE, Content, Metadata

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements that begin and end a paragraph.
_BLOCK_NAMES: Final = "block bq credit dd dl dt hl1 hl2 li ol p pre ul"
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
#: Never words of the article: pictures with their captions, tables, notes of the desk.
_DROPPED_NAMES: Final = "alt-code byttl copyrite custom-table ds fn media nitf-table note table"
_DROPPED: Final = frozenset(_DROPPED_NAMES.split())
_UNPARSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BY: Final = re.compile(r"by:?\s+", re.IGNORECASE)
#: The date in basic form; midnight stands where the hour is not known.
_NORM: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})?)?")


def read_nitf(text: str, *, name: str) -> Content:
    """The article in a NITF document (2.5 to 3.6), alone or inside another XML document.

    A blank line stands between paragraphs, subheadings and list items. The headline, the byline,
    the dateline, captions, tables, footnotes and notes to editors are no part of the text. Nothing
    outside the document is fetched, and no entity is expanded but the characters that HTML names.

    Raises:
        DamagedError: it is no well-formed XML.
        NoArticleError: there is no NITF in it, or no text.
        TooComplexError: it has entities of its own, or is nested deeper than any article.
    """
    root = _root(text, name)
    item = next(root.iter("{*}nitf"), None)
    content = _first(item, "body.content")
    if item is None or content is None:
        raise NoArticleError(f"{shown(name)} is no NITF document with a body; give its text.")
    joined, links = join(_Walk(content, name).paragraphs)
    return Content(text=joined, metadata=_metadata(item, name), links=links, carries=(BYLINE,))


def _root(text: str, name: str) -> "_Element":
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_UNPARSED.sub("", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        reason = error.msg.partition(", line")[0] if error.msg else "no XML"
        raise DamagedError(
            f"{shown(name)} is broken XML ({shown(reason)}, line {error.lineno or 1}); mend it, or "
            "give its text."
        ) from error


class _Walk:
    """Gathers the paragraphs below an element."""

    def __init__(self, element: "_Element", name: str) -> None:
        self._name = name
        self._builder = TextBuilder()
        self._add(element)
        self.paragraphs = self._builder.finish()

    def _add(self, element: "_Element") -> None:
        name = getattr(element, "name", None)
        if name is not None:  # an entity that was not expanded
            self._builder.add(self._character(str(name)))
            return
        tag = _local(element)
        if tag in _DROPPED:
            return
        if tag in _BLOCKS:
            self._builder.paragraph(level=2 if tag == "hl2" else 0)
        elif tag == "br":
            self._builder.line_break()
        elif tag == "a":
            self._builder.link(element.get("href") or "")
        self._builder.add(element.text)
        for child in element:
            self._add(child)
            self._builder.add(child.tail)
        if tag == "a":
            self._builder.end_link()
        elif tag in _BLOCKS:
            self._builder.paragraph()

    def _character(self, entity: str) -> str:
        """What an entity stands for, where HTML says it."""
        if f"{entity};" not in html5:
            raise TooComplexError(
                f"{shown(self._name)} has an entity of its own (&{shown(entity)};), and none is "
                "expanded; write out what it stands for."
            )
        return html5[f"{entity};"]


def _metadata(item: "_Element", name: str) -> Metadata:
    def words(element: "_Element | None") -> str:
        paragraphs = [] if element is None else _Walk(element, name).paragraphs
        return " ".join(paragraph.text for paragraph in paragraphs)

    def said(tag: str, attribute: str) -> str | None:
        element = _first(item, tag)
        return None if element is None else element.get(attribute)

    head = _first(item, "body.head")
    bylines = [] if head is None else [words(one) for one in head.iter("{*}byline")]
    bylines = [line for line in bylines if line] or [words(_first(item, "tagline"))]
    dates = (
        said("pubdata", "date.publication"),
        said("date.issue", "norm"),
        said("story.date", "norm"),
        said("date.release", "norm"),
    )
    found: dict[str, object] = {
        "title": words(_first(head, "hl1")) or words(_first(_first(item, "head"), "title")),
        "publisher": said("pubdata", "name")
        or words(_first(head, "distributor"))
        or said("doc.copyright", "holder"),
        "byline": " and ".join([bylines[0], *(_BY.sub("", line, 1) for line in bylines[1:])]),
        "section": said("pubdata", "position.section"),
        "date": next((date for given in dates if (date := _date(given))), None),
        "url": said("pubdata", "ex-ref"),
        "genre": said("tobject.property", "tobject.property.type"),
        "language": item.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }
    return metadata_of(found)


def _date(norm: str | None) -> str | None:
    """``20240611T070000Z`` as ISO 8601 has it with its marks."""
    match = _NORM.fullmatch(norm.strip()) if norm else None
    if match is None:
        return norm
    day = "-".join(match.group(1, 2, 3))
    hour = match.group(4, 5, 6)
    if hour[0] is None or hour == ("00", "00", "00"):
        return day
    return f"{day}T{':'.join(hour)}{match[7] or ''}"


def _first(element: "_Element | None", tag: str) -> "_Element | None":
    return None if element is None else next(element.iter(f"{{*}}{tag}"), None)


def _local(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]
