"""Putting a text together from runs of words, with the offsets of its links."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

import msgspec

from onrecord.audit.schema.audit import Link

_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_UNPRINTED: Final = re.compile(r"[\x00-\x20\x7f]+")
_WRAPPED: Final = ("https://www.google.com/url?", "http://www.google.com/url?")
_BETWEEN: Final = "\n\n"


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph or heading (`level` 1 to 6, 0: none), with links as offsets into `text`."""

    text: str
    level: int = 0
    links: list[Link] = []

    @property
    def is_one_link(self) -> bool:
        """Whether all its words are the anchor of links."""
        rest, at = [], 0
        for link in self.links:
            rest.append(self.text[at : link.span[0]])
            at = link.span[1]
        rest.append(self.text[at:])
        return bool(self.links) and not re.search(r"\w", "".join(rest))


class TextBuilder:
    """Collects words into paragraphs: white space becomes one space, as browsers show it."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._pieces: list[str] = []
        self._length = 0
        self._last = "\n"
        self._level = 0
        self._links: list[Link] = []
        self._url: str | None = None
        self._anchor: tuple[int, int] | None = None

    def add(self, words: str | None) -> None:
        """Append `words` to the paragraph."""
        words = _SPACES.sub(" ", words or "")
        if self._last in " \n":
            words = words.removeprefix(" ")
        if not words:
            return
        bare = words.strip()
        if self._url and bare:
            first = self._length + words.index(bare[0])
            end = self._length + len(words.rstrip())
            self._anchor = (self._anchor[0] if self._anchor else first, end)
        self._append(words)

    def line_break(self) -> None:
        """End the line; a second one on end ends the paragraph."""
        if self._last == "\n":
            self.paragraph()
        else:
            self._append("\n")

    def paragraph(self, level: int = 0) -> None:
        """End the paragraph and begin another, a heading where `level` is over 0."""
        url = self._url
        self.end_link()
        text = "".join(self._pieces).rstrip()
        if text:
            self.paragraphs.append(Paragraph(text=text, level=self._level, links=self._links))
        self._pieces, self._length, self._last, self._links = [], 0, "\n", []
        self._level = level
        self._url = url

    def link(self, url: str) -> None:
        """What is added from here on is the anchor of a link to `url`."""
        self.end_link()
        self._url = safe_url(url)

    def end_link(self) -> None:
        """The anchor ends here; one without a word is no link."""
        if self._url and self._anchor:
            self._links.append(Link(span=self._anchor, url=self._url))
        self._url = self._anchor = None

    def finish(self) -> list[Paragraph]:
        """All paragraphs, in order; empty ones are left out."""
        self.paragraph()
        return self.paragraphs

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
        self._last = words[-1]


def join(paragraphs: list[Paragraph]) -> tuple[str, list[Link]]:
    """The text of `paragraphs`, a blank line between them, and links as offsets into it."""
    links: list[Link] = []
    start = 0
    for paragraph in paragraphs:
        links.extend(
            Link(span=(start + link.span[0], start + link.span[1]), url=link.url)
            for link in paragraph.links
        )
        start += len(paragraph.text) + len(_BETWEEN)
    return _BETWEEN.join(p.text for p in paragraphs), links


def safe_url(url: str) -> str | None:
    """`url` if it leads to a web page (``http``, ``https``, relative), or None.

    Places in the same page, mail addresses and scripts are no sources.
    """
    url = _UNPRINTED.sub("", url)
    if url.startswith(_WRAPPED):
        # what Google Docs makes of links when it exports a draft
        url = parse_qs(urlsplit(url).query).get("q", [url])[0]
    if not url or url.startswith("#"):
        return None
    if _SCHEME.match(url) and not url.lower().startswith(("http://", "https://")):
        return None
    return url
