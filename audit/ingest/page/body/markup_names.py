"""What the names in a page's markup tell: which parts hold the article, and which never do.

Names are those of classes and ids, of data attributes and roles, as the tools write them that
newsrooms publish with. A name is read as words: ``c-articleBody__main`` is c, article, body, main.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_LONGEST: Final = 400

#: Two words next to each other that name the element that holds an article.
_WHOLES_WORDS: Final = "article story post entry news blog single"
_WHOLES: Final = frozenset(_WHOLES_WORDS.split())
_BODIES_WORDS: Final = (
    "body content contents text copy chunks paragraphs inner detail details main full wrapper "
    "container"
)
_BODIES: Final = frozenset(_BODIES_WORDS.split())
#: The same in one word, or in an order of their own.
_BODY_NAMES_WORDS: Final = (
    "articlebody articletext articlecontent storybody storytext storycontent postbody postcontent "
    "entrycontent entrytext bodytext bodycopy richtext newsbody newstext"
)
_BODY_NAMES: Final = frozenset(_BODY_NAMES_WORDS.split())
_BODY_ORDERS: Final = (("rich", "text"), ("main", "article"), ("main", "story"))

#: Words that name what stands around an article, or between its paragraphs.
_CLUTTER_WORDS: Final = (
    "ad ads advert adverts advertisement advertising sponsor sponsored sponsors promo promos "
    "promotion outbrain taboola teads zergnet revcontent disqus recirc recirculation related "
    "relatedlinks recommended recommendation recommendations trending popular mostread "
    "mostpopular share shares sharing sharebar sharetools sharedaddy social socials socialmedia "
    "addthis addtoany sharethis newsletter newsletters signup subscribe subscription "
    "subscriptions paywall regwall cookie cookies consent gdpr breadcrumb breadcrumbs pagination "
    "pager toolbar tools navigation nav menu footer sidebar rail widget widgets comment comments "
    "respond reply caption captions figcaption credit credits copyright gallery slideshow "
    "carousel lightbox player timestamp dateline byline bylines author authors authorbox bio tags "
    "taglist topics teaser teasers readmore disclaimer disclosure endnote tagline print "
    "printfriendly skip hidden invisible crosslinks crosslink linklist inlinelinks survey poll "
    "donate donation membership watermark jumplink ticker modal popup cli "
    # the same in Spanish, Portuguese, French, Italian and German
    "comentario comentarios comentar compartir compartilhar compartilhe relacionado relacionados "
    "relacionadas publicidad publicidade etiquetas commentaire commentaires partage partager "
    "publicite commenti condividi correlati pubblicita kommentar kommentare anzeige werbung teilen"
)
_CLUTTER: Final = frozenset(_CLUTTER_WORDS.split())
_CLUTTER_ORDERS: Final = (
    ("read", "more"),
    ("read", "next"),
    ("most", "read"),
    ("most", "popular"),
    ("more", "from"),
    ("more", "on"),
    ("see", "also"),
    ("sign", "up"),
    ("sr", "only"),
    ("screen", "reader"),
    ("visually", "hidden"),
    ("article", "meta"),
    ("post", "meta"),
    ("entry", "meta"),
    ("post", "date"),
    ("story", "list"),
    ("story", "timeline"),
    ("in", "other", "news"),
    ("jump", "link"),
    ("leia", "mais"),
    ("lea", "tambien"),
    ("lire", "aussi"),
    ("leggi", "anche"),
    ("lesen", "sie", "auch"),
)


def holds_article(element: "HtmlElement") -> bool:
    """Whether an element's class or id says that it holds an article's body."""
    return any(_is_body(name) for name in _names(element))


def holds_some_body(element: "HtmlElement") -> bool:
    """Whether it calls itself the body of something, which may be the article or not."""
    return any("body" in _words(name) for name in _names(element))


def is_clutter(element: "HtmlElement") -> bool:
    """Whether an element's names say that it is no part of an article's text."""
    return any(_is_clutter(name) for name in _names(element))


def _names(element: "HtmlElement") -> list[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST].split()


@lru_cache(maxsize=4_096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=4_096)
def _is_body(name: str) -> bool:
    words = _words(name)
    pairs = any(a in _WHOLES and b in _BODIES for a, b in pairwise(words))
    alone = words in (("entry",), ("article",), ("story",))
    return pairs or alone or not _BODY_NAMES.isdisjoint(words) or _in_order(words, _BODY_ORDERS)


@lru_cache(maxsize=4_096)
def _is_clutter(name: str) -> bool:
    words = _words(name)
    return not _CLUTTER.isdisjoint(words) or _in_order(words, _CLUTTER_ORDERS)


def _in_order(words: tuple[str, ...], orders: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        words[i : i + len(order)] == order
        for order in orders
        for i in range(len(words) - len(order) + 1)
    )
