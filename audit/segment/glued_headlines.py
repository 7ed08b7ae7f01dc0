"""Headlines of linked articles that a crawler glued to a name in the middle of a sentence.

Sites that put a card of links behind a politician's name leave this in a crawled text: "Sen. Ann
Lee Ann Marie LeeBudget talks stall again Lee: no deal MORE (R-Ohio) said so". The card goes from
behind the name, which stands twice, to the word that led to more of the kind.
"""

import re
from typing import Final

from onrecord.models.types import Span

_END: Final = re.compile(r"(?<=\s)MORE\b")
_GLUED: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9“‘'\"])")
_NAME: Final = re.compile(r"(?<![\w’-])[A-Z][\w’-]*+$")
#: How far, in characters, a card may reach; within how many before it the name stands twice; how
#: long a name is.
_LONGEST: Final = 900
_TWICE: Final = 80
_NAME_LENGTH: Final = 30


def glued_headlines(text: str) -> list[Span]:
    """Where such headlines stand in `text`, in order, each within a line; half-open offsets."""
    found: list[Span] = []
    before = 0
    for end in _END.finditer(text):
        line = text.rfind("\n", 0, end.start()) + 1
        first = max(before, line, end.start() - _LONGEST)
        start = _first_glued(text, first, end.start())
        if start is not None:
            found.append((start, end.end()))
        before = end.end()
    return found


def _first_glued(line: str, first: int, last: int) -> int | None:
    """The first place where a word is glued to a name that stands right before it, too."""
    for glued in _GLUED.finditer(line, first, last):
        at = glued.start()
        name = _NAME.search(line[max(first, at - _NAME_LENGTH) : at])
        if name is None or len(name[0]) < 2:
            continue
        above = line[max(first, at - len(name[0]) - _TWICE) : at - len(name[0])]
        if name[0] in re.findall(r"[\w’-]+", above):
            return at
    return None
