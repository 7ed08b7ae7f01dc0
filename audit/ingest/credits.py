"""Titles without the site's name, and bylines and authors without what is glued to them."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.models.lexicon.dates import MONTH, WEEKDAY

_SEPARATOR: Final = re.compile(r"(?<!\s)\s++(?:[|–—•·»:]|--?)\s++")
_LETTERS: Final = re.compile(r"\w+")
_FEWEST_WORDS: Final = 3
#: Authors that are nobody: accounts, jobs alone, buttons.
_NOBODY: Final = re.compile(
    r"(?:admin(?:istrator)?|user ?name|webmaster|root|editor|staff|author|guest|unknown|anonymous)"
    r"|.{0,80}\b(?:writer|reporter|correspondent|columnist|editor)s?"
    r"|\d.{0,200}|.{0,80}(?:https?:|www\.|@).{0,200}|(?:share|tweet|print|e-?mail|follow|facebook|twitter)\b.{0,200}",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(
    r"(?<=\w)[\s,|/-]+(?:the )?(?:associated press|reuters|agence france-presse)$", re.IGNORECASE
)
#: Where what is glued to a byline begins.
_GLUED: Final = re.compile(
    rf"(?:[|•·]|[–—-]\s|\b{MONTH}\s\d|\b{WEEKDAY}\b"
    r"|\b\d{1,4}[-/:.]\d|\b\d{1,2}\s(?:min|h(?:ou)?r|day|comment|share)|\b(?:updated|published"
    r"|posted|modified|share|shares|follow|tweet|print|e-?mail|facebook|twitter|linkedin|about"
    r"|biography|comments?|read|copy link|show more)\b|@|\b[\w-]{1,40}\.(?:com|org|net)\b)",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"by:?\s+", re.IGNORECASE)


def clean_title(title: str | None, site: str | None, headings: Sequence[str]) -> str | None:
    """`title` without the name of the `site` at its end; the heading that it holds, if any."""
    if not title:
        return title
    for heading in headings:
        if len(_words(heading)) >= _FEWEST_WORDS and _bare(heading) in _bare(title):
            return heading
    while site and (cut := _without_last(title, site)):
        title = cut
    return title


def clean_authors(authors: str | None, site: str | None) -> str | None:
    """The names in `authors` (joined with ``"; "``) that are people's or newsrooms', each once.

    Names in capitals get small letters; jobs, accounts and, beside others, the site's name go.
    """
    kept: dict[str, str] = {}
    for name in (authors or "").split(";"):
        name = _AGENCY.sub("", name.strip())
        if not name or _NOBODY.fullmatch(name):
            continue
        name = _small(name)
        kept.setdefault(_bare(name), name)
    if len(kept) > 1 and site:
        kept.pop(_bare(site), None)
    return "; ".join(kept.values()) or None


def clean_byline(byline: str, authors: str | None) -> str | None:
    """`byline` up to the last of the `authors`, else up to what a page sets behind names."""
    ends = []
    for name in (authors or "").split("; "):
        words = map(re.escape, _LETTERS.findall(name))
        match = re.search(r"\b" + r"\W{1,3}".join(words) + r"\b", byline, re.IGNORECASE)
        ends.append(match.end() if match and name else 0)
    if all(ends):
        return byline[: max(ends)]
    start = _BY.match(byline)
    glued = _GLUED.search(byline, start.end() if start else 0)
    line = byline[: glued.start()].rstrip(" ,-–—") if glued else byline
    return line if len(_words(line)) > 1 else None


def _without_last(title: str, site: str) -> str | None:
    """`title` without the part behind its last separator, where that is the site's name."""
    for match in _SEPARATOR.finditer(title):
        last = _bare(title[match.end() :]).replace(" ", "")
        whole = _bare(site).replace(" ", "")
        named = bool(last) and (last in whole or (bool(whole) and last.startswith(whole)))
        if named and len(_words(title[: match.start()])) > 1:
            return title[: match.start()]
    return None


def _small(name: str) -> str:
    """A name in capitals as one writes it: ``ANA DE SOUZA`` gives ``Ana De Souza``."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    return re.sub(r"(?<![^\W\d_])([^\W\d_])([^\W\d_]*)", lambda m: m[1] + m[2].lower(), name)


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text.casefold())


def _bare(text: str) -> str:
    return " ".join(_words(text))
