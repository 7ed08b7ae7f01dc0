"""Walking through a part of a Word file: its paragraphs, and where their words stand."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.ingest.builder import Paragraph, safe_url
from onrecord.audit.ingest.docx.heading_levels import HeadingLevels
from onrecord.audit.ingest.docx.word_file import WORD, Relation
from onrecord.audit.schema.audit import Link

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Deleted or moved away, drawn, kept for other programs, or settings: nothing of it is read.
_SKIPPED_NAMES = (
    "del moveFrom drawing pict object instrText delText delInstrText rPr sectPr tblPr tblPrEx "
    "tblGrid trPr tcPr sdtPr sdtEndPr rt rubyPr pPr ffData altChunk oMath oMathPara txbxContent"
)
_SKIPPED: Final = frozenset(_SKIPPED_NAMES.split())
#: Elements of a run that stand for one character.
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONSHIP: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_NOTES: Final = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_ADDRESS: Final = re.compile(r'\s*HYPERLINK\s++"([^"]*+)"', re.IGNORECASE)
_BLANK: Final = str.maketrans("\t\n\r", "   ")
_OFF: Final = frozenset({"0", "false", "off"})


class Piece(NamedTuple):
    """Words that stand in one element of a Word file.

    start, end: their half-open offsets into the text. element: the text element (``w:t``) that
    has them from its character `at` on, or one that stands for a single character; where
    `whole`, one of which the run can only be pointed at as a whole, such as the mark of a note.
    """

    start: int
    end: int
    element: "_Element"
    at: int = 0
    whole: bool = False

    def moved(self, by: int) -> "Piece":
        """The same piece in a text before which `by` characters have been put."""
        return self._replace(start=self.start + by, end=self.end + by)


class WordParagraph(NamedTuple):
    """A paragraph with the pieces it is made of, as offsets into it, and the notes it refers to.

    A note is the kind of its part, its id, and its mark.
    """

    paragraph: Paragraph
    pieces: list[Piece]
    notes: list[tuple[str, str, "_Element"]]


class _Field:
    """A field that is open: its instruction so far, and whether its result has begun."""

    def __init__(self) -> None:
        self.instruction = ""
        self.shown = False


class Walker:
    """Collects the paragraphs of elements that it is shown one after the other."""

    def __init__(
        self,
        levels: HeadingLevels,
        relations: Mapping[str, Relation],
        check: Callable[[int], None],
    ) -> None:
        """Begin.

        Args:
            levels: the levels of headings.
            relations: what the part refers to, by id.
            check: is told how many characters there are so far, after each paragraph; it may
                raise.
        """
        self.paragraphs: list[WordParagraph] = []
        self._levels, self._relations, self._check = levels, relations, check
        self._length = 0
        self._fields: list[_Field] = []
        self._ruby: _Element | None = None
        self._anchor: tuple[int, str] | None = None
        self._clear()

    def walk(self, root: "_Element") -> None:
        """Add the paragraphs in `root`, tables and content controls included, in their order."""
        from lxml.etree import iterwalk

        events = iterwalk(root, events=("start", "end"))
        for event, element in events:
            if not isinstance(element.tag, str):
                continue
            namespace, _, name = element.tag[1:].partition("}")
            if event == "end":
                self._end(name, element)
            elif not self._start(namespace, name, element):
                events.skip_subtree()
        self._close(None)

    def _start(self, namespace: str, name: str, element: "_Element") -> bool:
        """Take in an element's beginning; whether to look at what is inside it."""
        if namespace == _COMPATIBILITY:
            # of several ways to say the same, the first
            return name == "AlternateContent" or element.getprevious() is None
        if namespace not in WORD or name in _SKIPPED:
            return False
        if name in ("t", *_CHARACTERS):
            words = (element.text or "").translate(_BLANK) if name == "t" else _CHARACTERS[name]
            self._add(element, words)
        elif name in _NOTES:
            self._notes.append((_NOTES[name], attribute(element, "id"), element))
        elif name == "ruby":
            self._ruby = element
        elif name == "hyperlink":
            self._link(self._target(element))
        elif name == "fldSimple":
            self._link(_address(attribute(element, "instr")))
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "r":
            self._collect_instruction(element)
            return not _is_on(element, "rPr", "vanish")
        elif name == "p":
            return not self._levels.is_contents(child(element, "pPr"))
        elif name == "tr":
            return not _has(element, "trPr", "del")
        elif name == "tc":
            return not _has(element, "tcPr", "cellDel")
        elif name == "sdt":
            return not _is_on(element, "sdtPr", "showingPlcHdr")
        return True

    def _end(self, name: str, element: "_Element") -> None:
        if name == "p":
            properties = child(element, "pPr")
            mark = child(properties, "rPr") if properties is not None else None
            if mark is None or (child(mark, "del") is None and child(mark, "moveFrom") is None):
                self._close(properties)
        elif name in ("hyperlink", "fldSimple"):
            self._link(None)
        elif name == "ruby":
            self._ruby = None

    def _add(self, element: "_Element", words: str) -> None:
        if not words or any(not field.shown for field in self._fields):
            return
        start = self._length
        self._length += len(words)
        self._words.append(words)
        if self._ruby is not None:
            self._pieces.append(Piece(start, self._length, self._ruby, whole=True))
        else:
            self._pieces.append(Piece(start, self._length, element))

    def _link(self, url: str | None) -> None:
        """What comes from here on is the anchor of a link to `url`; None: of none."""
        if self._anchor is not None and self._anchor[0] < self._length:
            self._links.append((self._anchor[0], self._length, self._anchor[1]))
        safe = safe_url(url) if url else None
        self._anchor = (self._length, safe) if safe else None

    def _target(self, hyperlink: "_Element") -> str | None:
        ids = (hyperlink.get(f"{{{space}}}id") for space in _RELATIONSHIP)
        relation = self._relations.get(next(filter(None, ids), ""))
        return relation.target if relation is not None and relation.external else None

    def _collect_instruction(self, run: "_Element") -> None:
        if self._fields and not self._fields[-1].shown:
            parts = (one.text or "" for one in run.iterchildren("{*}instrText"))
            self._fields[-1].instruction += "".join(parts)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
            url = _address(self._fields[-1].instruction)
            if url:
                self._link(url)
        elif kind == "end" and self._fields and _address(self._fields.pop().instruction):
            self._link(None)

    def _close(self, properties: "_Element | None") -> None:
        """End the paragraph; one without a word is none, but its notes go to the one before."""
        open_url = self._anchor[1] if self._anchor else None
        self._link(None)
        text = "".join(self._words)
        first = len(text) - len(text.lstrip())
        text = text.strip()
        if text:
            last = first + len(text)
            pieces = [cut.moved(-first) for one in self._pieces if (cut := _cut(one, first, last))]
            links = [
                Link(span=span, url=url)
                for start, end, url in self._links
                if (span := _trimmed(text, start - first, end - first))
            ]
            paragraph = Paragraph(text=text, level=self._levels.level(properties), links=links)
            self.paragraphs.append(WordParagraph(paragraph, pieces, self._notes))
        elif self._notes and self.paragraphs:
            self.paragraphs[-1].notes.extend(self._notes)
        for field in self._fields:  # a field that never ends must not swallow the rest
            field.shown = True
        self._check(len(text))
        self._clear()
        self._link(open_url)

    def _clear(self) -> None:
        self._words: list[str] = []
        self._pieces: list[Piece] = []
        self._links: list[tuple[int, int, str]] = []
        self._notes: list[tuple[str, str, _Element]] = []
        self._anchor = None
        self._length = 0


