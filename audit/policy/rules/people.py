"""Checks of how people are identified: who a named person is, and the name of an office-holder."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.audit.policy.evidence.reading import Reading, ids, names_of
from onrecord.audit.policy.evidence.speakers import adds_nothing, head_of
from onrecord.audit.policy.types import Hit
from onrecord.models.lexicon.mention_kinds import POINTING, mention_kind
from onrecord.models.lexicon.names import ADDRESS, COURTESY, SUFFIXES
from onrecord.models.lexicon.nouns import BODY_NOUNS, PERSON_NOUNS, POST_NOUNS
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.types import Source, Span

#: A person with fewer words in the article is only passing (a singer's line, a name in a toast).
QUOTED_WORDS: Final = 20
#: At most so much white space and so many dots stand between two words of a name.
_GAP: Final = 20
_WORD: Final = re.compile(r"\w[\w’'-]*")
#: Words before a name that are not a title: function words, and verbs that carry a speaker.
_NO_TITLE: Final = COURTESY | word_list("cues.reporting") | word_list("rules.no_titles")
#: What may follow a name and comma without telling who it is.
_NO_APPOSITION: Final = word_list("cues.reporting") | word_list("rules.no_appositions")
_TIES: Final = re.compile(
    r"\s*(?:\([^)]*[a-z]|(?:of|from|at|with|for)\s+(?:the\s+)?[A-Z]|who\b|whose\b"
    r"|(?:is|was|became|becomes|serves|served|works|worked|plays|played|runs|ran|heads|leads|led)"
    r"\s+(?:as\s+)?(?:an?|the|one|his|her|our|for|at|in|with)\b)"
)
_PARTS: Final = re.compile(r",\s+|,$|\bfrom\s+")
#: In capitals these look like names ("Prime Minister").
_POSTS: Final = PERSON_NOUNS | POST_NOUNS | BODY_NOUNS
#: How the words for one office-holder begin, where they are not any one's ("a spokesman").
_DEFINITE: Final = re.compile(r"(?!(?:an?|one|another|some)\b)\w", re.IGNORECASE)
#: White space and dots between two words of a name.
_BETWEEN: Final = " .\t\n\r\f\v\u00a0\u2009\u200a\u202f\u3000"
_BOUNDARY: Final = re.compile(r"\b")
_LAST_WORD: Final = re.compile(rf"(?<![\w’'.-])((?:[’'.-]*+\w)++)(\.?,?)\s++(?:{ADDRESS}\.?\s++)?$")
_SENTENCE_END: Final = re.compile(r"[.?!:;”\"“]\s*$")
_KIN: Final = re.compile(
    r"\b(?:his|her|their|the|an?|its|one|another|[\w]+['’]s)\s+(?:[\w-]+\s+){0,4}[\w-]+,\s+$"
)
_APPOSITION: Final = re.compile(r",\s+(\w[\w’'-]*)")


def unidentified(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Named persons with neither title, role nor connection at any mention of their name.

    One finding lists them all. Left out are persons with few words, those whose sector shows
    that the article tells their role, and those whom the headline names.
    """
    sources = [
        source
        for source in reading.sources
        if source.type == "person"
        and source.sector in ("unknown", "citizen")
        and not source.description
        and source.words >= QUOTED_WORDS
        and not _is_identified(reading, source)
    ]
    if sources:
        claims = [claim for source in sources for claim in reading.claims_of(source)]
        yield Hit(
            fields={"source": names_of(sources)},
            spans=[span for source in sources for span in reading.place_of(source)],
            claim_ids=ids(claims),
            source_ids=[source.id for source in sources],
        )


