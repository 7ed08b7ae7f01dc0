"""Pages that show something in an article's place: a wall, a video, an error, several articles."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from onrecord.audit.ingest.errors import NoArticleError, shown
from onrecord.audit.ingest.page.linked_data import LINKED_DATA

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What a page says instead of an article; only short ones are looked at.
_BARRIER: Final = re.compile(
    r"(?:enable|turn on|requires?) (?:java ?script|cookies)"
    r"|(?:page|article|story)\b.{0,20}\b(?:not (?:be )?found|(?:can|could)(?:no|['’n]*)t be found)"
    r"|nothing was found|access denied|(?:site|web) connection is secure"
    r"|(?:verify|confirm) (?:that )?you(?: a|['’])re (?:a |not a )?(?:human|robot)"
    r"|accept all\b|before you continue|cookies and data|forgot(?:ten)? (?:your |my )?password"
    r"|by (?:signing|logging) (?:in|up)|continue with (?:google|facebook|apple|e-?mail|example)",
    re.IGNORECASE,
)
_BARRIER_WORDS: Final = 60
_TITLE: Final = re.compile(
    r"\W*(?:404|403|error|log ?in|sign ?in|register|access denied|just a moment|(?:page )?not found"
    r"|are you a robot|attention required|subscribe)\b",
    re.IGNORECASE,
)
#: What a wall says in front of the rest of an article.
_WALL: Final = re.compile(
    r"\b(?:to|and) (?:continue|keep|finish|go on) reading"
    r"|\b(?:continue|keep) reading (?:this|the|with|for|by)\b"
    r"|\bto (?:read|view|see|access|unlock) (?:the |this |our )?"
    r"(?:full|whole|entire|rest|complete|more of)\b"
    r"|\bto (?:read|view|access|unlock) th(?:is|e) (?:full )?(?:article|story|content|page)\b"
    r"|\b(?:article|story|content) is (?:only )?(?:available |reserved )?(?:for|to) (?:\w+ )?"
    r"(?:subscribers|members|registered)\b"
    r"|\b(?:for|to) (?:subscribers|members) only\b|\b(?:subscribers?|members?)[ -]only\b"
    r"|\b(?:limit of|remaining|last|used all|all of) (?:your )?(?:\w+ )?free "
    r"(?:articles?|stories|reads)"
    r"|\bfree articles? (?:this month|left|remaining)"
    r"|\bthe rest of (?:this|the) (?:article|story)\b"
    r"|\bsubscribe now to (?:read|unlock|access)\b",
    re.IGNORECASE,
)
#: What a wall asks for.
_CALLS: Final = re.compile(
    r"subscri|\b(?:log|sign)(?:ged|ing)?[ -]?(?:in|up)\b|\baccount|\bregist|\bmembers?|\btrial\b"
    r"|\bplans?\b|\be-?mail|\bunlock",
    re.IGNORECASE,
)
_LOCKED: Final = re.compile(r'"isAccessibleForFree"\s*+:\s*+"?false', re.IGNORECASE)
_ARTICLE: Final = re.compile(
    r'"@type"\s*+:\s*+(?:\[[^\]]{0,80})?"(?:\w{0,20}Article|\w{0,10}BlogPosting|Report)"'
)
_VIDEO: Final = re.compile(r'"@type"\s*+:\s*+(?:\[[^\]]{0,80})?"VideoObject"')
_PLAYER: Final = re.compile(
    r"\b(?:jwplayer|video-?player|player-?(?:container|wrapper)|video-js|embed-responsive)",
    re.IGNORECASE,
)
#: Words of the text up to which it is a beginning, if only the data say that the rest costs; up to
#: which it is, if the page asks readers to log in; with fewer it is not worth an audit.
_LOCKED_WORDS: Final = 120
_WALL_WORDS: Final = 200
_BEGINNING_WORDS: Final = 40
_ONLY_THE_BEGINNING: Final = (
    "The page shows only the beginning of the article and asks readers to log in or subscribe for "
    "the rest, so that all figures are of that beginning."
)
#: Words of a video's caption, on a page that says it shows a video; on one that has a player.
_CAPTION_WORDS: Final = 120
_UNDECLARED_CAPTION: Final = 40
#: Characters of a wall's sentence; words of the part of the page that is all wall.
_LONGEST_WALL: Final = 400
_LONGEST_PART: Final = 80
#: Words that may stand above its first sentence.
_LONGEST_HEADING: Final = 12
#: Elements that hold an article, of which a wall is never the whole.
_ARTICLES: Final = frozenset(("article", "main", "body", "html"))


class Signs(NamedTuple):
    """What a page shows beside its text: a wall, a lock, a video alone, a player.

    `article`: it says of itself that it is one, and has no video alone.
    """

    wall: bool
    locked: bool
    video: bool
    player: bool
    article: bool


def signs_of(tree: "HtmlElement") -> Signs:
    """The signs in a page that has not been changed yet; its wall is taken out of it."""
    data = "\n".join(s.text or "" for s in tree.xpath(f'.//script[@type="{LINKED_DATA}"]'))
    types = [e.get("content") or "" for e in tree.xpath('.//meta[@property="og:type"]')]
    declared = any(kind.startswith("video") for kind in types)
    in_data = _VIDEO.search(data) is not None and _ARTICLE.search(data) is None
    names = tree.xpath(".//body//*[@class or @id]")
    player = next(tree.iter("video"), None) is not None or any(
        _PLAYER.search(f"{e.get('class') or ''} {e.get('id') or ''}"[:200]) for e in names
    )
    return Signs(
        wall=_take_wall(tree),
        locked=_LOCKED.search(data) is not None,
        video=declared or in_data,
        player=player,
        article="article" in types and not in_data,
    )


def _take_wall(tree: "HtmlElement") -> bool:
    """Take out what asks readers to log in for the rest; whether there was any."""
    found = False
    for element in list(tree.iterfind(".//body//*")):
        text = element.text or ""
        if not text.strip() or element.tag in ("script", "noscript") or len(text) > _LONGEST_WALL:
            continue
        if _WALL.search(" ".join(text.split())) is None:
            continue
        part, words = element, _words(element)
        while (above := part.getparent()) is not None and above.tag not in _ARTICLES:
            before = [
                above.text or "",
                *(" ".join(e.itertext()) for e in part.itersiblings(preceding=True)),
            ]
            if len(" ".join(before).split()) > _LONGEST_HEADING or above.find(".//h1") is not None:
                break
            if len(inside := _words(above)) > _LONGEST_PART:
                break
            part, words = above, inside
        if len(words) <= _LONGEST_PART and _CALLS.search(" ".join(words)):
            found = True
            if part.getparent() is not None:
                part.drop_tree()
    return found


def _words(element: "HtmlElement") -> list[str]:
    return "".join(element.itertext()).split()


def refuse_several(stories: int, *, name: str) -> None:
    """Refuse a page with two `stories` or more, none of which its title names.

    Raises:
        NoArticleError: there are several.
    """
    if stories > 1:
        raise NoArticleError(
            f"{shown(name)} has {stories} articles, and nothing in it says which one is meant; "
            "save the article's own page, or its text."
        )


def refuse_barrier(text: str, title: str | None, signs: Signs, *, name: str) -> tuple[str, ...]:
    """Refuse a page whose `text` stands in an article's place; else what to warn of.

    The beginning of an article, before a wall, is read where it is more than a sentence or two.

    Raises:
        NoArticleError: it is a message, a log-in form, the caption of a video, or too little of an
            article.
    """
    words = len(text.split())
    if words < _BARRIER_WORDS and (_BARRIER.search(text) or _TITLE.match(title or "")):
        no_article(name)
    captioned = words < _UNDECLARED_CAPTION and signs.player
    if (words < _CAPTION_WORDS and signs.video) or captioned:
        no_article(name, video=True)
    walled = (words < _WALL_WORDS and signs.wall) or (words < _LOCKED_WORDS and signs.locked)
    if walled and words < _BEGINNING_WORDS:
        raise NoArticleError(
            f"{shown(name)} shows only the first words of an article and asks readers to log in or "
            "subscribe for the rest; save the page while logged in, or give the article's text."
        )
    return (_ONLY_THE_BEGINNING,) if walled else ()


def no_article(name: str, *, video: bool = False) -> NoReturn:
    """Refuse a page that is a front page, a form, a message, a `video`, or empty.

    Raises:
        NoArticleError: always.
    """
    if video:
        raise NoArticleError(
            f"{shown(name)} shows a video with a caption and no article; give the text of what is "
            "said in it, or the article's own page."
        )
    raise NoArticleError(
        f"{shown(name)} is a web page without an article in it; save the article's own page, "
        "or its text."
    )
