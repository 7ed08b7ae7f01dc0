"""Which stretches of an article some source is given for."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.models.types import Attribution, Span


class _Reach(NamedTuple):
    """Where a content ends, and the id of its attribution."""

    end: int
    owner: str | None


_NOWHERE = _Reach(-1, None)


class Coverage:
    """The contents of the attributions that have a source, by where they begin.

    For each content the furthest end of those that begin no later is kept, and the furthest of
    any other attribution than that, so that a look-up need not go through them.
    """

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        contents = sorted(
            (start, _Reach(end, a.id))
            for a in attributions
            if a.source_id is not None
            for start, end in a.content
        )
        self._starts = [start for start, _ in contents]
        self._furthest: list[tuple[_Reach, _Reach]] = []
        first, second = _NOWHERE, _NOWHERE
        for _, reach in contents:
            if reach.owner == first.owner:
                first = max(first, reach)
            elif reach.end > first.end:
                first, second = reach, first
            elif reach.end > second.end:
                second = reach
            self._furthest.append((first, second))

    def covers(self, span: Span, but: str | None = None) -> bool:
        """Whether a content of any attribution, `but` left out (an id), holds all of `span`."""
        begun = bisect_right(self._starts, span[0])
        reaches = self._furthest[begun - 1] if begun else ()
        return any(reach.owner != but and reach.end >= span[1] for reach in reaches if reach.owner)
