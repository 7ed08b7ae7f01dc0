"""Quotations of a text, found by their marks alone.

Curly, straight, doubled (``''``) and angle marks may be mixed. A straight mark takes its
direction from its surroundings, and where those do not tell (``said."We``) from what is
open. No quotation leaves its paragraph, so that a stray mark spoils one paragraph at most.
"""

from array import array
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

from onrecord.models.text.quotation_marks import Mark, Marks, marks_of
from onrecord.models.types import Span

#: A mark that may be an apostrophe closes a quotation of at most so many characters.
_WEAK_LENGTH: Final = 80


def quotation_levels(text: str, paragraphs: Sequence[Span]) -> list[tuple[Span, int]]:
    """Every quotation with its depth (1: outermost), in text order, outer before inner.

    Spans hold the marks. Where each paragraph of a quotation opens and only the last closes, each
    paragraph's piece is one span; an unclosed quotation ends with its paragraph. `paragraphs` are
    those of `text`. Linear in the length of `text`.
    """
    levels: list[tuple[Span, int]] = []
    around: list[int] = []
    found = _all_quotations(text, paragraphs)
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        while around and around[-1] <= start:
            around.pop()
        around.append(end)
        levels.append(((start, end), len(around)))
    return levels


def _all_quotations(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    goes_on = False
    # The marks of two paragraphs are held, not those of all.
    marks = ((start, end, marks_of(text, start, end)) for start, end in paragraphs)
    for this, following in pairwise(chain(marks, [None])):
        assert this is not None
        start, end, own = this
        next_opens_single = (
            following is not None
            and len(following[2]) > 0
            and _opens_single(following[2][0], following[0])
        )
        paragraph = _Paragraph(text, start, end, own, goes_on)
        spans += paragraph.pair(next_opens_single)
        goes_on = paragraph.unclosed
    return spans


def _opens_single(mark: Mark, start: int) -> bool:
    return mark.single and mark.start == start and mark.direction == "open"


class _Paragraph:
    """Pairs the marks of one paragraph, left to right, with a stack of what is open."""

    def __init__(self, text: str, start: int, end: int, marks: Marks, goes_on: bool) -> None:
        self.text = text
        self.marks = marks
        self.start = start
        self.end = end
        #: The paragraph before left a quotation open.
        self.goes_on = goes_on
        #: Numbers of the marks that are open.
        self.stack = array("i")
        self.spans: list[Span] = []
        #: How many double marks on the stack.
        self.doubles = 0
        self.last_double_end = start
        #: A closing mark that closed nothing and may have been meant to open.
        self.stray: Mark | None = None
        #: This paragraph leaves a quotation open.
        self.unclosed = False

    def pair(self, next_opens_single: bool) -> list[Span]:
        better = _better_close_ahead(self.marks)
        closes_next = _double_closes_next(self.marks)
        for i, mark in enumerate(self.marks):
            if mark.single:
                self._single(i, mark, bool(better[i]))
            else:
                self._double(i, mark, bool(closes_next[i]))
        self._finish(next_opens_single)
        return self.spans

    def _double(self, number: int, mark: Mark, next_closes: bool) -> None:
        direction = mark.direction
        if direction == "either":
            direction = "close" if self.doubles else "open"
        elif direction == "open" and mark.straight and self.doubles and not next_closes:
            # Straight marks hardly ever nest: a space has slipped before a closing mark.
            direction = "close"
        if direction == "open":
            self.stack.append(number)
            self.doubles += 1
        elif self.doubles:
            self._close_double(mark)
        elif self.goes_on and not self.spans and not self.stack:
            # The paragraph goes on with the quotation before it without opening again.
            self.spans.append((self.start, mark.end))
            self.last_double_end = mark.end
        elif self.stray is not None and self.stray.start >= self.last_double_end:
            # The opening mark stood before its space: said," We went".
            self.spans.append((self.stray.start, mark.end))
            self.last_double_end = mark.end
        elif mark.straight and self.text[mark.start - 1 : mark.start] in {",", ":"}:
            self.stray = mark

    def _last_open(self) -> Mark:
        return self.marks[self.stack[-1]]

    def _closed(self) -> Mark:
        """The mark that was opened last, which is open no more."""
        return self.marks[self.stack.pop()]

    def _close_double(self, mark: Mark) -> None:
        while self._last_open().single:
            self.stack.pop()
        self.spans.append((self._closed().start, mark.end))
        self.doubles -= 1
        self.last_double_end = mark.end

    def _single(self, number: int, mark: Mark, better_ahead: bool) -> None:
        pending = bool(self.stack) and self._last_open().single
        direction = mark.direction
        if direction == "either":
            direction = "close" if pending else "open"
        if direction == "open":
            if pending and self._last_open().start != self.start:
                # Singles do not nest: the one before was an apostrophe.
                self.stack.pop()
            self.stack.append(number)
        elif pending and not (mark.weak and self._is_apostrophe(mark, better_ahead)):
            self.spans.append((self._closed().start, mark.end))

    def _is_apostrophe(self, mark: Mark, better_ahead: bool) -> bool:
        opening = self._last_open()
        holds_double = self.last_double_end > opening.end
        return better_ahead or holds_double or mark.end - opening.start > _WEAK_LENGTH

    def _finish(self, next_opens_single: bool) -> None:
        """Let what is still open run to the paragraph's end, or drop it as no quotation."""
        for mark in map(self.marks.__getitem__, self.stack):
            if mark.single:
                keeps = next_opens_single
            else:
                keeps = not mark.loose or self.text[mark.end : mark.end + 1].isupper()
            if keeps and mark.end < self.end:
                self.spans.append((mark.start, self.end))
                self.unclosed = True
                return


def _better_close_ahead(marks: Marks) -> bytearray:
    """For each mark: a sure closing single follows before the next opening or double mark."""
    found = bytearray()
    ahead = False
    for mark in reversed(marks):
        found.append(ahead)
        if not mark.single or mark.direction == "open":
            ahead = False
        elif not mark.weak:
            ahead = True
    return found[::-1]


def _double_closes_next(marks: Marks) -> bytearray:
    """For each mark: the next double mark looks like a closing one."""
    found = bytearray()
    closes = False
    for mark in reversed(marks):
        found.append(closes)
        if not mark.single:
            closes = mark.direction == "close"
    return found[::-1]
