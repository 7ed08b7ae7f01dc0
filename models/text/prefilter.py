"""Ruling out matches of a pattern quickly, since a failed search takes far longer.

It looks for pieces of text: every match of the pattern holds one of them.
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


def holds_any(words: str, pieces: Iterable[str]) -> bool:
    """Whether `words` hold one of `pieces`."""
    for piece in pieces:  # noqa: SIM110 - a generator would take half as long again
        if piece in words:
            return True
    return False
