"""A step of work on a piece, which can be undone and redone: other words, other decisions."""

import msgspec

from onrecord.audit.schema.audit import Link


class Splice(msgspec.Struct, frozen=True, array_like=True):
    """`removed` gave way to `inserted` at the offset `start`."""

    start: int
    removed: str
    inserted: str

    def backwards(self) -> "Splice":
        """What undoes it."""
        return Splice(self.start, self.inserted, self.removed)

    def applied(self, text: str) -> str:
        """`text` with it.

        Raises:
            ValueError: `text` has other words there.
        """
        end = self.start + len(self.removed)
        if text[self.start : end] != self.removed:
            raise ValueError("a step doesn't fit the text that it is applied to")
        return text[: self.start] + self.inserted + text[end:]


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one write changed: words, which decisions stand (by id), and links where they changed.

    `links` is those before and those after.
    """

    splice: Splice | None = None
    on: list[int] = []
    off: list[int] = []
    links: tuple[list[Link], list[Link]] | None = None

    def backwards(self) -> "Step":
        """What undoes it."""
        return Step(
            splice=self.splice and self.splice.backwards(),
            on=self.off,
            off=self.on,
            links=self.links and (self.links[1], self.links[0]),
        )


def splice_between(old: str, new: str) -> Splice | None:
    """The one splice that makes `new` of `old`; None where they are equal."""
    if old == new:
        return None
    shortest = min(len(old), len(new))
    start = _common(old, new, shortest)
    end = _common(old[::-1], new[::-1], shortest - start)
    return Splice(start, old[start : len(old) - end], new[start : len(new) - end])


def _common(one: str, other: str, most: int) -> int:
    """How many characters both begin with, of `most`; halved, since slices compare fast."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def moved_links(links: list[Link], splice: Splice) -> list[Link]:
    """Links where their words stand after a splice; those whose words it touches are dropped."""
    end = splice.start + len(splice.removed)
    shift = len(splice.inserted) - len(splice.removed)
    moved = []
    for link in links:
        first, last = link.span
        if last <= splice.start:
            moved.append(link)
        elif first >= end:
            moved.append(msgspec.structs.replace(link, span=(first + shift, last + shift)))
    return moved
