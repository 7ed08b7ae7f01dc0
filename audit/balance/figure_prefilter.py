"""Telling at a glance that some words state no figure of a kind.

The patterns of figures take long to find nothing, and most sentences hold none. Every match of
a kind's pattern holds a match of the kind's prefilter; the reverse need not be so.
"""

import re
from typing import Final

from onrecord.audit.schema.balance import FigureKind
from onrecord.models.text.prefilter import lowered

_NUMBER: Final = r"(?:\d|two|three|four|five|six|seven|eight|nine|ten)"

#: For words in lower case.
PREFILTERS: Final[dict[FigureKind, re.Pattern[str]]] = {
    "share": re.compile(
        rf"%|per\s?cent|half|(?:third|quarter|fifth|tenth)s?\s+of|two-thirds|three-quarters"
        rf"|(?:in|of)\s+(?:every\s+)?{_NUMBER}"
    ),
    "ranking": re.compile(
        r"(?:st|nd|rd|th)[\s-]\w*st\b|rank|no\.\s?(?:1|one)|number\s?(?:1|one)|top[\s-]"
    ),
    "superlative": re.compile(r"(?:est|worst)\b|the\s+(?:most|least)|record|all-time|unprec"),
    "number": re.compile(r"\d|illion|thousand|hundred"),
}


def prefiltered(words: str) -> list[FigureKind]:
    """The kinds of figure that `words` may state; those left out they don't."""
    lower = lowered(words)
    return [kind for kind, prefilter in PREFILTERS.items() if prefilter.search(lower)]
