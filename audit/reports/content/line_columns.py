"""The line and column of passages in a text."""

from bisect import bisect_right
from typing import NamedTuple

from onrecord.models.types import Span


class Place(NamedTuple):
    """Where a passage starts and ends; lines and columns count from 1, `end_column` is excluded.

    Columns are characters (code points).
    """

    line: int
    column: int
    end_line: int
    end_column: int


class LineColumns:
    """The lines of a text, each of which ends with a line feed."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        while at := text.find("\n", self._starts[-1]) + 1:
            self._starts.append(at)

    def place(self, span: Span) -> Place:
        """Where `span`, half-open offsets into the text, stands."""
        return Place(*self._of(span[0]), *self._of(span[1]))

    def _of(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
