"""What a canonical name tells of its source: one or several people, a person or a group."""

import re
from typing import Final

from onrecord.models.labels import Code, SourceType

#: The codebook sets a second distinct source that would read alike apart by " #2".
TWIN: Final = re.compile(r" #\d+$")
_JOINS: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+")
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|II|III|IV|MD|PhD)\.?$")
_INCLUDING: Final = re.compile(r"\b(?:including|such as|like)\s+")
_PARENTHESIS: Final = re.compile(r"\(([^)]+)\)")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD: Final = re.compile(r"[\w’'-]+%?|%|,")
_HEAD_ENDS: Final = _words(
    """, about across against alike among around as at between briefed but by close directly during
    except familiar for from he i i've in including inside interviewed into involved is i’ve
    like near no of on outside over polled she speaking such surveyed that they to today under
    was we were which who whom whose with within without you"""
)
#: Words before the noun phrase that say nothing of its number.
_OPENERS: Final = _words(
    "about almost around as at between just least nearly only over outside the"
)
#: Counts and shares; no year, and no age ("a 26-year-old").
_NUMBER: Final = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.]*%?|\w+ty-\w+")
_ONE: Final = frozenset({"a", "an", "another", "each", "every", "one", "this"})
_SEVERAL: Final = _words(
    """% all both dozen dozens eight eighty eleven few fewer fifty five forty four half hundreds
    many millions more most much nine ninety others percent scores seven seventy several six
    sixty some ten tens these thirty those thousands three twelve twenty two"""
)
_COLLECTIVES: Final = _words(
    """array audience base british bulk camp cast children chinese chorus chunk circle class clergy
    coalition collection committee community couple crew crowd delegation dozen dutch electorate
    elite establishment everybody everyone faction faithful family field folks french generation
    group handful irish japanese jury leadership left list lot majority management media
    military minority mob movement nation network number opposition pair panel part party people
    plenty plurality police pool population press proportion public quarter ranks rest right
    share side staff swiss team third trio vote wing world youth"""
)
_TRAILING: Final = ("ing", "ed", "where", "wide", "here")
_SINGULAR_S: Final = re.compile(r"(?:ss|us|is|ous|'s|’s)$")


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


def is_group(description: str) -> bool:
    """Whether a description of unnamed people speaks of several ("officials", "the crowd").

    Read off the head of its first noun phrase: its determiner where that settles it
    ("a spokesman", "some in the party"), else its last noun, by ending or from a list of
    collectives ("the police").
    """
    words = [w.lower() for w in _WORD.findall(TWIN.sub("", description))]
    while words and words[0] in _OPENERS:
        words = words[1:]
    if not words:
        return False
    head = _head(words)
    if not head:
        return False
    noun = head[-1]
    if any(w in _SEVERAL or _NUMBER.fullmatch(w) for w in head):
        return True
    if noun in _COLLECTIVES or noun.endswith("men"):
        return True
    if head[0] in _ONE:
        return False
    return noun.endswith("s") and not _SINGULAR_S.search(noun)


def _head(words: list[str]) -> list[str]:
    for i, word in enumerate(words):
        # "Republicans probing …", "the audience gathered": what follows a plural and looks
        # like a participle or an adverb is no part of the phrase.
        after = i > 0 and (words[i - 1].endswith("s") or words[i - 1] in _COLLECTIVES)
        if (i > 0 and word in _HEAD_ENDS) or (after and word.endswith(_TRAILING)):
            return words[:i]
    return words


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
            return "group" if is_group(canonical) else "individual"
    raise ValueError(f"code {code} has no source")
