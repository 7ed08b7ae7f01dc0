"""Whether the words for an unnamed source stand for several people or for one."""

import re
from typing import Final

from onrecord.models.lexicon.counts import bare
from onrecord.models.lexicon.mention_kinds import PLURAL_PRONOUNS, SINGULAR_PRONOUNS
from onrecord.models.lexicon.nouns import (
    COLLECTIVE_NOUNS,
    PERSON_NOUNS,
    is_plural_noun,
    singular_of,
)
from onrecord.models.lexicon.numerals import CARDINALS, SMALL
from onrecord.models.lexicon.word_lists import any_of, word_list

_WORD: Final = re.compile(r"[\w’'-]+%?|%|,")
#: Words that end the first noun phrase, unless they open it.
_HEAD_ENDS: Final = word_list("numbers.phrase_ends")
#: Words before the noun phrase that say nothing of its number.
_OPENERS: Final = word_list("numbers.openers")
_TENS: Final = any_of(word for word, number in CARDINALS.items() if number >= 20)
#: Counts and shares; no year, and no age ("a 26-year-old").
_NUMBER: Final = re.compile(rf"(?!(?:19|20)\d\d$)\d[\d.]*%?|{_TENS}-[a-z]{{3,5}}")
#: "one in five voters", not "one in five-inch heels".
_ONE_IN: Final = re.compile(rf"one (?:in|out of)(?: every)? (?:{SMALL}|\d+)(?: |$)")
_ONE: Final = frozenset({"a", "an", "another", "each", "every", "one", "this"})
_SEVERAL: Final = word_list("numbers.several") | word_list("numbers.large") | CARDINALS.keys()
#: Nouns in the singular that stand for several people, beside those of `COLLECTIVE_NOUNS`.
_GATHERINGS: Final = COLLECTIVE_NOUNS | word_list("nouns.gatherings")
_TRAILING: Final = ("ing", "ed", "where", "wide", "here")


def is_plural(description: str) -> bool:
    """Whether an unnamed source is several people ("officials", "the crowd"), not one of them.

    Read off the head of the first noun phrase: "one of the officials" and "a spokesman for
    voters" are one, "some in the party" and "those who stayed" several.
    """
    words = [word.lower() for word in _WORD.findall(bare(description))]
    while words and words[0] in _OPENERS:
        words = words[1:]
    if not words:
        return False
    if len(words) == 1 and words[0] in PLURAL_PRONOUNS | SINGULAR_PRONOUNS:
        return words[0] in PLURAL_PRONOUNS
    if _ONE_IN.match(" ".join(words)):
        return True
    head = _owned(_head(words))
    noun = head[-1].rstrip("’'")
    if noun in _GATHERINGS or _is_count(noun):
        return True
    one = head[0] in _ONE
    if _is_plural_noun(noun):
        return not one or any(map(_is_count, head))
    if _is_count(head[0]):
        return True
    # "officials loyal to …", but not "the veterans advocate".
    return not one and noun not in PERSON_NOUNS and any(map(_is_people, head))


def _head(words: list[str]) -> list[str]:
    """The first noun phrase, without what follows its noun; never empty."""
    for i, word in enumerate(words[1:], start=1):
        if word in _HEAD_ENDS or (word.endswith(_TRAILING) and _ends_in(words, i)):
            head = words[:i]
            return head[:-1] if head[-1] == "and" and i > 1 else head
    return words


def _ends_in(words: list[str], i: int) -> bool:
    """Whether a noun phrase ends before word `i`, which looks like a participle or an adverb.

    "Republicans probing …", "the audience gathered in …"; not "a family planning expert".
    """
    before = words[i - 1]
    if before in _GATHERINGS and before != "people":
        return i + 1 == len(words) or words[i + 1] in _HEAD_ENDS | {"the"}
    return before == "people" or _is_plural_noun(before)


def _owned(head: list[str]) -> list[str]:
    """What is owned, where an owner comes before it ("this year's speakers")."""
    owners = [i for i, word in enumerate(head[:-1]) if word.endswith(("'s", "’s", "s'", "s’"))]
    return head[owners[-1] + 1 :] if owners else head


def _is_count(word: str) -> bool:
    return word in _SEVERAL or _NUMBER.fullmatch(word) is not None


def _is_plural_noun(word: str) -> bool:
    return is_plural_noun(word) and not word.endswith(("'s", "’s"))


def _is_people(word: str) -> bool:
    return _is_plural_noun(word) and singular_of(word) in PERSON_NOUNS
