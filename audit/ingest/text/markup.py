"""HTML tags inside Markdown."""

import html
import re
from bisect import bisect_right
from typing import Final

from onrecord.audit.ingest.builder import TextBuilder

_NAMES: Final = "script|style|figure|iframe|svg|table|template"
_DROPPED: Final = re.compile(rf"<(?:({_NAMES})\b|!--)", re.IGNORECASE)
_END_OF_DROPPED: Final = re.compile(rf"</({_NAMES})\s*+>|-->", re.IGNORECASE)
_TAG: Final = re.compile(r"(</?[a-z][^<>]*>|<[!?][^<>]*>)", re.IGNORECASE)
_NAME: Final = re.compile(r"</?\s*([a-z][a-z0-9]*)", re.IGNORECASE)
_HREF: Final = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLOCK_NAMES = (
    "address article aside blockquote center dd details div dl dt footer h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section summary ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())


def add_markup(markup: str, builder: TextBuilder) -> None:
    """Add the words of raw HTML to `builder`: tags go, links and line ends stay."""
    for piece in _TAG.split(_without_dropped(markup)):
        if not _TAG.fullmatch(piece):
            builder.add(html.unescape(piece))
            continue
        match = _NAME.match(piece)
        name = match[1].lower() if match else ""
        if name == "br":
            builder.line_break()
        elif name == "a":
            href = _HREF.search(piece)
            if href and not piece.startswith("</"):
                builder.link(html.unescape(href[1] or href[2] or href[3] or ""))
            else:
                builder.end_link()
        elif name in _BLOCKS:
            builder.paragraph()


def _without_dropped(markup: str) -> str:
    """`markup` without comments and elements that hold no words; unclosed ones stay."""
    ends: dict[str, list[int]] = {}
    for match in _END_OF_DROPPED.finditer(markup):
        ends.setdefault((match[1] or "").lower(), []).append(match.end())
    kept: list[str] = []
    at = 0
    for match in _DROPPED.finditer(markup):
        own = ends.get((match[1] or "").lower(), [])
        number = bisect_right(own, match.start())
        if match.start() >= at and number < len(own):
            kept += (markup[at : match.start()], " ")
            at = own[number]
    kept.append(markup[at:])
    return "".join(kept)
