"""HTML to an article: the text that the extractor finds in a page, with metadata and links."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import msgspec

from onrecord.audit.ingest.blocks import paragraphs_of
from onrecord.audit.ingest.builder import Paragraph, join
from onrecord.audit.ingest.credits import clean_authors, clean_byline, clean_title
from onrecord.audit.ingest.headline import take_headline
from onrecord.audit.ingest.metadata import iso_date, names_of
from onrecord.audit.ingest.page.barriers import (
    no_article,
    refuse_barrier,
    refuse_several,
    signs_of,
)
from onrecord.audit.ingest.page.body.clutter import clear
from onrecord.audit.ingest.page.body.prose import Prose, article_element, covering_element
from onrecord.audit.ingest.page.body.stories import keep_one_story
from onrecord.audit.ingest.page.extractor import extract, extract_facts, extracted_paragraphs
from onrecord.audit.ingest.page.robots import check_copies, robots_of
from onrecord.audit.ingest.page.tree import (
    page_byline,
    page_headings,
    page_language,
    page_types,
    parse_page,
    prepare_page,
)
from onrecord.audit.ingest.site_lines import without_furniture
from onrecord.audit.ingest.teasers import is_prose
from onrecord.audit.ingest.types import BYLINE, Content, Metadata
from onrecord.audit.schema.audit import Link

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

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
#: Of what the extractor finds, an element that is taken for the article holds at least this share.
_KEPT = 0.8
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
    refuse_several(keep_one_story(tree), name=name)
    signs = signs_of(tree)
    prepare_page(tree)
    metadata, paragraphs = _article(tree, url)
    title, paragraphs = take_headline(paragraphs, metadata.title, trust_heading=True)
    if not signs.article and _is_front_page(paragraphs):
        no_article(name, video=signs.video)
    paragraphs = without_furniture(paragraphs)
    joined, links = join(paragraphs)
    if not any(is_prose(p) for p in paragraphs):
        no_article(name, video=signs.video)
    warnings = refuse_barrier(joined, metadata.title or title, signs, name=name)
    if len(text) > _LARGE:
        from trafilatura.meta import reset_caches

        reset_caches()
    base = metadata.url
    if base:
        links = [Link(span=link.span, url=_absolute(base, link.url)) for link in links]
    metadata = msgspec.structs.replace(metadata, title=title)
    return Content(
        text=joined, metadata=metadata, links=links, carries=(BYLINE,), warnings=warnings
    )


def _article(tree: "HtmlElement", url: str | None) -> tuple[Metadata, list[Paragraph]]:
    """What the page says of the article, and its paragraphs (none where there is none)."""
    prose = Prose(tree)
    element = article_element(tree, prose)
    lines: list[Paragraph] = []
    if element is not None:
        found = extract_facts(tree, url)
    else:
        found = extract(tree, url)
        if found is None or found.body is None:
            return Metadata(), []
        lines = extracted_paragraphs(found.body)
        element = covering_element(tree, prose, (line.text for line in lines))
    metadata = _metadata(found, tree, url)
    if element is not None:
        clear(element, prose)
        own = paragraphs_of(element)
        if _length(own) >= _KEPT * _length(lines):
            lines = own
    return metadata, lines


def _length(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _is_front_page(paragraphs: list[Paragraph]) -> bool:
    teasers = sum(p.level > 0 and p.is_one_link for p in paragraphs)
    return teasers >= 2 and 2 * teasers >= sum(map(is_prose, paragraphs))


def _metadata(found: "Extracted | None", tree: "HtmlElement", url: str | None) -> Metadata:
    if found is None:
        return Metadata(url=url, language=page_language(tree))
    byline = page_byline(tree)
    author = clean_authors(found.author or (names_of(byline) if byline else None), found.sitename)
    if byline:
        byline = clean_byline(byline, author)
    return Metadata(
        title=clean_title(found.title, found.sitename, page_headings(tree)),
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
