"""A web page as a tree, within bounds that a hostile page can't break."""

import re
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.errors import NoArticleError, TooComplexError, shown
from onrecord.audit.ingest.page.attributes import cut_attributes
from onrecord.audit.ingest.page.bounds import bound_metadata
from onrecord.audit.ingest.page.inline import FORMATTING, prepare_inline
from onrecord.audit.ingest.page.linked_data import LINKED_DATA, show_article_body
from onrecord.audit.ingest.page.posts import quote_posts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Real articles have a few thousand elements; the extractor's time can grow with the square.
MAX_ELEMENTS = 30_000
#: The extractor recurses on nesting; what browsers make of a page rarely goes over 60.
MAX_DEPTH = 200
_MOST_OF_IT = 0.6
_MOST_QUOTES = 20
_UNPARSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*+=\s*+(?:[\"']\s*+)?([\w.:-]{2,40})", re.I
)
_XML_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*+=\s*+[\"']([\w.:-]{2,40})", re.I)
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")
#: Linked data hold metadata, and at times the article, in some ten thousand characters.
_LONGEST_DATA = 500_000
#: With more tags in the article in them, the extractor would take minutes.
_MOST_TAGS = 5_000
_TYPE: Final = re.compile(r'"@type"\s*+:\s*+(?:\[\s*+)?"(\w{1,40})"')
#: Elements of AMP pages that hold advertisements, menus, notices, pictures and what they say
#: while nothing has been loaded.
_AMP_WORDS: Final = (
    "ad ad-exit addthis analytics anim app-banner audio auto-ads base-carousel brid-player "
    "brightcove carousel consent embed iframe image-lightbox image-slider img inline-gallery "
    "jwplayer lightbox lightbox-gallery list mega-menu minute-media-player next-page pixel player "
    "recommended-box sidebar skimlinks social-share state sticky-ad stream-gallery timeago "
    "user-notification video video-iframe vimeo web-push-widget youtube"
)
#: Never words of an article, and often most of a page.
_DROPPED: Final = (
    *("style", "svg", "template", "iframe", "object", "canvas", "math"),
    *(f"amp-{name}" for name in _AMP_WORDS.split()),
)
_BLOCK_NAMES = (
    "address article aside blockquote dd details div dl dt fieldset figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table ul video"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the head of a page names, or None."""
    match = _DECLARED.search(data, 0, 4096) or _XML_DECLARED.search(data, 0, 256)
    return match[1].decode("ascii", "replace") if match else None


def parse_page(text: str, *, name: str) -> "HtmlElement":
    """The tree of a page; nothing outside it is ever fetched.

    Raises:
        NoArticleError: there are no elements in it.
        TooComplexError: more than `MAX_ELEMENTS` elements, or nested deeper than
            `MAX_DEPTH` once formatting is left out.
    """
    from lxml.etree import ParserError, XMLSyntaxError, strip_elements, strip_tags
    from lxml.html import HTMLParser, document_fromstring

    # huge_tree lets nesting go to 2,048 instead of cutting the page short at 256
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    data = cut_attributes(_UNPARSED.sub("", text)).encode("utf-8", "replace")
    try:
        tree: HtmlElement = document_fromstring(data, parser=parser)
    except (ParserError, XMLSyntaxError, ValueError) as error:
        raise NoArticleError(f"{shown(name)} is an empty web page.") from error
    _drop_controls(tree)
    cut_short = any("depth" in entry.message for entry in parser.error_log)
    for script in tree.xpath(".//script"):
        held = script.text or ""
        too_much = len(held) > _LONGEST_DATA or held.count("<") > _MOST_TAGS
        if script.get("type") != LINKED_DATA or too_much:
            script.drop_tree()
    bound_metadata(tree)
    strip_elements(tree, *_DROPPED, with_tail=False)
    if cut_short or _depth(tree) > MAX_DEPTH:
        strip_tags(tree, *FORMATTING)
    if cut_short or _depth(tree) > MAX_DEPTH or count_elements(tree) > MAX_ELEMENTS:
        message = (
            f"{shown(name)} is too large or too deeply nested a web page; save the article "
            "alone, as plain text or Markdown."
        )
        raise TooComplexError(message)
    return tree


def _drop_controls(tree: "HtmlElement") -> None:
    """Take out what no tree may be given again, which stands in a page as ``&#11;`` and the like.

    Vertical tabs and form feeds become spaces, as they are for browsers.
    """
    for element in tree.iter():
        if element.text and _UNPARSED.search(element.text):
            element.text = _cleaned(element.text)
        if element.tail and _UNPARSED.search(element.tail):
            element.tail = _cleaned(element.tail)
        for name, value in element.attrib.items():
            if _UNPARSED.search(value):
                element.set(name, _cleaned(value))


def _cleaned(text: str) -> str:
    return _UNPARSED.sub(lambda match: " " if match[0] in "\v\f" else "", text)


def prepare_page(tree: "HtmlElement") -> None:
    """Change what the extractor would lose or garble.

    ``<pre>`` gets paragraphs, text right in a div becomes one; what stands in lines is
    `prepare_inline`'s. Where the paragraphs stand right in the body, as in what word
    processors export, an ``<article>`` is put around them, for lists and headings to be kept; the
    posts of a live blog are joined. Pull quotes, which repeat the text, go. An article that only
    the linked data hold becomes one of the page.
    """
    show_article_body(tree)
    body = tree.find("body")
    if body is not None and body.find("p") is not None and not tree.xpath(".//article|.//main"):
        _wrap(body)
    _join_posts(tree)
    _drop_pull_quotes(tree)
    quote_posts(tree)
    prepare_inline(tree)
    for block in tree.xpath(".//pre[not(*)]"):
        _split(block)
    for division in tree.xpath(".//div[not(.//div)]"):
        own = [division.text, *(child.tail for child in division)]
        blocks = any(child.tag in _BLOCKS for child in division.iterdescendants())
        if not blocks and any(text and text.strip() for text in own):
            division.tag = "p"
    for paragraph in tree.xpath(".//p[br]"):
        _split_at_breaks(paragraph)


def page_language(tree: "HtmlElement") -> str | None:
    """The ISO 639-1 code that the page declares."""
    match = _LANGUAGE.match(tree.get("lang") or tree.get("xml:lang") or "")
    return match[0].lower() if match else None


def page_byline(tree: "HtmlElement") -> str | None:
    """The line that begins with "By" in an element that calls itself a byline or author."""
    places, marks = ("class", "rel", "itemprop"), ("yline", "uthor", "ontributor")
    tests = " or ".join(f'contains(@{place}, "{mark}")' for place in places for mark in marks)
    for element in tree.xpath(f".//body//*[{tests}]")[:50]:
        text = " ".join(" ".join(element.itertext()).split())
        if len(text) <= 200 and re.match(r"by\s+\w", text, re.IGNORECASE):
            return text
    return None


def page_headings(tree: "HtmlElement") -> list[str]:
    """The first few top-level headings."""
    texts = (" ".join("".join(h.itertext()).split()) for h in tree.xpath(".//body//h1")[:10])
    return [text for text in texts if text]


def page_types(tree: "HtmlElement") -> list[str]:
    """The schema.org types in the page's linked data, in lower case."""
    scripts = tree.xpath(f'.//script[@type="{LINKED_DATA}"]')
    return [match.lower() for script in scripts for match in _TYPE.findall(script.text or "")]


def _join_posts(tree: "HtmlElement") -> None:
    """Make one article of siblings of which none is most of the whole; the extractor takes one."""
    for parent in dict.fromkeys(article.getparent() for article in tree.iter("article")):
        posts = [] if parent is None else parent.findall("article")
        lengths = [len(post.text_content()) for post in posts]
        if len(posts) < 2 or max(lengths) > _MOST_OF_IT * sum(lengths):
            continue
        for post in posts:
            post.tag = "div"
        if parent.tag in ("div", "section", "main"):
            parent.tag = "article"


def _drop_pull_quotes(tree: "HtmlElement") -> None:
    quotes = tree.xpath('.//*[contains(@class, "pullquote") or contains(@class, "pull-quote")]')
    if not quotes:
        return
    text = " ".join(tree.text_content().split())
    for quote in quotes[:_MOST_QUOTES]:
        words = " ".join(quote.text_content().split()).strip('"“”‘’ ')
        if quote.getparent() is not None and text.count(words) > 1:
            quote.drop_tree()


def _wrap(body: "HtmlElement") -> None:
    article = body.makeelement("article")
    article.text, body.text = body.text, None
    article.extend(list(body))
    body.append(article)


def _split(block: "HtmlElement") -> None:
    """Make a paragraph of each part of preformatted text that stands between blank lines."""
    from lxml.etree import SubElement

    parts = re.split(r"\n\s*\n", block.text or "")
    block.tag, block.text = "div", None
    for part in parts:
        SubElement(block, "p").text = part


def _split_at_breaks(paragraph: "HtmlElement") -> None:
    """Make paragraphs of what stands between two line breaks on end."""
    parts: list[tuple[str | None, list[HtmlElement]]] = [(paragraph.text, [])]
    breaks: list[HtmlElement] = []

    def end_of_breaks() -> None:
        if len(breaks) > 1:
            parts.append((breaks[-1].tail, []))
        else:
            parts[-1][1].extend(breaks)
        breaks.clear()

    for child in paragraph:
        if child.tag == "br":
            breaks.append(child)
        if child.tag != "br" or (child.tail or "").strip():
            end_of_breaks()
        if child.tag != "br":
            parts[-1][1].append(child)
    end_of_breaks()
    if len(parts) == 1:
        return
    last = paragraph
    for text, children in parts[1:]:
        following = paragraph.makeelement("p")
        following.text = text
        following.extend(children)
        last.addnext(following)
        last = following
    kept = parts[0][1]
    for child in list(paragraph)[len(kept) :]:
        paragraph.remove(child)


def count_elements(tree: "HtmlElement") -> int:
    """How many elements there are in a page."""
    return sum(1 for _ in tree.iter())


def count_blocks(tree: "HtmlElement") -> int:
    """How many elements there are that stand on lines of their own."""
    return sum(1 for element in tree.iter() if element.tag in _BLOCKS)


def _depth(tree: "HtmlElement") -> int:
    """Levels of elements; walks down and up instead of recursing."""
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
