"""Pieces of a text by their offsets."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from onrecord.models.types import Span


class Spans(Sequence[Span]):
    """Spans in text order, kept as two arrays: a tenth of what as many pairs of numbers take."""

    def __init__(self, starts: "array[int]", ends: "array[int]") -> None:
        self.starts, self.ends = starts, ends

    def __len__(self) -> int:
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Spans):
            return self.starts == other.starts and self.ends == other.ends
        return isinstance(other, Sequence) and list(self) == list(other)

    def __iter__(self) -> Iterator[Span]:
        return zip(self.starts, self.ends, strict=True)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> "Spans": ...
    def __getitem__(self, at: int | slice) -> "Span | Spans":
        if isinstance(at, slice):
            return Spans(self.starts[at], self.ends[at])
        return self.starts[at], self.ends[at]


def runs(numbers: Sequence[int]) -> list[range]:
    """Ascending `numbers` as ranges of consecutive ones."""
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return [range(numbers[0], numbers[-1] + 1)]
    found: list[range] = []
    first = 0
    for position in range(1, len(numbers) + 1):
        if position == len(numbers) or numbers[position] != numbers[position - 1] + 1:
            found.append(range(numbers[first], numbers[position - 1] + 1))
            first = position
    return found


def merged(spans: Iterable[Span]) -> list[Span]:
    """`spans`, in any order, as spans in order and apart: where two overlap, they become one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of `spans` that share a character with `span`; they stand in order and apart."""
    first = bisect_right(spans, (span[0], span[0]))
    if first and spans[first - 1][1] > span[0]:
        first -= 1
    last = bisect_left(spans, (span[1], span[1]), first)
    return spans[first:last]


def touching(spans: Iterable[Span], parts: Sequence[Span]) -> list[Span]:
    """Those of `spans` that share a character with one of `parts`, in order and apart."""
    return [span for span in spans if overlapping(parts, span)]