def role_unnamed(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Office-holders and spokespeople whom the article never names.

    One finding lists them all. "The fire chief" is named where a named person is described so.
    """
    by_name = {s.id for s in reading.role_sources if any(map(_is_a_name, _called(reading, s)))}
    named = [
        (source, _descriptions(reading, source))
        for source in reading.audit.sources
        if source.type == "person" or source.id in by_name
    ]
    sources = [
        source
        for source in reading.role_sources
        if source.id not in by_name
        if not any(_is_the_one(source, words) for _, words in named)
        if not any(_is_named_later(reading, source, *one) for one in named)
    ]
    if sources:
        yield Hit(
            fields={"source": names_of(sources)},
            spans=[span for source in sources for span in reading.place_of(source)],
            claim_ids=ids(claim for source in sources for claim in reading.claims_of(source)),
            source_ids=[source.id for source in sources],
        )


def _descriptions(reading: Reading, source: Source) -> str:
    """All that the article calls a source, in one."""
    return " ".join([source.description or "", *map(reading.words, source.mentions)])


def _called(reading: Reading, source: Source) -> list[str]:
    """The parts, between commas and behind "from", of all that the article calls a source."""
    wordings = [source.name, *map(reading.words, reading.mentions_of(source))]
    return [part.rstrip(".") for words in wordings for part in _PARTS.split(words)]


def _is_a_name(words: str) -> bool:
    """Whether somebody taken for an office-holder is called by words that are a name."""
    alone = re.fullmatch(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}", words) is not None
    return alone and mention_kind(words) == "name" and _POSTS.isdisjoint(words.lower().split())


def _is_the_one(source: Source, words: str) -> bool:
    """Whether somebody of whom the article uses `words` is the one that `source` speaks of."""
    return _DEFINITE.match(source.name) is not None and adds_nothing(source.name, words)


def _is_named_later(reading: Reading, source: Source, named: Source, words: str) -> bool:
    """Whether a source of the first paragraph alone has the office of one who is named below it,
    of whom the article uses `words`."""
    lede = reading.audit.balance.position.lede
    if lede is None or not all(lede.span[0] <= s < lede.span[1] for s, _ in source.mentions):
        return False
    if any(start < lede.span[1] for start, _ in named.mentions):
        return False
    return head_of(source.name) in words.lower().split()


def _is_identified(reading: Reading, source: Source) -> bool:
    name = _name_words(source.name)
    if not name or _has_title(source.name, name) or _described_in_mentions(reading, source, name):
        return True
    if name[-1] in reading.front:
        return True
    return any(_identified_at(reading.text, place) for place in _places(reading, name))


def _name_words(name: str) -> list[str]:
    """The words of a name without courtesy titles and suffixes."""
    skipped = COURTESY | SUFFIXES
    return [word for word in _WORD.findall(name) if word.lower() not in skipped]


def _has_title(name: str, words: list[str]) -> bool:
    """Whether the source list's name holds more than a name ("Sen. Ada Lund", "Ada Lund, 45")."""
    return "," in name or any(word.islower() for word in words) or len(words) > 3


def _described_in_mentions(reading: Reading, source: Source, name: list[str]) -> bool:
    """Whether some mention of the source is a description ("the senator", "Lund, a plumber")."""
    known = {word.lower() for word in name} | POINTING | COURTESY | SUFFIXES
    return any(
        word.lower().removesuffix("'s").removesuffix("’s") not in known
        for span in reading.mentions_of(source)
        for word in _WORD.findall(reading.words(span))
    )


def _places(reading: Reading, name: list[str]) -> Iterator[Span]:
    """Where the text has the surname, with the first names before it where they stand there."""
    *first, last = name
    reach = sum(len(word) + _GAP for word in first)
    end = 0
    for start in reading.places_of(last):
        if _BOUNDARY.match(reading.text, start + len(last)):
            begin = _first_name(reading.text, max(end, start - reach), start, first)
            end = start + len(last)
            yield begin, end


def _first_name(text: str, floor: int, surname: int, first: Sequence[str]) -> int:
    """Where a name begins whose surname stands at `surname`: at those of `first` before it."""
    begin = surname
    for word in reversed(first):
        end = floor + len(text[floor:begin].rstrip(_BETWEEN))
        start = end - len(word)
        here = floor <= start and end < begin and text.startswith(word, start)
        if here and _BOUNDARY.match(text, start):
            begin = start
    return begin


def _identified_at(text: str, place: Span) -> bool:
    """Whether the words right before or after a name say who it is."""
    return _titled(text[max(0, place[0] - 40) : place[0]]) or _placed(
        text[place[1] : place[1] + 120]
    )


def _titled(before: str) -> bool:
    """Whether a title or role ends the words before a name ("Mayor", "economist", "his wife,")."""
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word, mark = match[1].removesuffix("."), match[2]
    if word.lower() in _NO_TITLE or word[0].isdigit():
        return False
    if word[0].islower():
        return not (mark.endswith(",") or word.endswith(("ed", "ing", "ly"))) or _kin(before)
    return not mark.endswith(",") and not _SENTENCE_END.search(before[: match.start()])


def _kin(before: str) -> bool:
    """Whether the words before end in a role and a comma ("his wife,", "the owner,")."""
    return _KIN.search(before) is not None


def _placed(behind: str) -> bool:
    """Whether the words behind a name tell who it is (", a plumber", "of Acme", "(Labour)")."""
    if _TIES.match(behind):
        return True
    match = _APPOSITION.match(behind)
    if match is None:
        return False
    word = match[1].lower()
    return word not in _NO_APPOSITION and not word.endswith(("ing", "ed"))
