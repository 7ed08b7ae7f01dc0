"""Whether a mention is a pronoun, a name or a description, by its words alone."""

import re
from typing import Final, Literal, TypeAlias

from onrecord.models.lexicon.blanks import BLANKS
from onrecord.models.lexicon.names import ARTICLES, PARTICLES
from onrecord.models.lexicon.nouns import (
    COLLECTIVE_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    is_plural_noun,
    phrase_words,
    singular_of,
)
from onrecord.models.lexicon.numerals import CARDINALS
from onrecord.models.lexicon.word_lists import word_list

MentionKind: TypeAlias = Literal["pronoun", "relative", "name", "definite", "indefinite", "elided"]

#: Pronouns that stand for people, as subjects.
THIRD_PERSON: Final = word_list("mentions.third_person")
#: Personal pronouns as subjects.
SUBJECTS: Final = THIRD_PERSON | word_list("mentions.other_subjects")
PLURAL_PRONOUNS: Final = word_list("mentions.plural_pronouns")
SINGULAR_PRONOUNS: Final = word_list("mentions.singular_pronouns")
PRONOUNS: Final = PLURAL_PRONOUNS | SINGULAR_PRONOUNS | word_list("mentions.other_pronouns")
RELATIVES: Final = word_list("mentions.relatives")
#: Words that alone do not say who is meant.
POINTING: Final = PRONOUNS | RELATIVES | word_list("mentions.pointing")
_DEFINITE: Final = word_list("mentions.definite")
_INDEFINITE: Final = word_list("mentions.indefinite") | CARDINALS.keys()
#: Peoples and parties in the plural: many people, not a name.
_NATIONALS: Final = re.compile(
    r"(?:[A-Z]\w*)?(?:ocrats|(?<!Ev)ans|ists|ites|atives|essives|endents|gelicals|iberals|entrists|aquis|"
    r"panics|tholics|slims|atinos|orkers|doners|Tories|Whigs|Greens|Jews|Britons|Danes|Swedes|Finns|"
    r"Turks|Greeks|Czechs|Poles|Thais|Iraqis|Israelis|Saudis|Pakistanis|Arabs|Kurds|Scots|Blacks|Whites)"
)
_NO_NAMES: Final = (
    PERSON_NOUNS
    | COLLECTIVE_NOUNS
    | DOCUMENT_NOUNS
    | _INDEFINITE
    | _DEFINITE
    | {"expert", "authority"}
)
#: Small words inside names: Bank of England, van der Berg.
_INNER: Final = PARTICLES | word_list("mentions.inside_names")
_STOPS: Final = word_list("mentions.stops")
_CLITIC: Final = re.compile(r"['’](?:s|re|d|ve|ll)$")
_POSSESSIVE: Final = ("'s", "’s", "'", "’")
#: What parts a name from a description in apposition.
_PARTS: Final = re.compile(rf"{BLANKS}[,–—;()]\s*|\s--\s")


def mention_kind(words: str) -> MentionKind:
    """The kind of a mention: pronoun, relative ("who"), name, definite or indefinite description.

    A name with a description beside it ("David Mora, an analyst") is a name; bare plurals
    ("officials", "Democrats", "Mexican officials") are indefinite, a description with a
    possessor ("the mayor's lawyer") is definite; no words: elided.
    """
    tokens = [token for token in phrase_words(words) if token[0].isalnum()]
    if not tokens:
        return "elided"
    first = _CLITIC.sub("", tokens[0].lower())
    if len(tokens) == 1 and first in RELATIVES:
        return "relative"
    if len(tokens) == 1 and first in PRONOUNS:
        return "pronoun"
    if _holds_name(words):
        return "name"
    if first in _INDEFINITE or first[0].isdigit():
        return "indefinite"
    if first in _DEFINITE or any(token.endswith(_POSSESSIVE) for token in tokens[:-1]):
        return "definite"
    return "indefinite"


def _holds_name(words: str) -> bool:
    """Whether the phrase, or what stands in apposition in it, is a name."""
    parts = _PARTS.split(words.strip())
    return _is_name(parts[0]) or any(_is_full_name(part) for part in parts[1:2])


def _is_name(part: str) -> bool:
    base = _base(part)
    if not base or not is_proper(base[-1]):
        return False
    if _is_people(base):
        return False
    if len(base) > 1:
        return True
    noun = base[0].lower()
    return noun not in _NO_NAMES and singular_of(noun) not in _NO_NAMES


def _is_people(base: list[str]) -> bool:
    """Whether the phrase is people of a named body: "Friends of Lind", "Senate Democrats"."""
    first = singular_of(base[0].lower())
    follows = len(base) > 1 and base[1].lower() in _INNER
    several = base[0].lower() != first or first in COLLECTIVE_NOUNS
    people = follows and several and (first in PERSON_NOUNS or first in COLLECTIVE_NOUNS)
    last = base[-1]
    return people or bool(_NATIONALS.fullmatch(last) and is_plural_noun(last.lower()))


def _is_full_name(part: str) -> bool:
    """Whether all of `part` is a name of two words and more: a name in apposition."""
    base = _base(part)
    return len(base) > 1 and all(is_proper(token) or token.lower() in _INNER for token in base)


def _base(part: str) -> list[str]:
    """The noun phrase before its first preposition or relative clause; empty if indefinite."""
    tokens = [token for token in phrase_words(part) if token[0].isalnum()]
    if not tokens or tokens[0].lower() in _INDEFINITE:
        return []
    start = 1 if tokens[0].lower() in ARTICLES and len(tokens) > 1 else 0
    return tokens[start : _base_end(tokens, start)]


def _base_end(tokens: list[str], start: int) -> int:
    for i in range(start + 1, len(tokens)):
        lower = tokens[i].lower()
        following = tokens[i + 1 : i + 2]
        goes_on = bool(following) and (is_proper(following[0]) or following[0].lower() in _INNER)
        if lower in _INNER and goes_on:
            continue
        if lower in _STOPS:
            return i
    return len(tokens)


def is_proper(token: str) -> bool:
    """Whether a token is written like (part of) a name."""
    return token[0].isupper() or (len(token) > 2 and token[1].isupper())


def trimmed(mention: str) -> str:
    """A mention without the "that" before it or the "who" behind it that tagging took along."""
    words = mention.removeprefix("that ").strip(",;: ")
    return words.removesuffix(" who").removesuffix(" which").rstrip(",")
