"""Markdown to an article: its words without markup, metadata from its head, links as offsets."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from onrecord.audit.ingest.builder import TextBuilder, join
from onrecord.audit.ingest.errors import TooComplexError, shown
from onrecord.audit.ingest.headline import take_headline
from onrecord.audit.ingest.metadata import metadata_of
from onrecord.audit.ingest.text.dialects import to_commonmark
from onrecord.audit.ingest.text.front_matter import split_front_matter
from onrecord.audit.ingest.text.markdown_rules import behind_unclosed, markdown_parser
from onrecord.audit.ingest.text.markup import add_markup
from onrecord.audit.ingest.types import BYLINE, Content

if TYPE_CHECKING:
    from markdown_it.token import Token

#: The parser holds some hundred bytes a character: 150,000 words are the most it should get.
MAX_CHARACTERS: Final = 1_000_000


def read_markdown(text: str, *, name: str) -> Content:
    """The article in `text` (CommonMark with tables and strikethrough).

    Front matter (YAML or TOML) gives metadata, else a heading at the top the title. A blank
    line stands between paragraphs, headings and list items; pictures, fenced code, tables
    and raw scripts are left out.

    Raises:
        TooComplexError: over `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        message = (
            f"{shown(name)} is Markdown of more than {MAX_CHARACTERS:,} characters; split it, "
            "or save it as plain text."
        )
        raise TooComplexError(message)
    record, body = split_front_matter(text)
    metadata = metadata_of(record)
    builder = TextBuilder()
    _add_blocks(markdown_parser().parse(to_commonmark(body)), builder)
    title, paragraphs = take_headline(builder.finish(), metadata.title)
    joined, links = join(paragraphs)
    metadata = msgspec.structs.replace(metadata, title=title)
    carries = (BYLINE,) if record else ()
    return Content(text=joined, metadata=metadata, links=links, carries=carries)


def _add_blocks(tokens: Sequence["Token"], builder: TextBuilder) -> None:
    in_table = False
    for token in tokens:
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
        elif in_table:
            continue
        elif token.type == "heading_open":
            builder.paragraph(level=int(token.tag[1]))
        elif token.type == "inline":
            _add_inline(token.children or [], builder)
        elif (words := behind_unclosed(token)) is not None:
            # it has neither fences nor blocks of HTML, so that this comes to an end
            _add_blocks(markdown_parser(lenient=True).parse(words), builder)
        elif token.type == "html_block":
            builder.paragraph()
            add_markup(token.content, builder)
            builder.paragraph()
        elif token.block and token.type != "fence":
            builder.paragraph()


def _add_inline(tokens: Sequence["Token"], builder: TextBuilder) -> None:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            builder.add(token.content)
        elif token.type == "softbreak":
            builder.add(" ")
        elif token.type == "hardbreak":
            builder.line_break()
        elif token.type == "link_open":
            builder.link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            builder.end_link()
        elif token.type == "html_inline":
            add_markup(token.content, builder)
