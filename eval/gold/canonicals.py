"""What a code and a canonical name tell of a source: its type."""

import re
from typing import Final

from onrecord.models.labels import Code, SourceType
from onrecord.models.plurals import is_plural

#: The codebook sets a second distinct source that would read alike apart by " #2".
TWIN: Final = re.compile(r" #\d+$")
_JOINS: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+")
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|II|III|IV|MD|PhD)\.?$")
_INCLUDING: Final = re.compile(r"\b(?:including|such as|like)\s+")
_PARENTHESIS: Final = re.compile(r"\(([^)]+)\)")


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


def type_of(code: Code, canonical: str, *, withheld: bool) -> SourceType:
    """The type of a source in the ledger, from its code and canonical.

    Args:
        code: any but N and A, which have no source.
        canonical: its fullest name or description.
        withheld: whether anonymity was granted, for any of its mentions.

    Raises:
        ValueError: code is N or A.
    """
    match code:
        case "P":
            return "people" if joins_people(canonical) else "person"
        case "O":
            return "organisation"
        case "D":
            return "document"
        case "Q":
            return "unidentified"
        case "X":
            if withheld:
                return "confidential"
            return "group" if is_plural(canonical) else "individual"
    raise ValueError(f"code {code} has no source")
