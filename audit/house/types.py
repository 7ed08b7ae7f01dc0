"""A house list: what a newsroom says about sources that it knows."""

import re
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from onrecord.models.labels import Sector

#: The types that a source of a house list may have: it is known, and has a name.
KnownType: TypeAlias = Literal["person", "people", "organisation", "document"]
_ARTICLE: Final = re.compile(r"(?:the|an?) ")


class Known(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person, body or document that the newsroom knows, with its other names and its title."""

    name: str
    aliases: tuple[str, ...] = ()
    type: KnownType | None = None
    sector: Sector | None = None
    title: str | None = None


class House(Struct, frozen=True, kw_only=True):
    """A house list as read.

    `by_name` finds the place in `sources` by any name (as `plain` makes it) that is one source's
    only; `phrases` (stock phrases that are approved) and `outlets` are plain too. `faults` has the
    line of each bad entry and what is wrong with it, in words.
    """

    file: str
    sha256: str
    sources: tuple[Known, ...] = ()
    by_name: dict[str, int] = {}
    phrases: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    faults: tuple[tuple[int, str], ...] = ()


#: The list of a newsroom that has none.
NO_HOUSE: Final = House(file="", sha256="")


def plain(name: str) -> str:
    """A name in lower case, with straight apostrophes, single blanks and no article before it."""
    even = " ".join(name.replace("’", "'").split()).casefold()
    return _ARTICLE.sub("", even, count=1) if _ARTICLE.match(even) else even
