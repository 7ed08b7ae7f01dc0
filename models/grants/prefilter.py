"""Ruling out quickly that some words grant anonymity.

The patterns of grants take long to find nothing, and most sentences hold none. Every match of a
kind's pattern in `onrecord.models.grants.patterns.CORES` holds one of the kind's pieces; the
reverse need not be so.
"""

from typing import Final

from onrecord.models.text.prefilter import lowered

#: For words in lower case, by the kind of core.
PREFILTERS: Final = {
    "condition": frozenset({"anonym", "attribution", "name", "identi", "quoted", "cited"}),
    "anonymity": frozenset({"anonymity"}),
    "unnamed": frozenset({"anonymous", "name", "identi", "quoted", "cited", "record"}),
    "spoken": frozenset({"anonymously", "record", "background"}),
    "unauthorised": frozenset(
        {
            "authori",
            "permi",
            "allowed",
            "cleared",
            "clearance",
            "empowered",
            "supposed",
            "liberty",
            "free",
            "entitled",
            "barred",
            "forbidden",
            "prohibited",
        }
    ),
    "withheld": frozenset({"name", "naming", "identi"}),
    "only_as": frozenset({"only"}),
}
_ALL: Final = tuple(sorted(frozenset().union(*PREFILTERS.values())))


def prefiltered(words: str) -> list[str]:
    """The kinds of core that `words` may hold; those left out they don't."""
    lower = lowered(words)
    held = [piece for piece in _ALL if piece in lower]
    return (
        [kind for kind, pieces in PREFILTERS.items() if not pieces.isdisjoint(held)] if held else []
    )
