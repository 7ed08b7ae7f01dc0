"""Telling at a glance that a pattern has no match: it takes far longer to find nothing.

A hint is a piece of text that every match of a pattern holds, one of several.
"""

from collections.abc import Iterable


def lowered(words: str) -> str:
    """`words` in lower case, with plain letters for what patterns that ignore case take for them.

    These are the dotless and the dotted i and the long s.
    """
    lower = words.lower()
    if lower.isascii():
        return lower
    return lower.replace("ı", "i").replace("i\u0307", "i").replace("ſ", "s")


def holds_any(words: str, hints: Iterable[str]) -> bool:
    """Whether `words` hold one of `hints`."""
    for hint in hints:  # noqa: SIM110 - a generator would take half as long again
        if hint in words:
            return True
    return False
