"""Quotation marks of one paragraph, each with what its surroundings say of its direction."""

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, Literal, NamedTuple, TypeAlias, overload

Direction: TypeAlias = Literal["open", "close", "either"]

_MARK: Final = re.compile(r"'''|''|``|‘‘|’’|[\"“”„‟«»'‘’‹›`]")
#: Marks that touch each other.
_RUN: Final = re.compile(r"[\"“”„‟«»'‘’‹›`]+")
_OPENING: Final = frozenset({"“", "„", "‟", "«", "``", "‘‘", "‘", "‹", "`"})
_CLOSING: Final = frozenset({"”", "»", "’’", "’", "›"})
_SINGLE: Final = frozenset("'‘’‹›`")
_DASHES: Final = frozenset("-‐‑–—―/")
_BEFORE_OPENING: Final = frozenset("([{<")
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}>")
#: 6'3" and 5' 10": the second mark stands for inches.
_INCHES: Final = re.compile(r"\d ?['’′] ?\d{1,2}(?:\.\d+|[½¼¾])?$")
_FEET: Final = re.compile(r"['’] ?\d{1,2}(?:\.\d+|[½¼¾])?(?:\"|''|”|″)")
#: What an apostrophe at the start of a word stands in for: '90s, 'em, rock 'n' roll.
_ELISION: Final = re.compile(
    r"['‘’](?:\d\ds?\b|(?:[Ee]m|[Tt]il|[Tt]is|[Tt]was|[Tt]were|cause|cuz|bout|round|nother|neath|"
    r"ello|appen|ome|hood|burbs|cos|coz|ere|er|im)\b|[nN]['’])"
)
_SUFFIX: Final = re.compile(r"(?:s|S|ll|re|ve|d|t|m|em)\b")
_ELLIPSIS: Final = re.compile(r"…|\.\. ?\.?|\. \.")


class Mark(NamedTuple):
    """A mark and its reading.

    `single` tells ' from "; `weak` is a closing single mark that may as well be an
    apostrophe (the workers' , goin' ); `loose` an opening that only a missing space or a
    stray one suggests.
    """

    start: int
    end: int
    single: bool
    direction: Direction
    weak: bool = False
    loose: bool = False
    straight: bool = False


class Marks(Sequence[Mark]):
    """Marks in text order, in five bytes each: hostile text holds little else."""

    #: Every reading that was met, as a mark at the start of a text.
    _forms: ClassVar[list[Mark]] = []
    _numbers: ClassVar[dict[Mark, int]] = {}

    def __init__(self) -> None:
        self._starts, self._readings = array("i"), bytearray()

    def append(self, mark: Mark) -> None:
        """Add a mark behind the others."""
        form = mark._replace(start=0, end=mark.end - mark.start)
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self._forms)
            self._forms.append(form)
        self._starts.append(mark.start)
        self._readings.append(number)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Mark: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mark]: ...
    def __getitem__(self, at: int | slice) -> Mark | Sequence[Mark]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        start, form = self._starts[at], self._forms[self._readings[at]]
        return Mark(start, start + form.end, *form[2:])


def marks_of(text: str, start: int, end: int) -> Marks:
    """The quotation marks of the paragraph ``text[start:end]``, apostrophes and inches left out."""
    marks = Marks()
    for s, e, left, right in _raw_marks(text, start, end):
        form = text[s:e]
        mark = (
            _single(text, s, e, left, right, form)
            if form in _SINGLE
            else _double(text, s, e, left, right, form)
        )
        if mark is not None and s == start and not mark.single:
            # Whatever begins a paragraph cannot close anything in it.
            mark = mark._replace(direction="open")
        if mark is not None:
            marks.append(mark)
    return marks


def _raw_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Where each mark begins and ends, and the characters before and after it.

    Marks that touch it are passed over; the edge of the paragraph counts as a space.
    """
    for run in _RUN.finditer(text, start, end):
        first, last = run.span()
        left = text[first - 1] if first > start else " "
        right = text[last] if last < end else " "
        for match in _MARK.finditer(text, first, last):
            s, e = match.span()
            if match.group() != "'''":
                yield s, e, left, right
                continue
            middle = s + 2 if s == start or text[s - 1].isspace() else s + 1
            yield s, middle, left, right
            yield middle, e, left, right


def _look(text: str, end: int, left: str, right: str) -> Direction:
    """The direction that the characters on both sides suggest."""
    before_edge = left.isspace() or left in _BEFORE_OPENING
    ellipsis = right in ".…" and _ELLIPSIS.match(text, end) is not None
    closing = right in _AFTER_CLOSING and not (before_edge and ellipsis)
    if closing or (right in _DASHES and not before_edge):
        return "close"
    if right.isspace():
        return "either" if before_edge else "close"
    return "open" if before_edge else "either"


def _double(text: str, s: int, e: int, left: str, right: str, form: str) -> Mark | None:
    look = _look(text, e, left, right)
    straight = form in ('"', "''")
    if straight and left.isdigit() and _INCHES.search(text, max(0, s - 10), s):
        return None
    if straight and left.isdigit() and look == "either" and not right.isupper():
        return Mark(s, e, False, "close", straight=True)
    if form in _OPENING:
        # A typographic mark means what it says unless its surroundings flatly deny it.
        return Mark(s, e, False, "close" if look == "close" and not left.isspace() else "open")
    if form in _CLOSING:
        return Mark(s, e, False, "open" if look == "open" else "close")
    return Mark(s, e, False, look, loose=look == "either", straight=True)


def _single(text: str, s: int, e: int, left: str, right: str, form: str) -> Mark | None:
    if left.isalnum() and right.isalnum():
        return None
    if _ELISION.match(text, s) or (not left.isspace() and _SUFFIX.match(text, e)):
        return None
    if left.isdigit() and _FEET.match(text, s):
        return None
    look = _look(text, e, left, right)
    if left.isspace() and right.isspace():
        return None
    if look == "open":
        return None if form in _CLOSING else Mark(s, e, True, "open")
    if look == "either":
        if left in _DASHES and form in _OPENING:
            return Mark(s, e, True, "open")
        if form in _CLOSING:
            return Mark(s, e, True, "close")
        return Mark(s, e, True, "either", loose=True)
    dropped = left in "sSzxo" or text[max(0, s - 2) : s] == "in"
    return Mark(s, e, True, "close", weak=dropped and right.isspace())
