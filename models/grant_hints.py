"""Telling at a glance that some words grant no anonymity.

The patterns of grants take long to find nothing, and most sentences hold none. Every match of a
kind's pattern in `onrecord.models.grant_patterns.CORES` holds one of the kind's hints; the
reverse need not be so.
"""

from typing import Final

from onrecord.models.hints import lowered
from onrecord.models.word_sets import word_set

#: For words in lower case, by the kind of core.
HINTS: Final = {
    "condition": word_set("anonym attribution name identi quoted cited"),
    "anonymity": word_set("anonymity"),
    "unnamed": word_set("anonymous name identi quoted cited record"),
    "spoken": word_set("anonymously record background"),
    "unauthorised": word_set(
        """
        authori permi allowed cleared clearance empowered supposed liberty free entitled barred
        forbidden prohibited
        """
    ),
    "withheld": word_set("name naming identi"),
    "only_as": word_set("only"),
}
_ALL: Final = tuple(sorted(frozenset().union(*HINTS.values())))


def hinted(words: str) -> list[str]:
    """The kinds of core that `words` may hold; those left out they don't."""
    lower = lowered(words)
    held = [hint for hint in _ALL if hint in lower]
    return [kind for kind, hints in HINTS.items() if not hints.isdisjoint(held)] if held else []
