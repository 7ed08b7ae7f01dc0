"""How much prose stands in each part of a page, and in which part the article does."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.page.body.markup_names import holds_article, holds_some_body, is_clutter

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements that hold a paragraph where they hold no other of their kind.
PARAGRAPHS: Final = ("p", "li", "blockquote", "td", "pre", "dd")
_ASIDE: Final = frozenset(("nav", "aside", "footer", "figure", "form"))
ENDS_SENTENCE: Final = re.compile(r"[.?!…。！？؟।][\"'”’»」』)\]]*+\s*+\Z")
#: Characters of a paragraph that counts; of its end in which the mark is looked for.
_SHORTEST: Final = 40
_REACH: Final = 12
#: An element with more of the page's prose than this is no clutter, whatever it is called.
_MAIN_SHARE: Final = 0.4
#: Of the prose of the outermost element that is called an article's body, a part inside it that
#: is to be taken in its place has at least this share.
_INNER_SHARE: Final = 0.9
_ITEM_SHARE: Final = 0.95
#: Of the whole page's prose, what is called the body has at least this share.
_BODY_SHARE: Final = 0.3
#: An extractor that finds less than this share of the prose of an ``<article>`` took a part for it.
_PART: Final = 0.6
_FEWEST: Final = 80
#: The share of the extractor's prose that an element holds which is taken for the article; as a
#: multiple of that, the most that it holds.
_COVER: Final = 0.9
_MOST_MORE: Final = 1.3


class Prose:
    """The characters of prose in each element of a page, those in menus and the like left out."""

    def __init__(self, tree: "HtmlElement") -> None:
        self._every = _weights(tree, {})
        total = max(self._every.values(), default=0)
        main = {e: w for e, w in self._every.items() if w >= _MAIN_SHARE * total}
        self._weights = _weights(tree, main, skip=True)

    def of(self, element: "HtmlElement") -> int:
        """How much there is in `element`."""
        return self._weights.get(element, 0)

    def paragraphs(self) -> Iterator[tuple["HtmlElement", int]]:
        """The paragraphs of prose, each with its characters."""
        for element, length in self._weights.items():
            if element.tag in PARAGRAPHS and not any(e in self._weights for e in element):
                yield element, length

    def any_of(self, element: "HtmlElement") -> int:
        """The same with what stands in menus, captions and the like."""
        return self._every.get(element, 0)


def article_element(tree: "HtmlElement", prose: Prose) -> "HtmlElement | None":
    """The element that its microdata or names call the article's body; None where none is."""
    body = tree.find("body")
    if body is None:
        return None
    marked = body.xpath('.//*[contains(@itemprop, "articleBody")]')
    best = max(marked, key=prose.of, default=None)
    if best is not None and prose.of(best) >= _FEWEST:
        return deepest(_joined(best, marked, prose), prose, _ITEM_SHARE)
    parts = [e for e in body.iterdescendants() if e.tag not in PARAGRAPHS and prose.of(e)]
    for is_named in (holds_article, holds_some_body):
        best = max(filter(is_named, parts), key=prose.of, default=None)
        if best is not None and prose.of(best) >= max(_FEWEST, _BODY_SHARE * prose.of(body)):
            named = [e for e in parts if is_named(e)]
            return deepest(_joined(best, named, prose), prose, _INNER_SHARE)
    return None


def _joined(best: "HtmlElement", named: Iterable["HtmlElement"], prose: Prose) -> "HtmlElement":
    """What holds `best` and others that look like it, and little else: parts of one body."""
    look = (best.tag, best.get("class"), best.get("itemprop"))
    parts = [e for e in named if (e.tag, e.get("class"), e.get("itemprop")) == look]
    inside = {e for part in parts for e in part.iterancestors()}
    parts = [part for part in parts if part not in inside]
    if len(parts) < 2:
        return best
    total = sum(map(prose.of, parts))
    for above in best.iterancestors():
        if prose.of(above) >= total:
            return above if prose.of(above) <= total / _INNER_SHARE else best
    return best


def covering_element(
    tree: "HtmlElement", prose: Prose, lines: Iterable[str]
) -> "HtmlElement | None":
    """The innermost element with nearly all of the page's prose that is among `lines`.

    Where that is but a part of the prose of an ``<article>``, it is the article's.
    """
    body = tree.find("body")
    if body is None:
        return None
    wanted = {"".join(line.split()) for line in lines}
    found: dict[HtmlElement, int] = defaultdict(int)
    for paragraph, length in prose.paragraphs():
        if "".join("".join(paragraph.itertext()).split()) in wanted:
            for element in (paragraph, *paragraph.iterancestors()):
                found[element] += length
    if not found[body]:
        return None
    least, best = _COVER * found[body], body
    for whole in body.iter("article"):
        if found[whole] >= least and found[whole] < _PART * prose.of(whole):
            return deepest(whole, prose, _INNER_SHARE)
    while inner := [e for e in best if found.get(e, 0) >= least and e.tag not in PARAGRAPHS]:
        best = inner[0]
    # what the extractor left out of it may be another article
    return best if prose.any_of(best) <= _MOST_MORE * found[best] else None


def deepest(element: "HtmlElement", prose: Prose, share: float) -> "HtmlElement":
    """The innermost element inside `element` with at least `share` of its prose."""
    least = share * prose.of(element)
    while True:
        inner = [e for e in element if prose.of(e) >= least and e.tag not in PARAGRAPHS]
        if not inner:
            return element
        element = inner[0]


def _weights(
    tree: "HtmlElement", main: Mapping["HtmlElement", int], *, skip: bool = False
) -> dict["HtmlElement", int]:
    """Prose by element; with `skip`, what is in clutter outside the `main` elements is none."""
    weights: dict[HtmlElement, int] = defaultdict(int)
    beside: dict[HtmlElement, bool] = {}
    for paragraph in tree.iter(*PARAGRAPHS):
        if next(paragraph.iterdescendants(*PARAGRAPHS), None) is not None:
            continue
        text = " ".join("".join(paragraph.itertext()).split())
        if len(text) < _SHORTEST or not ENDS_SENTENCE.search(text[-_REACH:]):
            continue
        if 2 * sum(len("".join(a.itertext())) for a in paragraph.iter("a")) > len(text):
            continue
        above = [paragraph, *paragraph.iterancestors()]
        if skip and any(_is_beside(e, main, beside) for e in above):
            continue
        for element in above:
            weights[element] += len(text)
    return weights


def _is_beside(
    element: "HtmlElement",
    main: Mapping["HtmlElement", int],
    known: dict["HtmlElement", bool],
) -> bool:
    if element not in known:
        known[element] = element not in main and (element.tag in _ASIDE or is_clutter(element))
    return known[element]
