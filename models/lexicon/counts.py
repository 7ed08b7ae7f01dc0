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
from onrecord.models.lexicon.word_sets import word_set

_UNITS: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS: Final = "thirty forty fifty sixty seventy eighty ninety"
_NUMBERS: Final = {word: n for n, word in enumerate(_UNITS.split(), start=2)} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), start=3)
}
#: Phrases that stand for a number before a plural noun.
_GATHERED: Final = {
    "both": 2,
    "couple": 2,
    "pair": 2,
    "duo": 2,
    "trio": 3,
    "quartet": 4,
    "dozen": 12,
    "half-dozen": 6,
    "half a dozen": 6,
    "two dozen": 24,
    "three dozen": 36,
    "four dozen": 48,
    "hundred": 100,
    "one hundred": 100,
    "two hundred": 200,
}
#: Words that make a number a rough one.
_ROUGH: Final = word_set(
    """
    about around nearly almost roughly some approximately over under than least most up fewer more
    estimated few several many
    """
)
_SHARES: Final = word_set("percent per out in million billion thousand years year")
_BEFORE_NUMBER: Final = word_set("the these those all his her their other first last a an our")
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NUMBER_SIGN: Final = re.compile(rf"{BLANKS}#\d+\s*$")
_ORDINALS: Final = word_set("second third fourth fifth sixth seventh eighth ninth tenth")
_PARTS: Final = word_set(
    """
    one two three four five six several some many most few another both each neither none all any
    third second half
    """
)
_WHOLES: Final = word_set("the them those these us his her its their whom")


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
    return _NUMBERS.get(lower[0]) or _counted(lower)


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
        return following[0] in _ORDINALS | {"other", "others"} or _part_of(lower[1:])
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
