"""A Word file to an article, with the place in the file of each of its words."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.builder import join
from onrecord.audit.ingest.docx.heading_levels import HeadingLevels
from onrecord.audit.ingest.docx.walk import Piece, Walker, WordParagraph, attribute, child
from onrecord.audit.ingest.docx.word_file import WordFile
from onrecord.audit.ingest.errors import TooComplexError, shown
from onrecord.audit.ingest.headline import take_headline
from onrecord.audit.ingest.types import Content, Metadata

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Some 170,000 words, or 400 pages.
MAX_CHARACTERS: Final = 1_000_000
_BETWEEN: Final = len("\n\n")
_WORD: Final = re.compile(r"\w")


class WordText(NamedTuple):
    """What a Word file says, and where.

    pieces: in the order of the text, offsets into it; white space between paragraphs is in none.
    top: the pieces of the headline, or of the first paragraph, to which belongs what concerns
    the whole; their offsets mean nothing. root: the tree that the pieces' elements belong to.
    """

    content: Content
    pieces: list[Piece]
    top: list[Piece]
    root: "_Element"
    file: WordFile


def read_docx(data: bytes, *, name: str) -> Content:
    """The article in a Word file.

    A blank line stands between paragraphs, headings, list items and the paragraphs of a table's
    cells; notes come last. Tracked changes are taken as accepted. Headers and footers, text boxes,
    pictures, formulas, hidden text, tables of contents and comments are left out. A title or a
    heading of the first level at the top is the article's title.

    Raises:
        IngestError: it is no Word file, or damaged, with a password, with macros, too large.
    """
    return word_text(data, name=name).content


def word_text(data: bytes, *, name: str) -> WordText:
    """The article in a Word file, as `read_docx` gives it, with the place of its words.

    Raises:
        IngestError: as `read_docx`.
    """
    file = WordFile(data, name)
    root = file.tree(file.main)
    body = child(root, "body") if root is not None else None
    if root is None or body is None:
        raise file.damaged()
    levels = HeadingLevels(file)
    check = _limit(name)
    walker = Walker(levels, file.relations(file.main), check)
    walker.walk(body)
    found = [*walker.paragraphs, *_notes(file, walker.paragraphs, levels, check)]
    title, kept = take_headline([one.paragraph for one in found], None)
    left = {id(paragraph) for paragraph in kept}
    pieces: list[Piece] = []
    start = 0
    for one in found:
        if id(one.paragraph) in left:
            pieces += [piece.moved(start) for piece in one.pieces]
            start += len(one.paragraph.text) + _BETWEEN
    gone = (one.pieces for one in found if id(one.paragraph) not in left)
    top = next(gone, found[0].pieces if found else [])
    text, links = join(kept)
    content = Content(text=text, metadata=Metadata(title=title), links=links)
    return WordText(content, pieces, top, root, file)


def _limit(name: str) -> Callable[[int], None]:
    """What adds up characters, and raises where there are too many."""
    total = 0

    def check(more: int) -> None:
        nonlocal total
        total += more
        if total > MAX_CHARACTERS:
            raise TooComplexError(
                f"{shown(name)} is a Word document of more than {MAX_CHARACTERS:,} characters; "
                "split it."
            )

    return check


def _notes(
    file: WordFile,
    paragraphs: list[WordParagraph],
    levels: HeadingLevels,
    check: Callable[[int], None],
) -> list[WordParagraph]:
    """The notes that `paragraphs` refer to, in that order; their words stand at their marks."""
    wanted = [note for one in paragraphs for note in one.notes]
    found: list[WordParagraph] = []
    parts: dict[str, dict[str, _Element]] = {}
    for kind in {kind for kind, _, _ in wanted}:
        part = file.related(kind)
        root = file.tree(part) if part else None
        parts[kind] = (
            {attribute(one, "id"): one for one in root.iterchildren("{*}*")}
            if root is not None
            else {}
        )
    for kind, number, mark in wanted:
        note = parts[kind].pop(number, None)
        if note is None:
            continue
        walker = Walker(levels, file.relations(file.related(kind) or ""), check)
        walker.walk(note)
        for paragraph, pieces, _ in walker.paragraphs:
            if _WORD.search(paragraph.text):
                whole = [one._replace(element=mark, at=0, whole=True) for one in pieces]
                found.append(WordParagraph(paragraph, whole, []))
    return found
