"""Articles that stand in a page's linked data (JSON-LD) and nowhere else in it.

Pages that a script builds often come so. The extractor finds their text but runs its
paragraphs together.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Scripts of this type hold metadata, and at times the article.
LINKED_DATA: Final = "application/ld+json"
_BODY: Final = "articleBody"
_END_OF_BLOCK: Final = re.compile(r"<(?:br\s?/?|/(?:p|div|h[1-6]|li|blockquote))>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
#: What JSON can spell and no page may hold.
UNPARSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Objects in the data that are looked at; paragraphs that an article has at most; characters by
#: which a page shows a paragraph.
_MOST_OBJECTS: Final = 1_000
_MOST_PARAGRAPHS: Final = 2_000
_SHOWN: Final = 40


def show_article_body(tree: "HtmlElement") -> None:
    """Put an article into the body of a page that only its linked data hold, in paragraphs.

    Nothing is done where the page shows any of it or more than it, where there are several, or
    where it has no two paragraphs.
    """
    from lxml.etree import SubElement

    bodies = {body for data in _data(tree) for body in _bodies(data)}
    page = tree.find("body")
    if len(bodies) != 1 or page is None:
        return
    paragraphs = _paragraphs(*bodies)
    if not 2 <= len(paragraphs) <= _MOST_PARAGRAPHS:
        return
    shown = "".join("".join(page.xpath(".//text()[not(parent::script)]")).split())
    starts = ["".join(paragraph.split())[:_SHOWN] for paragraph in paragraphs]
    if len(shown) > sum(map(len, paragraphs)) or any(start in shown for start in starts):
        return
    article = SubElement(page, "article")
    for paragraph in paragraphs:
        SubElement(article, "p").text = paragraph


def _data(tree: "HtmlElement") -> Iterator[object]:
    for script in tree.xpath(f'.//script[@type="{LINKED_DATA}"]'):
        text = script.text or ""
        if _BODY in text:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def _bodies(data: object) -> Iterator[str]:
    """The texts of articles anywhere in the data; walks along a list instead of recursing."""
    found = [data]
    for node in found:
        if len(found) > _MOST_OBJECTS:
            return
        if isinstance(node, list):
            found += node
        elif isinstance(node, dict):
            body = node.get(_BODY)
            if isinstance(body, str) and body.strip():
                yield body
            found += [value for value in node.values() if isinstance(value, list | dict)]


def _paragraphs(body: str) -> list[str]:
    """The paragraphs of a text that may hold tags: between blank lines, else between lines."""
    marked = _END_OF_BLOCK.search(body) is not None
    text = unescape(_TAG.sub("", _END_OF_BLOCK.sub("\n\n", body) if marked else body))
    lines = UNPARSED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = _BLANK_LINE.split(lines) if _BLANK_LINE.search(lines.strip()) else lines.split("\n")
    return [words for part in parts if (words := " ".join(part.split()))]
