"""What the words of an unnamed source say of number: how many they are, and of which group."""

import re
from typing import Final

from onrecord.models.lexicon.blanks import BLANKS
from onrecord.models.lexicon.nouns import (
    BODY_NOUNS,
    PERSON_NOUNS,
    head_noun,
    is_plural_noun,
    phrase_words,
    singular_of,
)
from onrecord.models.lexicon.numerals import CARDINALS, ORDINALS
from onrecord.models.lexicon.word_lists import number_table, word_list

#: Phrases that stand for a number before a plural noun.
_GATHERED: Final = number_table("numbers.gathered")
_ROUGH: Final = word_list("numbers.rough")
_SHARES: Final = word_list("numbers.share_signs")
_BEFORE_NUMBER: Final = word_list("numbers.before")
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NUMBER_SIGN: Final = re.compile(rf"{BLANKS}#\d+\s*$")
_PARTS: Final = word_list("numbers.parts") | CARDINALS.keys()
_WHOLES: Final = word_list("numbers.wholes")


def bare(words: str) -> str:
    """`words` without the codebook's number of a look-alike (`` #2``) and outer whitespace."""
    return _NUMBER_SIGN.sub("", words).strip()


def _lower(words: str) -> list[str]:
    return [token.lower() for token in phrase_words(bare(words)) if token[0].isalnum()]


def group_count(words: str) -> int | None:
    """How many people a phrase says it stands for, None where it says none or a rough number.

    "three senior Mexican officials" gives 3, "two of the aides" 2, "a dozen voters" 12;
    "at least three", "dozens of", "56 percent of voters" and single people give None.
    """
    lower = _lower(words)
    if _ROUGH & set(lower[:3]):
        return None
    while lower and lower[0] in _BEFORE_NUMBER:
        lower = lower[1:]
    for size in (3, 2, 1):
        gathered = _GATHERED.get(" ".join(lower[:size]))
        if gathered is not None:
            return gathered
    if not lower or _SHARES & set(lower[1:2]):
        return None
    return CARDINALS.get(lower[0]) or _counted(lower)


def _counted(lower: list[str]) -> int | None:
    """A number in digits, not a year, before a plural noun."""
    if not _DIGITS.fullmatch(lower[0]):
        return None
    count = int(lower[0].replace(",", ""))
    head = head_noun(" ".join(lower[1:]))
    year = 1900 <= count <= 2100 and "," not in lower[0]
    return count if count > 1 and not year and head and is_plural_noun(head) else None


def membership(words: str) -> bool:
    """Whether the words pick members out of a group: "one of them", "another official".

    So do "one official", "a third official", "the other", "others" and "both".
    """
    lower = _lower(words)
    if lower and lower[0] in {"only", "just"}:
        lower = lower[1:]
    if not lower:
        return False
    first, following = lower[0], lower[1:2]
    if first in {"another", "one", "others", "both", "neither"}:
        return True
    if first in {"a", "the"} and following:
        return following[0] in ORDINALS | {"other", "others"} or _part_of(lower[1:])
    return _part_of(lower)


def _part_of(lower: list[str]) -> bool:
    """Whether the phrase is "some of the …"."""
    if "of" not in lower[1:4] or lower[0] not in _PARTS:
        return False
    following = lower[lower.index("of") + 1 :]
    return bool(following) and following[0] in _WHOLES


def member_noun(words: str) -> str | None:
    """The singular noun of the group that a member's words name ("official" of "a third official").

    None where the words name none ("one of them", "another").
    """
    head = head_noun(bare(words))
    noun = singular_of(head) if head else ""
    return noun if noun in PERSON_NOUNS or noun in BODY_NOUNS else None
