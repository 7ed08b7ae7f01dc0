"""Quotation marks of one paragraph, each with what its surroundings say of its direction."""

import re
from typing import Final, Literal, NamedTuple, TypeAlias

Direction: TypeAlias = Literal["open", "close", "either"]

_MARK: Final = re.compile(r"'''|''|``|‘‘|’’|[\"“”„‟«»'‘’‹›`]")
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


def marks_of(text: str, start: int, end: int) -> list[Mark]:
    """The quotation marks of the paragraph ``text[start:end]``, apostrophes and inches left out."""
    raw = _raw_marks(text, start, end)
    lefts = _lefts(text, raw, start)
    rights = _rights(text, raw, end)
    marks = []
    for (s, e), left, right in zip(raw, lefts, rights, strict=True):
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


def _raw_marks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    raw = []
    for match in _MARK.finditer(text, start, end):
        s, e = match.span()
        if match.group() != "'''":
            raw.append((s, e))
        elif s == start or text[s - 1].isspace():
            raw += [(s, s + 2), (s + 2, e)]
        else:
            raw += [(s, s + 1), (s + 1, e)]
    return raw


def _lefts(text: str, raw: list[tuple[int, int]], start: int) -> list[str]:
    """The character before each mark, marks that touch it passed over; a space at the edge."""
    found: list[str] = []
    for i, (s, _) in enumerate(raw):
        if i and raw[i - 1][1] == s:
            found.append(found[-1])
        else:
            found.append(text[s - 1] if s > start else " ")
    return found


def _rights(text: str, raw: list[tuple[int, int]], end: int) -> list[str]:
    """The character after each mark, marks that touch it passed over; a space at the edge."""
    found: list[str] = []
    for i in range(len(raw) - 1, -1, -1):
        e = raw[i][1]
        if i + 1 < len(raw) and raw[i + 1][0] == e:
            found.append(found[-1])
        else:
            found.append(text[e] if e < end else " ")
    return found[::-1]


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