def child(element: "_Element", name: str) -> "_Element | None":
    """The first child of that local name."""
    return element.find(f"{{*}}{name}")


def attribute(element: "_Element", name: str) -> str:
    """An attribute in the element's own namespace; empty where there is none."""
    return element.get(f"{str(element.tag).partition('}')[0]}}}{name}") or ""


def _cut(piece: Piece, first: int, last: int) -> Piece | None:
    """What of a piece lies between two offsets."""
    start, end = max(piece.start, first), min(piece.end, last)
    if start >= end:
        return None
    return piece._replace(start=start, end=end, at=piece.at + start - piece.start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without the white space at its ends; None where no word is left."""
    words = text[max(start, 0) : end]
    first = max(start, 0) + len(words) - len(words.lstrip())
    words = words.strip()
    return (first, first + len(words)) if re.search(r"\w", words) else None


def _address(instruction: str) -> str | None:
    found = _ADDRESS.match(instruction)
    return found[1] if found else None


def _has(element: "_Element", properties: str, name: str) -> bool:
    inside = child(element, properties)
    return inside is not None and child(inside, name) is not None


def _is_on(element: "_Element", properties: str, name: str) -> bool:
    inside = child(element, properties)
    switch = child(inside, name) if inside is not None else None
    return switch is not None and attribute(switch, "val").lower() not in _OFF
