"""From an element of a page to paragraphs with their links."""

from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.builder import Paragraph, TextBuilder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS_WORDS: Final = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCKS_WORDS.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_CELLS: Final = ("td", "th")
#: Words of a cell with which a table is taken for layout, not for figures.
_LAYOUT_WORDS = 20


def paragraphs_of(article: "HtmlElement") -> list[Paragraph]:
    """The paragraphs, headings and list items of `article`, tables of figures left out."""
    builder = TextBuilder()
    _add(article, builder)
    return builder.finish()


def _add(element: "HtmlElement", builder: TextBuilder) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or (tag == "table" and not _is_layout(element)):
        return
    block = tag in _BLOCKS
    if block:
        builder.paragraph(level=_HEADINGS.get(tag, 0))
    if tag == "br":
        builder.line_break()
    if tag == "a":
        builder.link(element.get("href") or "")
    builder.add(element.text)
    for child in element:
        _add(child, builder)
        builder.add(child.tail)
    if tag == "a":
        builder.end_link()
    if block:
        builder.paragraph()


def _is_layout(table: "HtmlElement") -> bool:
    return any(
        len("".join(cell.itertext()).split()) >= _LAYOUT_WORDS for cell in table.iter(*_CELLS)
    )
