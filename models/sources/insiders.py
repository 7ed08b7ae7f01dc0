"""The body of which an unnamed source is an insider: "two employees of the district"."""

import re
from collections.abc import Mapping
from typing import Final

_OF: Final = re.compile(r"\b(?:of|at|in|for|with|from)\s+(?:the\s+)?([^,;]+)$", re.IGNORECASE)


def last_word(name: str) -> str:
    """The last word of a name, in lower case; "" of none."""
    return name.split()[-1].lower() if name.split() else ""


def body_of(name: str, bodies: Mapping[str, int]) -> int | None:
    """The one of `bodies`, by the last words of their names, that the end of `name` calls so."""
    # What is at the end is short.
    within = _OF.search(" ".join(name.split()[-8:]))
    return bodies.get(last_word(within[1])) if within else None
