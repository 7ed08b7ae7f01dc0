"""Which names an article says are one's: "Mae Fitch, known to everyone as Mickey"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from onrecord.models.network.mention_features import Gender, NameSpan
from onrecord.models.network.tags import NameKind

#: What stands between two names of one person, in lower case, a blank between tokens.
_BETWEEN: Final = re.compile(
    r"[,(—–-]? ?(?:(?:who|he|she) (?:is |was ))?(?:\w+ )?(?:"
    r"known(?: (?:to|by|in|among|for) (?:\w+ ){0,3}\w+)?(?: simply| only| just)? (?:as|by)|"
    r"(?:nicknamed|dubbed))(?: the (?:nick|stage |pen |first )?name(?: of)?)?|"
    r"[,(—–-] (?:who |and )?(?:goes|went|going) by(?: the (?:nick)?name(?: of)?)?|"
    r"[,(—–-] (?:alias|aka|a \. k \. a \.|born|née|formerly)"
)
#: Who bears the surname of whose wife or husband they are, and with which title.
_SPOUSES: Final = {"wife": Gender.FEMALE, "husband": Gender.MALE}
_OWNERS: Final = frozenset({"his", "her"})


def aliases(names: Sequence[NameSpan], words: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indices of `names` that are one's: of a name, and of another for its bearer."""
    known = [
        (i, i + 1)
        for i, (one, other) in enumerate(pairwise(names))
        if one.kind == other.kind == NameKind.PERSON
        # The pattern's longest wording has some ten tokens.
        and 0 < other.start - one.end <= 12
        and _BETWEEN.fullmatch(" ".join(words[one.end : other.start]).lower())
    ]
    return known + _spouses(names, words)


def _spouses(names: Sequence[NameSpan], words: Sequence[str]) -> list[tuple[int, int]]:
    """Given names of wives and husbands, each with the one surname that has such a title.

    ("his wife, Cora", and "Mrs. Ames")
    """
    people = [i for i, n in enumerate(names) if n.kind == NameKind.PERSON and len(n.words) == 1]
    titled: dict[Gender, dict[tuple[str, ...], int]] = {}
    for i in people:
        titled.setdefault(names[i].gender, {}).setdefault(names[i].words, i)
    found = []
    for i in people:
        before = [w.lower() for w in words[max(0, names[i].start - 3) : names[i].start] if w != ","]
        gender = _SPOUSES.get(before[-1]) if before[-2:-1] and before[-2] in _OWNERS else None
        if gender is None or names[i].gender:
            continue
        surnames = titled.get(gender, {})
        if len(surnames) == 1:
            found += [(at, i) for at in surnames.values()]
    return found
