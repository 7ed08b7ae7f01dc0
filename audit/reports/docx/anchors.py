"""Putting the marks of comments around passages of a Word file."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from onrecord.audit.ingest.docx.walk import Piece, child
from onrecord.models.types import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A place in a run: which child, and how many characters into it.
_Edge: TypeAlias = tuple[int, int]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
#: What runs may be wrapped in; where a passage begins or ends with one, its mark stands outside.
_WRAPPERS: Final = frozenset({"hyperlink", "ins", "moveTo"})
#: A field whose words are made again when it is updated, so that no mark may stand in it.
_FIELD: Final = "fldSimple"


class _Place(NamedTuple):
    """Where a passage begins or ends: in a run, or (`edge` is None) with the whole of it."""

    element: "_Element"
    edge: _Edge | None


def anchor(
    pieces: Sequence[Piece], top: Sequence[Piece], spans: Sequence[tuple[int, Span | None]]
) -> None:
    """Change the tree that `pieces` belong to: put the marks of comments around passages.

    Runs are split where a passage begins or ends inside them; nothing else changes.

    Args:
        pieces: the words of the text, in its order.
        top: the pieces to which belongs what concerns the whole text; not empty.
        spans: the id of each comment, and its passage as offsets into the text; None is the
            whole text.
    """
    starts, ends = [one.start for one in pieces], [one.end for one in pieces]
    places: list[tuple[int, _Place, _Place]] = []
    for number, span in spans:
        inside: Sequence[Piece] = ()
        if span is not None:
            inside = pieces[bisect_right(ends, span[0]) : bisect_left(starts, span[1])]
        divided = span if span is not None and inside and span[0] < span[1] else None
        places.append((number, *_places(inside or top, divided)))
    split = _split_runs([place for _, first, last in places for place in (first, last)])
    tails: dict[_Element, _Element] = {}
    for number, first, last in places:
        before, after = split.get((*first, "begin")), split.get((*last, "end"))
        begin = _outer(before if before is not None else _run(first.element), last=False)
        end = _outer(after if after is not None else _run(last.element), last=True)
        _mark(number, begin, end, tails)


def _places(inside: Sequence[Piece], span: Span | None) -> tuple[_Place, _Place]:
    """Where a passage begins and ends in its pieces; None: with them."""
    first = inside[0]
    # a note stands elsewhere than the words before it
    last = next(one for one in reversed(inside) if _in_note(one) == _in_note(first))
    start = first.start if span is None else max(span[0], first.start)
    end = last.end if span is None else min(span[1], last.end)
    return _place(first, start), _place(last, end)


def _in_note(piece: Piece) -> bool:
    return piece.whole and str(piece.element.tag).endswith("noteReference")


def _place(piece: Piece, offset: int) -> _Place:
    if piece.whole:
        return _Place(piece.element, None)
    run = _run(piece.element)
    at = piece.at + offset - piece.start
    index = run.index(piece.element)
    length = len(piece.element.text or "") or 1
    return _Place(run, (index + 1, 0) if at >= length else (index, at))


def _split_runs(places: Sequence[_Place]) -> "dict[tuple[_Element, _Edge | None, str], _Element]":
    """Split runs at `places`: the run that begins and the one that ends at each."""
    cuts: dict[_Element, set[_Edge]] = defaultdict(set)
    for place in places:
        if place.edge is not None:
            cuts[place.element].add(place.edge)
    found: dict[tuple[_Element, _Edge | None, str], _Element] = {}
    for run, edges in cuts.items():
        children = list(run)
        first = (0 if child(run, "rPr") is None else 1, 0)
        whole = sorted({first, *edges, (len(children), 0)})
        parts = [_between(children, *pair) for pair in pairwise(whole)]
        last = run
        for (begin, end), part in zip(pairwise(whole), parts, strict=True):
            if begin != first:
                last.addnext(new := _like(run))
                last = new
            last.extend(part)
            found[run, begin, "begin"] = found[run, end, "end"] = last
    return found


def _between(children: Sequence["_Element"], begin: _Edge, end: _Edge) -> list["_Element"]:
    """What of a run's children lies between two edges; those that an edge divides are copied."""
    part: list[_Element] = []
    for index in range(begin[0], end[0] + 1):
        low = begin[1] if index == begin[0] else 0
        high = end[1] if index == end[0] else None
        if high == 0:
            continue
        if low == 0 and high is None:
            part.append(children[index])
            continue
        words = children[index].text or ""
        copy = deepcopy(children[index])
        copy.text, copy.tail = words[low:high], None
        copy.set(_SPACE, "preserve")
        part.append(copy)
        if high is None:  # the last part of it has been copied
            _remove(children[index])
    return part


def _remove(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _like(run: "_Element") -> "_Element":
    """An empty run that looks like `run`."""
    new = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = child(run, "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def _run(element: "_Element") -> "_Element":
    """The run that a text element stands in."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("a piece is not in a run")
    return parent


def _outer(run: "_Element", *, last: bool) -> "_Element":
    """The element before (after, if `last`) which the mark of a run belongs."""
    node = run
    while (parent := node.getparent()) is not None:
        name = str(parent.tag).rpartition("}")[2]
        beside = node.getnext() if last else node.getprevious()
        if name != _FIELD and (name not in _WRAPPERS or beside is not None):
            break
        node = parent
    return node


def _mark(
    number: int, begin: "_Element", end: "_Element", tails: "dict[_Element, _Element]"
) -> None:
    """Put the marks of a comment before `begin` and after `end`, behind those that are there."""
    space = str(begin.tag).partition("}")[0] + "}"
    given = {f"{space}id": str(number)}
    begin.addprevious(begin.makeelement(f"{space}commentRangeStart", given))
    closing = end.makeelement(f"{space}commentRangeEnd", given)
    tails.get(end, end).addnext(closing)
    run = end.makeelement(f"{space}r")
    run.append(run.makeelement(f"{space}commentReference", given))
    closing.addnext(run)
    tails[end] = run
