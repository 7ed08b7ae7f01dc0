"""Headlines of linked articles that a crawler glued to a name in the middle of a sentence.

Sites that put a card of links behind a politician's name leave this in a crawled text: "Sen. Ann
Lee Ann Marie LeeBudget talks stall again Lee: no deal MORE (R-Ohio) said so". The card goes from
behind the name, which stands twice, to the word that led to more of the kind.
"""

import re
from typing import Final

from onrecord.models.config import SentenceConfig
from onrecord.models.types import Span

_END: Final = re.compile(r"(?<=\s)MORE\b")
_GLUED: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9“‘'\"])")
_NAME: Final = re.compile(r"(?<![\w’-])[A-Z][\w’-]*+$")
_CONFIG: Final = SentenceConfig()


def glued_headlines(text: str) -> list[Span]:
    """Where such headlines stand in `text`, in order, each within a line; half-open offsets."""
    found: list[Span] = []
    before = 0
    for end in _END.finditer(text):
        line = text.rfind("\n", 0, end.start()) + 1
        first = max(before, line, end.start() - _CONFIG.longest_card)
        start = _first_glued(text, first, end.start())
        if start is not None:
            found.append((start, end.end()))
        before = end.end()
    return found


def _first_glued(line: str, first: int, last: int) -> int | None:
    """The first place where a word is glued to a name that stands right before it, too."""
    for glued in _GLUED.finditer(line, first, last):
        at = glued.start()
        name = _NAME.search(line[max(first, at - _CONFIG.longest_name) : at])
        if name is None or len(name[0]) < 2:
            continue
        above = line[max(first, at - len(name[0]) - _CONFIG.twice) : at - len(name[0])]
        if name[0] in re.findall(r"[\w’-]+", above):
            return at
    return None
