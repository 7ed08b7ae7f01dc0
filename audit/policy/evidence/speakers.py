"""Which unnamed sources the rules on anonymity are about, and what the article says of them.

They are people whom the writer could name and does not: confidential sources, and unnamed
persons and groups that speak from inside. Voters, critics, crowds and polls are none, nor are
office-holders and spokespeople, of whom only the name is missing.
"""

import re
from collections.abc import Iterable
from typing import Final

from onrecord.models.lexicon.mention_kinds import SUBJECTS
from onrecord.models.lexicon.nouns import head_noun, singular_of
from onrecord.models.lexicon.numerals import CARDINALS
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.types import Source

_TWIN: Final = re.compile(r" #\d+$")
_TOKEN: Final = re.compile(r"(?<![\w’'.&-])(?:[’'.&-]*+\w)++|,")
_TELLING: Final = re.compile(
    r"\b(?:accord\w*|acknowledg\w*|add(?:ed|s)|admit\w*|allege[ds]?|argu\w+|assert\w*|caution\w*"
    r"|cit(?:ed?|ing)|claim\w*|complain\w*|conced\w+|confirm\w*|contend\w*|den(?:y|ies|ied)|describ\w+"
    r"|disclos\w+|emphasi\w+|estimat\w+|explain\w*|informed|insist\w*|maintain\w*|mention\w*|not(?:ed|es|ing)"
    r"|point\w*\s+out|point\w*|predict\w*|recall\w*|recount\w*|relay\w*|reported|reveal\w*|sa(?:id|ys?|ying)"
    r"|stat(?:ed|es)|stress\w*|suggest\w*|t(?:old|ells?|elling)|warn\w*|wrote)\b",
    re.IGNORECASE,
)
#: What is called out where others hear it.
_ALOUD: Final = re.compile(
    r"\b(?:shout\w*|yell\w*|scream\w*|cr(?:y|ies|ied|ying)\s+out|call(?:ed|s|ing)?\s+out|order(?:s|ed|ing)"
    r"|bark(?:s|ed)|chant\w*|plead(?:s|ed|ing)|radio(?:s|ed)|shriek\w*|heckl\w*|sang|sings?)\b",
    re.IGNORECASE,
)
#: Nouns that say nothing of who somebody is.
_EMPTY_HEADS: Final = word_list("rules.empty_heads")
#: Of these an article has to say how they know; of an official or aide the office says it.
WITHOUT_OFFICE: Final = word_list("rules.without_office")
#: One of those who have left an office, in whose name they no longer speak.
_OUT_OF_OFFICE: Final = re.compile(r"(?:an?|one|another)\s+(?:\w+\s+)?former\b", re.IGNORECASE)
#: Words that stand with an empty head and still say nothing of who somebody is.
_EMPTY: Final = word_list("rules.empty") | CARDINALS.keys()


def plain_name(name: str) -> str:
    """A source's name without the mark that sets sources of the same description apart."""
    return _TWIN.sub("", name)


def is_anonymous_source(source: Source) -> bool:
    """Whether the rules on anonymous sources are about this one."""
    unnamed = source.type in ("individual", "group") or holds_no_office(source)
    return source.type == "confidential" or (unnamed and source.insider is True)


def holds_no_office(source: Source) -> bool:
    """Whether one taken for an office-holder has none: "a company insider", "a former manager"."""
    without = head_of(plain_name(source.name)) in WITHOUT_OFFICE
    return source.type == "role" and (without or _OUT_OF_OFFICE.match(source.name) is not None)


def is_pronoun(words: str) -> bool:
    """Whether a mention is a personal pronoun."""
    return words.strip().lower() in SUBJECTS


def tells(cue: str) -> bool:
    """Whether a cue says that somebody told something, not that they did or decided it."""
    return _TELLING.search(cue) is not None


def calls_out(cue: str) -> bool:
    """Whether a cue says that somebody called something out, to whoever was there."""
    return _ALOUD.search(cue) is not None


def head_of(description: str) -> str:
    """The head noun in the singular: "two senior aides to X" gives aide; empty where none."""
    return singular_of(head_noun(description) or "")


def is_described(descriptions: Iterable[str]) -> bool:
    """Whether any of the wordings for a source says more than that it is a source or official."""
    return any(_describes(plain_name(description)) for description in descriptions)


def adds_nothing(member: str, group: str) -> bool:
    """Whether one of a group is described by the group's own words alone ("one of the aides").

    "One West Virginia official" is not a certain member of "administration officials".
    """
    ours = {singular_of(word) for word in _telling_words(group)}
    return all(singular_of(word) in ours for word in _telling_words(plain_name(member)))


def _describes(description: str) -> bool:
    return bool(_telling_words(description))


def _telling_words(description: str) -> list[str]:
    """The words of a description that say who somebody is."""
    return [
        word
        for word in _tokens(description)
        if word != ","
        and not word.isdigit()
        and word not in _EMPTY
        and singular_of(word) not in _EMPTY_HEADS
    ]


def _tokens(description: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(description)]
