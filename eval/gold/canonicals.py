"""What gold says of a source: its type, and which name calls it."""

import re
from typing import Final

from onrecord.models.labels import AttributionType, Code, Unnamed

#: The codebook sets a second distinct source that would read alike apart by " #2".
TWIN: Final = re.compile(r" #\d+$")
_JOINS: Final = re.compile(r",\s*+(?:and\s+)?|(?<!\s)\s++(?:and|&)\s+")
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|II|III|IV|MD|PhD)\.?$")
_INCLUDING: Final = re.compile(r"\b(?:including|such as|like)\s+")
_PARENTHESIS: Final = re.compile(r"\(([^()]+)\)")


def joins_people(canonical: str) -> bool:
    """Whether a canonical of code P joins several named people ("A and B", "A, B and C").

    "A and her aides" names one person only.
    """
    inner = _PARENTHESIS.search(canonical)
    names = inner[1] if inner else _INCLUDING.split(canonical)[-1]
    if not re.search(r"\band\b|&", names):
        return False
    parts = [p.strip() for p in _JOINS.split(names)]
    named = [p for p in parts if p[:1].isupper() and not _SUFFIX.fullmatch(p)]
    lower_start = {"The", "Their", "His", "Her", "Other", "Many", "Some"}
    return sum(p.split()[0] not in lower_start for p in named) > 1


def type_of(
    code: Code | None, canonical: str | None, *, withheld: bool, unnamed: Unnamed | None
) -> AttributionType | None:
    """The type that gold gives a source; None where gold gives none.

    Args:
        code: its code; A and uncoded have no type.
        canonical: its fullest name or description; without one, code P is a person.
        withheld: whether the name of an unnamed source is withheld on purpose, at any of
            its mentions.
        unnamed: what gold says of a source of code X.
    """
    match code:
        case "P":
            return "people" if canonical and joins_people(canonical) else "person"
        case "O":
            return "organisation"
        case "D":
            return "document"
        case "X" | "Q" if withheld:
            return "confidential"
        case "X":
            return unnamed
        case "Q":
            return "unidentified"
        case "N":
            return "hearsay"
    return None
