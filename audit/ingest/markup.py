"""HTML tags inside Markdown."""

import html
import re
from typing import Final

from onrecord.audit.ingest.builder import TextBuilder

_DROPPED: Final = re.compile(
    r"<(script|style|figure|iframe|svg|table|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"(<[^<>]*>)")
_NAME: Final = re.compile(r"</?\s*([a-z][a-z0-9]*)", re.IGNORECASE)
_HREF: Final = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLOCK_NAMES = (
    "address article aside blockquote center dd details div dl dt footer h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section summary ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())


def add_markup(markup: str, builder: TextBuilder) -> None:
    """Add the words of raw HTML to `builder`: tags go, links and line ends stay."""
    for piece in _TAG.split(_DROPPED.sub(" ", markup)):
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
