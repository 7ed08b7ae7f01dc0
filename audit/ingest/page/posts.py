"""Posts of social networks that a page embeds: each is a quotation by its author."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Classes that the networks give the quotation which their script makes a post of.
_CLASSES_WORDS: Final = (
    "twitter-tweet twitter-tweet-rendered twitter-video instagram-media bluesky-embed mastodon- "
    "embed text-post-media threads-post tiktok-embed fb-xfbml-parse-ignore"
)
_CLASSES: Final = frozenset(_CLASSES_WORDS.split())
#: Links that end a post: a short link to a page, or to its own picture.
_LINK: Final = re.compile(r"(?:https?://)?(?:t\.co|pic\.(?:twitter|x)\.com)/\w+")
_SIGNATURE: Final = re.compile(
    r"[-–— ]{0,5}(?P<name>[^\n()]{1,80}?)\s?\((?P<handle>@[\w.@-]{1,80})\)[^\n]{0,60}\Z"
)
_SHARED: Final = re.compile(
    r"A (?:post|video|photo|reel) (?:shared|posted) by (?P<name>[^\n()@]{0,80}?)\s?"
    r"\((?P<handle>@[\w.]{1,60})\)[^\n]{0,80}\Z"
)
_DASHES: Final = "-–— \u00a0"
_MARKS: Final = "“”\"'‘’"


def quote_posts(tree: "HtmlElement") -> None:
    """Make each embedded post a paragraph ``“its words” — its author``; those without words go.

    Links that only show the post's picture or shorten an address are left out, and the date.
    """
    for block in list(tree.iter("blockquote")):
        if not _CLASSES.isdisjoint((block.get("class") or "").split()):
            _replace(block)


def _replace(block: "HtmlElement") -> None:
    words, signature = _parts(block)
    paragraph = block.makeelement("p")
    if words and signature:
        inner = words.strip(_MARKS) if words[0] in _MARKS and words[-1] in _MARKS else words
        paragraph.text = f"“{inner}” — {signature}"
    elif words:
        paragraph.text = words
    place = block
    while (above := place.getparent()) is not None and _wraps(above, place):
        place = above
    if paragraph.text:
        place.addprevious(paragraph)
    block.drop_tree()


def _wraps(element: "HtmlElement", inner: "HtmlElement") -> bool:
    """Whether it is put around a post alone: a figure, a division with nothing else."""
    if element.tag in ("figure", "center", "p"):
        return True
    if element.tag not in ("div", "span", "section"):
        return False
    texts = [element.text, *(child.tail for child in element)]
    beside = [
        child for child in element if child is not inner and "".join(child.itertext()).strip()
    ]
    return not beside and not any(text and text.strip() for text in texts)


def _parts(block: "HtmlElement") -> tuple[str, str]:
    """A post's words on one line, and its author's name and handle."""
    for line_end in block.iter("br"):
        line_end.tail = " " + (line_end.tail or "")
    text = " ".join("".join(block.itertext()).split())
    for pattern in (_SHARED, None):
        match = pattern.search(text) if pattern else None
        if match:
            return _clean(text[: match.start()]), _signed(match)
    inner = [" ".join("".join(p.itertext()).split()) for p in block.findall("p")]
    body = " ".join(filter(None, inner))
    rest = text.removeprefix(body) if body and text.startswith(body) else ""
    match = _SIGNATURE.match(rest)
    if match:
        return _clean(body), _signed(match)
    return _clean(text), ""


def _signed(match: re.Match[str]) -> str:
    name = match["name"].strip(_DASHES)
    return f"{name} ({match['handle']})" if name else match["handle"]


def _clean(words: str) -> str:
    return " ".join(_LINK.sub("", words).split())
