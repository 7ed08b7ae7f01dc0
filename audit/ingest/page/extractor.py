"""The extractor's part (trafilatura): metadata, and the article where nothing names its place."""

import logging
import re
from typing import TYPE_CHECKING, Any, Final

from onrecord.audit.ingest.builder import Paragraph, TextBuilder
from onrecord.audit.ingest.page.tree import count_blocks, count_elements

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

_INLINE: Final = frozenset({"ref", "hi", "del", "code", "graphic", "span", "lb"})
#: Words of a cell with which a table is taken for layout, not for figures.
_LAYOUT_WORDS = 20
#: With more of them, the extractor asks for no second opinion, whose time grows with the square.
_MANY_ELEMENTS = 8_000
_MANY_BLOCKS = 3_000
#: The extensive search takes the year of a copyright notice for the date.
_DATES: Final[dict[str, Any]] = {"original_date": True, "extensive_search": False}


def extract_facts(tree: "HtmlElement", url: str | None) -> "Extracted | None":
    """The metadata alone; None where the extractor stumbles over the page."""
    from trafilatura.metadata import extract_metadata

    _quieten()
    try:
        return extract_metadata(tree, url, _DATES, _is_large(tree))
    except Exception:
        # third-party code on hostile input
        return None


def extract(tree: "HtmlElement", url: str | None) -> "Extracted | None":
    """The article as the extractor finds it, with metadata; None where it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    _quieten()
    config = use_config()
    # Below this the extractor takes all words of the page, menus included; articles of one
    # sentence exist.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "25")
    try:
        found = bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            fast=_is_large(tree),
            include_links=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=_DATES,
            config=config,
        )
    except Exception:
        # Third-party code on hostile input: whatever it stumbles over, the page is unusable.
        return None
    return None if isinstance(found, dict) else found


def extracted_paragraphs(body: "_Element") -> list[Paragraph]:
    """The paragraphs of the extractor's tree, tables of figures left out."""
    builder = TextBuilder()
    _add(body, builder)
    return builder.finish()


def _quieten() -> None:
    for library in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            # what they find odd about a page is no message for our user
            logger.addHandler(logging.NullHandler())


def _is_large(tree: "HtmlElement") -> bool:
    return count_elements(tree) > _MANY_ELEMENTS or count_blocks(tree) > _MANY_BLOCKS


def _add(element: "_Element", builder: TextBuilder) -> None:
    """Add the words of the extractor's tree (TEI-like: p, head, list, item, quote, ref …)."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "table" and not _is_layout(element):
        return
    block = tag not in _INLINE
    if block:
        rend = str(element.get("rend") or "")
        level = int(rend[1]) if re.fullmatch(r"h[1-6]", rend) else 2
        builder.paragraph(level=level if tag == "head" else 0)
    if tag == "lb":
        builder.line_break()
    if tag == "ref":
        builder.link(str(element.get("target") or ""))
    builder.add(element.text)
    for child in element:
        _add(child, builder)
        builder.add(child.tail)
    if tag == "ref":
        builder.end_link()
    if block:
        builder.paragraph()


def _is_layout(table: "_Element") -> bool:
    cells = table.iter("cell")
    return any(len("".join(map(str, cell.itertext())).split()) >= _LAYOUT_WORDS for cell in cells)
