"""Nouns that name kinds of sources, and the head noun of a source's words."""

import re
from typing import Final

from onrecord.models.lexicon.numerals import CARDINALS
from onrecord.models.lexicon.word_lists import form_table, word_list

#: Nouns for people by role, in the singular.
PERSON_NOUNS: Final = word_list("nouns.people")
#: Nouns for posts and callings: one who has one of them is seldom called by another.
POST_NOUNS: Final = word_list("nouns.posts")
#: Nouns for bodies that speak as one.
BODY_NOUNS: Final = word_list("nouns.bodies")
#: Nouns for what is read, seen or counted rather than asked.
DOCUMENT_NOUNS: Final = word_list("nouns.documents")
#: Nouns in the singular that stand for several people.
COLLECTIVE_NOUNS: Final = word_list("nouns.collectives")
_PLURALS: Final = form_table("nouns.plurals")
_SINGULAR_S: Final = ("ss", "us", "is", "ous")
#: Words after which a noun phrase's head can no longer come.
_AFTER_HEAD: Final = word_list("nouns.after_head")
#: Heads that only count or gather what follows their "of".
_QUANTIFIERS: Final = word_list("nouns.quantifiers") | CARDINALS.keys()
#: "more than 20 aides" has the head of "20 aides".
_ROUGH: Final = re.compile(
    r"\b(?:more than|fewer than|less than|at least|at most|up to|as many as)\s+",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_TOKEN: Final = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_][\w&]*(?:[.'’\-‑][\w&]+)*\.?|%|[,;:()–—]")


def phrase_words(words: str) -> list[str]:
    """Words of a phrase with inner hyphens, dots and apostrophes; some punctuation apart."""
    return _TOKEN.findall(words)


def singular_of(noun: str) -> str:
    """The singular of a lower-case English noun, by rule."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("people") and len(noun) > 6:
        return noun[:-6] + "person"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(_SINGULAR_S) and len(noun) > 2:
        return noun[:-1]
    return noun


def is_plural_noun(noun: str) -> bool:
    """Whether a lower-case noun has a plural form."""
    return singular_of(noun) != noun or noun in {"data", "clergy"}


def head_noun(words: str) -> str | None:
    """The lower-case head noun of a source's words, None where there is none.

    "three senior Mexican officials who spoke" gives "officials", "one of the officials" and
    "56 percent of voters" the noun behind "of". A name gives its last word.
    """
    tokens = phrase_words(_ROUGH.sub("", words))
    while tokens:
        end = _head_end(tokens)
        if end == 0:
            tokens = tokens[1:]
            continue
        head = tokens[end - 1].lower().rstrip(".")
        counts = head in _QUANTIFIERS or head.isdigit()
        if counts and end < len(tokens) - 1 and tokens[end].lower() == "of":
            tokens = tokens[end + 1 :]
            continue
        return _POSSESSIVE.sub("", head)
    return None


def _head_end(tokens: list[str]) -> int:
    """Number of tokens up to and with the head."""
    for i, token in enumerate(tokens):
        if token.lower() in _AFTER_HEAD or token in ",;:()–—":
            return i
    return len(tokens)
