"""Taking out of an article's element what is no part of its text."""

from itertools import islice
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.page.body.markup_names import is_clutter
from onrecord.audit.ingest.page.body.prose import ENDS_SENTENCE, Prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements that hold no words of an article, whatever they are called.
_TAGS_WORDS: Final = (
    "aside audio button dialog figcaption figure footer form input label nav noscript script "
    "select textarea time video"
)
_TAGS: Final = frozenset(_TAGS_WORDS.split())
#: Elements that are words of a sentence where they stand in one, whatever they are called.
_WORDS: Final = frozenset(("a", "b", "em", "i", "strong"))
_ROLES_WORDS: Final = "banner complementary contentinfo dialog navigation search"
_ROLES: Final = frozenset(_ROLES_WORDS.split())
#: What holds more of the article's prose than this is no clutter, whatever it is called.
_SHARE: Final = 0.3
#: Links in a span that shows nothing else: where they lead, not what the article says.
_CARD_LINKS: Final = 3
_MOST_LINKS: Final = 50
#: Characters of it that may stand outside the links, such as the label "More".
_CARD_WORDS: Final = 20
#: What sets a caption under a picture apart from a paragraph.
_SMALL: Final = frozenset(("center", "em", "i", "small"))
_LONGEST_CAPTION: Final = 200
#: Pictures under which a caption is looked for, and elements from one up or on to it.
_MOST_PICTURES: Final = 500
_NEAR: Final = 6
_HIDDEN: Final = ("display:none", "display: none", "visibility:hidden", "visibility: hidden")


def clear(article: "HtmlElement", prose: Prose) -> None:
    """Remove captions, menus, share buttons, credits, teasers and the like from `article`."""
    most = _SHARE * prose.of(article)
    lengths: dict[HtmlElement, int] = {}
    for element in reversed(list(article.iterdescendants())):
        if not _goes(element, lengths) or prose.any_of(element) > most:
            continue
        if element.getparent() is not None:
            element.drop_tree()
    for picture in list(islice(article.iter("img"), _MOST_PICTURES)):
        caption = _caption_of(picture, article)
        if caption is not None:
            caption.drop_tree()


def _caption_of(picture: "HtmlElement", article: "HtmlElement") -> "HtmlElement | None":
    """The small or centred line right under a picture that is no sentence."""
    block: HtmlElement | None = picture
    for _ in range(_NEAR):
        if block is None or block is article or _has_words(block) or _is_text(block.tail):
            return None
        following = block.getnext()
        if following is not None and _has_words(following):
            words = "".join(following.itertext()).strip()
            short = len(words) <= _LONGEST_CAPTION and not ENDS_SENTENCE.search(words)
            return following if short and _is_small(following, words) else None
        block = block.getparent() if following is None else following
    return None


def _has_words(element: "HtmlElement") -> bool:
    return any(map(_is_text, element.itertext()))


def _is_text(words: str | None) -> bool:
    return words is not None and not words.isspace() and words != ""


def _is_small(element: "HtmlElement", words: str) -> bool:
    return any(
        e.tag in _SMALL and "".join(e.itertext()).strip() == words
        for e in islice(element.iter(), _MOST_LINKS)
    )


def _goes(element: "HtmlElement", lengths: dict["HtmlElement", int]) -> bool:
    if not isinstance(element.tag, str):
        return True
    if element.tag in _TAGS:
        return not (element.tag == "time" and _in_sentence(element, lengths))
    if element.tag in _WORDS and _in_sentence(element, lengths):
        return False
    if element.tag in ("span", "div") and _is_card(element):
        return True
    if (element.get("role") or "").lower() in _ROLES or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").lower()
    return any(hidden in style for hidden in _HIDDEN) or is_clutter(element)


def _in_sentence(element: "HtmlElement", lengths: dict["HtmlElement", int]) -> bool:
    """Whether most of its paragraph's words stand beside it; `lengths` keeps their number."""
    above = element.getparent()
    if above is None or above.tag not in ("p", "li", "td", "blockquote"):
        return False
    if above not in lengths:
        lengths[above] = len("".join(above.itertext()).split())
    words = lengths[above]
    return words >= 2 * len("".join(element.itertext()).split()) + 3


def _is_card(element: "HtmlElement") -> bool:
    """Whether it shows links beside a word of a paragraph, when one points at that word."""
    if element.tag == "div" and next(element.iterancestors("p", "li"), None) is None:
        return False
    anchors = list(islice(element.iter("a"), _MOST_LINKS))
    if not _CARD_LINKS <= len(anchors) < _MOST_LINKS:
        return False
    linked = sum(len("".join(anchor.itertext())) for anchor in anchors)
    return len("".join(element.itertext()).strip()) - linked <= _CARD_WORDS
