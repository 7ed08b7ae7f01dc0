"""Pages with several whole stories, one after another: which of them the page is about.

A site that scrolls on puts story after story into one page; a page of the news in brief has many.
A story is a heading in a part of the page with prose of its own and a mark of a story of its own:
a byline, a time, an address.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.page.body.prose import Prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKED_DATA: Final = './/script[@type="application/ld+json"]'
_HEADLINE: Final = re.compile(r'"headline"\s*+:\s*+("(?:[^"\\]|\\.){1,500}")')
_LIVE: Final = re.compile(r'"@type"\s*+:\s*+"LiveBlogPosting"')
#: The classes by which a page and its posts are numbered.
_PAGE_OF: Final = re.compile(r"\bpostid-(\d{1,12})\b")
_POST: Final = re.compile(r"(?<![\w-])post-(\d{1,12})\b")
_WORDS: Final = re.compile(r"\w+")
_BY: Final = re.compile(r"by:?\s+\w", re.IGNORECASE)
_MARKS: Final = (
    './/*[contains(@class, "yline") or contains(@class, "author") or contains(@itemprop, "author") '
    'or contains(@rel, "author")] | .//time'
)
#: Characters of prose that make a story rather than a teaser; those of a paragraph that is no
#: label; headings that are looked at.
_FEWEST: Final = 150
_SHORTEST: Final = 80
_MOST_HEADINGS: Final = 500
#: Words of a headline that may stand in a longer one, and characters of a byline.
_FEWEST_WORDS: Final = 3
_LONGEST_BYLINE: Final = 200
#: Elements of a story in which a byline is looked for.
_MOST_ELEMENTS: Final = 400


class _Story(NamedTuple):
    heading: "HtmlElement"
    part: "HtmlElement"
    title: str


def keep_one_story(tree: "HtmlElement") -> int:
    """Leave in the page the one story that it is about; the number of stories where none is.

    Nothing changes, and the number is 0, where there are no two stories, or where the page's title
    is that of all of them, as in a live blog.
    """
    body = tree.find("body")
    if body is not None:
        _drop_other_posts(body)
    headings = [] if body is None else [h for h in body.iter("h1", "h2") if _title(h)]
    if not 2 <= len(headings) <= _MOST_HEADINGS or _is_live(tree):
        return 0
    names = _names(tree)
    named = [h for h in headings if _is_one_of(_title(h), names)]
    prose: Prose | None = None
    for group in _groups(headings, named):
        if len({_title(heading) for heading in group}) < 2:
            continue
        prose = prose or Prose(tree)
        stories = [one for one in _stories(group) if _is_whole(one, prose)]
        about = [one for one in stories if one.heading in named]
        others = [one for one in stories if not any(h in named for h in _headings(one.part))]
        if others and (about or (named and group[0].tag == "h1")):
            kept = max(about, key=lambda one: prose.any_of(one.part), default=None)
            for one in [*others, *about]:
                if one is not kept:
                    one.part.drop_tree()
            return 0
        if len(others) > 1 and not named:
            return len(others)
    return 0


def _drop_other_posts(body: "HtmlElement") -> None:
    """Leave out posts with another number than a page of one post says (WordPress does)."""
    wanted = _PAGE_OF.search(body.get("class") or "")
    if wanted is None:
        return
    posts = [
        (e, _POST.search(e.get("class") or "")) for e in body.iter("article", "div", "section")
    ]
    numbered = [(element, match[1]) for element, match in posts if match]
    others = [element for element, number in numbered if number != wanted[1]]
    own = [element for element, number in numbered if number == wanted[1]]
    if any(_has_sentence(one, others) for one in own):
        for one in others:
            if one.getparent() is not None and not any(e in own for e in one.iterdescendants()):
                one.drop_tree()


def _has_sentence(post: "HtmlElement", others: list["HtmlElement"]) -> bool:
    """Whether a post holds a paragraph that stands in none of the `others`."""
    return any(
        len("".join(p.itertext())) >= _SHORTEST and not any(a in others for a in p.iterancestors())
        for p in post.iter("p")
    )


def _headings(part: "HtmlElement") -> Iterator["HtmlElement"]:
    yield from part.iter("h1", "h2")


def _is_live(tree: "HtmlElement") -> bool:
    return any(_LIVE.search(script.text or "") for script in tree.xpath(_LINKED_DATA))


def _groups(
    headings: list["HtmlElement"], named: list["HtmlElement"]
) -> Iterator[list["HtmlElement"]]:
    """Headings of equal standing: those that look like the page's title, else all of a level."""
    for heading in named:
        look = (heading.tag, heading.get("class"))
        yield [h for h in headings if (h.tag, h.get("class")) == look]
    yield [h for h in headings if h.tag == "h1"]
    if not named:
        yield [h for h in headings if h.tag == "h2" and _leads_away(h)]


def _stories(group: list["HtmlElement"]) -> Iterator[_Story]:
    """Each heading with the largest part of the page in which it is the only one of its group."""
    within: dict[HtmlElement, int] = {}
    for heading in group:
        for above in heading.iterancestors():
            within[above] = within.get(above, 0) + 1
    for heading in group:
        part = heading
        for above in heading.iterancestors():
            if within[above] > 1 or above.tag in ("body", "html"):
                break
            part = above
        yield _Story(heading, part, _title(heading))


def _is_whole(story: _Story, prose: Prose) -> bool:
    """Whether it is a story, with prose and a byline, a time or an address, and no teaser."""
    if prose.any_of(story.part) < _FEWEST:
        return False
    if story.part.xpath(_MARKS) or _leads_away(story.heading):
        return True
    for number, element in enumerate(story.part.iterdescendants()):
        words = element.text or ""
        if _BY.match(words.strip()) and len(words) < _LONGEST_BYLINE:
            return True
        if number > _MOST_ELEMENTS:
            break
    return False


def _leads_away(heading: "HtmlElement") -> bool:
    """Whether a heading is a link to a page."""
    anchors = [*heading.iter("a"), *(a for a in heading.iterancestors("a"))]
    return any(not (a.get("href") or "#").startswith("#") for a in anchors)


def _names(tree: "HtmlElement") -> list[str]:
    """The titles that a page gives itself, as words in small letters."""
    found = [e.get("content") or "" for e in tree.xpath('.//meta[@property="og:title"]')]
    for script in tree.xpath(_LINKED_DATA):
        match = _HEADLINE.search(script.text or "")
        if match:
            found.append(_unquoted(match[1]))
    found += ["".join(e.itertext()) for e in tree.xpath(".//head/title")[:1]]
    return [bare for name in found if (bare := _bare(name))]


def _unquoted(string: str) -> str:
    try:
        return str(json.loads(string))
    except ValueError:
        return ""


def _is_one_of(title: str, names: list[str]) -> bool:
    """Whether a heading is one of the names, or a part of it long enough to be a headline."""
    if title in names:
        return True
    enough = len(title.split()) >= _FEWEST_WORDS
    return enough and any(f" {title} " in f" {name} " for name in names)


def _title(heading: "HtmlElement") -> str:
    return _bare("".join(heading.itertext()))


def _bare(words: str) -> str:
    return " ".join(_WORDS.findall(words.casefold()))
