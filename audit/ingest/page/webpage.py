"""HTML to an article: the text that the extractor finds in a page, with metadata and links."""

import logging
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import msgspec

from onrecord.audit.ingest.builder import Paragraph, TextBuilder, join
from onrecord.audit.ingest.errors import NoArticleError, shown
from onrecord.audit.ingest.headline import take_headline
from onrecord.audit.ingest.metadata import iso_date, names_of
from onrecord.audit.ingest.page.robots import check_copies, robots_of
from onrecord.audit.ingest.page.tree import (
    count_blocks,
    count_elements,
    page_byline,
    page_language,
    page_types,
    parse_page,
    prepare_page,
)
from onrecord.audit.ingest.types import Content, Metadata
from onrecord.audit.schema.audit import Link

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

_INLINE: Final = frozenset({"ref", "hi", "del", "code", "graphic", "span", "lb"})
#: schema.org types of articles that say what kind of text it is.
_GENRES: Final = {
    "newsarticle": "news",
    "reportagenewsarticle": "news",
    "opinionnewsarticle": "opinion",
    "analysisnewsarticle": "analysis",
    "backgroundnewsarticle": "background",
    "reviewnewsarticle": "review",
    "satiricalarticle": "satire",
    "liveblogposting": "live blog",
}
#: What a page says instead of an article; only short ones are looked at.
_BARRIER: Final = re.compile(
    r"(enable|turn on|requires?) (java ?script|cookies)|page (was )?not found|access denied|"
    r"(verify|confirm) (that )?you('re| are) (a |not a )?(human|robot)|"
    r"(log|sign) in to (continue|read|view)|subscribe to (continue|read)",
    re.IGNORECASE,
)
_BARRIER_WORDS = 60
#: Words of a cell with which a table is taken for layout, not for figures.
_LAYOUT_WORDS = 20
_SENTENCE_END: Final = re.compile(r"[.!?…。！？؟।][\"'”’»」』)\]]*\s*$")
_FEWEST_WORDS = 3
#: The same in letters, for scripts without spaces.
_FEWEST_LETTERS = 12
#: With more of them, the extractor asks for no second opinion, whose time grows with the square.
_MANY_ELEMENTS = 8_000
_MANY_BLOCKS = 3_000
#: Bytes of a page after which the extractor's caches are emptied.
_LARGE = 1_000_000


def read_html(text: str, *, name: str, url: str | None = None) -> Content:
    """The article in a page; `url` is where it was fetched from, None for a file.

    A blank line stands between paragraphs, subheadings, list items and quotations; the
    headline, menus, share buttons, captions, comments, tables of figures and headings that
    only link elsewhere are left out. Links are absolute where the page says its address.

    Raises:
        FetchError: it was fetched, and asks for no copy to be kept.
        NoArticleError: there is no sentence in it, or it is a front page, a log-in form or
            an error page.
        TooComplexError: more elements, or deeper nesting, than any article needs.
    """
    tree = parse_page(text, name=name)
    if url is not None:
        check_copies(robots_of(tree), name=name)
    prepare_page(tree)
    extracted = _extract(tree, url)
    if extracted is None or extracted.body is None:
        raise _no_article(name)
    builder = TextBuilder()
    _add(extracted.body, builder)
    paragraphs = builder.finish()
    metadata = _metadata(extracted, tree, url)
    title, paragraphs = take_headline(paragraphs, metadata.title, trust_heading=True)
    if _is_front_page(paragraphs):
        raise _no_article(name)
    paragraphs = [p for p in paragraphs if not _is_teaser(p)]
    joined, links = join(paragraphs)
    if not any(_is_prose(p) for p in paragraphs) or _is_barrier(joined):
        raise _no_article(name)
    if len(text) > _LARGE:
        from trafilatura.meta import reset_caches

        reset_caches()
    base = metadata.url
    if base:
        links = [Link(span=link.span, url=_absolute(base, link.url)) for link in links]
    metadata = msgspec.structs.replace(metadata, title=title)
    return Content(text=joined, metadata=metadata, links=links)


def _extract(tree: "HtmlElement", url: str | None) -> "Extracted | None":
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    for library in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            # what they find odd about a page is no message for our user
            logger.addHandler(logging.NullHandler())
    config = use_config()
    # Below this the extractor takes all words of the page, menus included; articles of one
    # sentence exist.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "25")
    try:
        found = bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            fast=count_elements(tree) > _MANY_ELEMENTS or count_blocks(tree) > _MANY_BLOCKS,
            include_links=True,
            include_comments=False,
            include_tables=True,
            # the extensive search takes the year of a copyright notice for the date
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
    except Exception:
        # Third-party code on hostile input: whatever it stumbles over, the page is unusable.
        return None
    return None if isinstance(found, dict) else found


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


def _is_prose(paragraph: Paragraph) -> bool:
    if paragraph.level or paragraph.is_one_link:
        return False
    words = re.findall(r"\w+", paragraph.text)
    enough = len(words) >= _FEWEST_WORDS or len("".join(words)) >= _FEWEST_LETTERS
    return enough and bool(_SENTENCE_END.search(paragraph.text))


def _is_teaser(paragraph: Paragraph) -> bool:
    """Whether it only leads to another article: a linked heading, a linked line of no sentence."""
    if not paragraph.is_one_link:
        return False
    return paragraph.level > 0 or not _SENTENCE_END.search(paragraph.text)


def _is_front_page(paragraphs: list[Paragraph]) -> bool:
    teasers = sum(p.level > 0 and p.is_one_link for p in paragraphs)
    return teasers >= 2 and 2 * teasers >= sum(map(_is_prose, paragraphs))


def _is_barrier(text: str) -> bool:
    return len(text.split()) < _BARRIER_WORDS and bool(_BARRIER.search(text))


def _no_article(name: str) -> NoArticleError:
    return NoArticleError(
        f"{shown(name)} is a web page without an article in it; save the article's own page, "
        "or its text."
    )


def _metadata(found: "Extracted", tree: "HtmlElement", url: str | None) -> Metadata:
    byline = page_byline(tree)
    author = found.author or (names_of(byline) if byline else None)
    return Metadata(
        title=found.title,
        publisher=found.sitename,
        byline=byline,
        author=author,
        section=found.categories[0] if found.categories else None,
        date=iso_date(found.date),
        url=url or found.url,
        genre=next((_GENRES[t] for t in page_types(tree) if t in _GENRES), None),
        language=page_language(tree),
    )


def _absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return url
