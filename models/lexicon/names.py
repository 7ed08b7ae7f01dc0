"""Names of people and bodies: what remains of them without titles and articles."""

import re
import unicodedata
from typing import Final

from onrecord.models.lexicon.nouns import BODY_NOUNS
from onrecord.models.lexicon.word_lists import any_of, word_list

ARTICLES: Final = frozenset({"a", "an", "the"})
#: Forms of address that say nothing of who somebody is ("Mr").
COURTESY: Final = word_list("people.courtesy") | word_list("people.short_courtesy")
#: A pattern of a form of address before a surname ("Mr", "Dr"), without its full stop.
ADDRESS: Final = any_of(map(str.capitalize, word_list("people.short_courtesy") | {"dr"}))
#: What follows a surname and is no part of it.
SUFFIXES: Final = word_list("people.suffixes")
#: Forms of address and suffixes that never belong to the name itself.
HONORIFICS: Final = (
    COURTESY
    | SUFFIXES
    | word_list("people.styles")
    | word_list("people.short_styles")
    | word_list("people.degrees")
)
#: What stands before a part of a surname ("van der Meer"), never at its end.
PARTICLES: Final = word_list("people.particles")
#: A pattern of one of them.
PARTICLE: Final = any_of(PARTICLES)
#: Offices, ranks and trades that stand before a name and say what its bearer is.
OFFICES: Final = word_list("people.offices")
#: Offices and ranks as they are shortened before a name ("Sen").
SHORT_TITLES: Final = word_list("people.short_titles")
#: Titles of office, rank or trade; part of a body's name only where no person follows.
TITLES: Final = OFFICES | SHORT_TITLES | word_list("people.titles")
_TITLE_TAILS: Final = word_list("people.title_tails")
#: Last words of bodies whose name may begin like a title: Justice Department, General Motors.
_BODY_ENDINGS: Final = BODY_NOUNS | word_list("people.body_endings")
_NAME_WORD: Final = re.compile(r"[^\W_]+(?:['\-‑][^\W_]+)*")
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE: Final = re.compile(r"(?<=s)['’](?!\w)|['’]s(?!\w)")


def plain(words: str) -> str:
    """`words` in lower case without accents, dots of abbreviations or possessive endings."""
    dotless = _DOTTED.sub(lambda match: match.group().replace(".", ""), words)
    bare = _POSSESSIVE.sub("", dotless.casefold())
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")


def name_words(name: str) -> frozenset[str]:
    """The words of a name, in lower case without accents, titles, honorifics or articles.

    "Secretary of State Marco Rubio" gives {marco, rubio}, "the F.B.I." {fbi}. Where nothing
    but titles would be left ("the attorney general"), they stay.
    """
    words = [word for word in _NAME_WORD.findall(plain(name)) if word not in ARTICLES]
    kept = [word for word in words if word not in HONORIFICS] or words
    named = kept if _is_body(kept) else kept[_title_end(kept) :]
    return frozenset(word for word in named if word not in {"of", "for", "and"}) or frozenset(named)


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal as sets of words, or one is contained in the other."""
    a, b = name_words(one), name_words(other)
    return bool(a) and bool(b) and (a <= b or b <= a)


def _title_end(words: list[str]) -> int:
    """How many words at the start are titles with what belongs to them ("secretary of state")."""
    end = 0
    while end < len(words):
        if words[end] in TITLES or (end and words[end] in _TITLE_TAILS):
            end += 1
        elif end and words[end] == "of" and set(words[end + 1 : end + 2]) & _TITLE_TAILS:
            end += 2
        else:
            break
    return end if end < len(words) else 0


def _is_body(words: list[str]) -> bool:
    return bool(words) and words[-1] in _BODY_ENDINGS
