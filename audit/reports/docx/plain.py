"""A plain Word file for comments, of an article that was not a Word file."""

import io
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.docx.walk import Piece
from onrecord.audit.ingest.docx.word_file import WordFile
from onrecord.audit.reports.content.wording import UNTITLED, WITHOUT_TEXT
from onrecord.audit.reports.visible import one_line, visible
from onrecord.audit.schema.audit import Audit

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

_NO_CHARACTERS: Final = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")


class PlainFile(NamedTuple):
    """A Word file in memory, and where in its tree the words of the article stand."""

    file: WordFile
    root: "_Element"
    pieces: list[Piece]
    top: list[Piece]


def plain_file(audit: Audit) -> PlainFile:
    """The article as a Word file: its headline, and its paragraphs as they are.

    Without its text, a line for each paragraph that says where in the article it stands.
    """
    from docx import Document

    article = audit.article
    document = Document()
    _clear_properties(document, article.title)
    top: list[Piece] = []
    text = article.text
    title = one_line(article.title or UNTITLED)
    if article.title is None or text is None or title not in text[: len(title) + 200]:
        top = _add(document.add_heading(level=0), title, 0)
    pieces: list[Piece] = []
    if text is None:
        document.add_paragraph(WITHOUT_TEXT)
    for number, (start, end) in enumerate(article.paragraphs, 1):
        if text is not None:
            pieces += _add(document.add_paragraph(), visible(text[start:end]), start)
            continue
        line = f"Paragraph {number}, characters {start}–{end}"
        element = _add(document.add_paragraph(), line, start)[0].element
        pieces.append(Piece(start, end, element, whole=True))
    made = io.BytesIO()
    document.save(made)
    return PlainFile(
        WordFile(made.getvalue(), article.id), document.element, pieces, top or pieces[:1]
    )


def _add(paragraph: "Paragraph", words: str, start: int) -> list[Piece]:
    """Add words that stand at `start` in the text; a line end becomes a break, a tab a tab."""
    run = paragraph.add_run(words.translate(_NO_CHARACTERS))
    pieces: list[Piece] = []
    for element in run._r:
        length = len(element.text or "") if element.tag.endswith("}t") else 1
        pieces.append(Piece(start, start + length, element))
        start += length
    return pieces


def _clear_properties(document: "Document", title: str | None) -> None:
    """Leave out what the template says of its own author and day."""
    properties = document.core_properties._element
    for one in list(properties):
        properties.remove(one)
    if title:
        document.core_properties.title = one_line(title).translate(_NO_CHARACTERS)[:255]
