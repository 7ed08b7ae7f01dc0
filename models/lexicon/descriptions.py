"""Descriptions of sources as the article gives them: titles, appositions, relative clauses."""

import re
from typing import Final

from onrecord.models.config import DescriptionConfig
from onrecord.models.lexicon.abbreviations import BEFORE_STOP
from onrecord.models.lexicon.blanks import BLANKS
from onrecord.models.lexicon.cues import REPORTING
from onrecord.models.lexicon.mention_kinds import is_proper, mention_kind, trimmed
from onrecord.models.lexicon.names import ARTICLES, HONORIFICS, OFFICES, SHORT_TITLES
from onrecord.models.lexicon.nouns import (
    BODY_NOUNS,
    PERSON_NOUNS,
    head_noun,
    phrase_words,
    singular_of,
)
from onrecord.models.lexicon.numerals import CARDINALS, ORDINALS
from onrecord.models.lexicon.word_lists import any_of, word_list
from onrecord.models.types import Span

_ROLE_ENDING: Final = re.compile(
    r"\w{3,}(?:ologist|ographer|ographist|ician|ist|eer|man|woman|smith|teacher|maker|owner|worker|"
    r"keeper|writer|holder|goer|fighter|builder|grower|breeder|wright|person)$"
)
_END: Final = re.compile(r"[,;:()\"“”\n]|[.!?](?=\s|$)|\s[–—]|\s--|[–—]")
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|said|says|told|"
    r"did|does|added|asked|wrote|called|thinks|believes|wants)\b"
)
_RELATIVE: Final = re.compile(r"\b(?:who|whose|which|that|whom|where)\b")
_BESIDE: Final = re.compile(rf"{BLANKS}[,–—(]|(?<!\s)\s+--")
_COMMA: Final = re.compile(r",\s*")
_HYPHEN: Final = re.compile("[-‑]")
_SEPARATED: Final = re.compile(r"[.!?;:,\"“”\n]\s|[\"“”\n]")
_POSSESSIVE: Final = ("'s", "’s", "'", "’")
_AGE: Final = re.compile(r"\s*,\s*\d{1,3}\s*,\s*(?:and\s+)?|\s*\(\d{1,3}\)\s*,\s*")
_GAP: Final = re.compile(r"\s*(,|–|—|--|\()\s*")
_WHO: Final = re.compile(
    r",?\s+(who (?:(?:is|was|has been) (?:now |also |then )?(?:an?|the|one of)|serves?|served|"
    r"heads?|headed|leads?|led|runs?|ran|oversees?|oversaw|works?|worked|studies|studied|teaches|taught|"
    r"represents?|represented|manages?|managed|owns?|owned|chairs?|chaired|directs?|directed|"
    r"advises?|advised|founded|covers?|covered|lives?|lived|plays?|played|specialis\w+|"
    r"specializ\w+)\b)"
)
#: Verbs of saying that end a relative clause without a comma.
_SAID: Final = re.compile(rf"\s(?:{REPORTING}|agreed|wrote|expects|thinks|believes)\b")
#: A relative clause or participle that withholds the name describes nobody.
_WITHHELD: Final = re.compile(
    r",?(?<!\s)\s+(?:who (?:also )?(?:spoke|speaks|asked|declined|requested|insisted|refused|"
    r"wished|wanted|preferred|did not|didn['’]t|(?:was|were|is|are)(?: not|n['’]t)|"
    r"would (?:only|not)|agreed)\b|speaking\b|not authori[sz]ed|on (?:the )?condition|requesting|"
    r"asking|declining|insisting)"
)
_SEVERAL: Final = word_list("descriptions.several") | CARDINALS.keys()
#: A short title right before a name, with what may stand before it.
_SHORT: Final = re.compile(
    r"\b(?:(?:U\.S\.|US|former|Former|state|State|Democratic|Republican|Independent) ){0,3}"
    rf"(?:Lt\. ?)?{any_of(map(str.capitalize, SHORT_TITLES))}\. ?$"
)
_NEVER: Final = word_list("descriptions.never")
#: Lower-case words that belong to a title before a name.
_MODIFIERS: Final = word_list("descriptions.modifiers")
#: Words after which a description and its name may stand ("said the mayor, Jo Lind").
_LEADS_IN: Final = word_list("descriptions.leads_in")
#: Words that cannot stand between a title's first word and the name.
_BREAKS: Final = re.compile(
    r"[a-z]+(?:ed|ing)|said|says|told|tells|and|or|but|to|by|that|with|for|in|on|from|at|after|"
    r"before|against|about|over|under|since|until|during|when|while|as"
)
#: Words that say nothing of who an unnamed source is.
_BLANK: Final = word_list("descriptions.blank") | ORDINALS | CARDINALS.keys()
_ROLE_TITLE: Final = OFFICES | word_list("people.title_ends")


def description_near(text: str, mention: Span, config: DescriptionConfig) -> str | None:
    """How the article describes the source of ``text[mention[0]:mention[1]]``, right there.

    For a name: what stands beside it, inside the mention or next to it ("a senior analyst
    with the International Crisis Group"), or the title before it ("Secretary of State"). For
    an unnamed source: its own words with the relative clause that follows ("an operative
    who oversees security"). None for pronouns, for words that describe nobody ("officials",
    "one of them"), and when unsure.
    """
    words = text[mention[0] : mention[1]]
    kind = mention_kind(words)
    if kind in ("pronoun", "relative", "elided"):
        return None
    if kind == "name":
        return _of_name(text, mention, config)
    return _of_unnamed(text, mention, config)


def short_title(text: str, name: Span, config: DescriptionConfig) -> str | None:
    """The abbreviated title right before a name, with what stands before it ("U.S. Sen.")."""
    window = text[max(0, name[0] - config.title_reach) : name[0]]
    title = _SHORT.search(window)
    return _tidy(title.group()) if title else None


def _of_name(text: str, mention: Span, config: DescriptionConfig) -> str | None:
    start, end = mention
    words = text[start:end]
    comma = _BESIDE.search(words)
    if comma:
        first = words[: comma.start()]
        rest_start = start + comma.end()
        if mention_kind(first) == "name":
            found = _apposition(text, rest_start, end, config)
            if found:
                return found
        elif _is_role(first, config):
            return _tidy(first)
        end = start + comma.start()
    return (
        _after(text, end, config) or _title_inside(text[start:end]) or _before(text, start, config)
    )


def _after(text: str, end: int, config: DescriptionConfig) -> str | None:
    """The apposition or relative clause that follows a name."""
    gap = _AGE.match(text, end) or _GAP.match(text, end)
    if gap:
        found = _apposition(text, gap.end(), gap.end() + config.reach, config)
        if found:
            return found
    who = _WHO.match(text, end)
    return _clause(text, who.start(1), config) if who else None


def _apposition(text: str, start: int, limit: int, config: DescriptionConfig) -> str | None:
    stop = _stop(text, start, limit)
    phrase = text[start:stop]
    main = _RELATIVE.split(phrase)[0]
    # A name with its title begins the next clause ("the charges, Mr. Hale met …"), and a number
    # what several are ("Hale and Lind, two outsiders").
    first = phrase.partition(" ")[0].strip(".").lower()
    if first in HONORIFICS or first in _SEVERAL:
        return None
    long = len(phrase.split()) > config.words
    if long or _FINITE.search(main) or not _is_role(main, config):
        return None
    return _tidy(phrase)


def _is_role(phrase: str, config: DescriptionConfig) -> bool:
    """Whether a phrase's head is a noun for people by role, or for a body."""
    tokens = phrase_words(phrase)
    if not tokens or len(tokens) > config.words:
        return False
    head = head_noun(phrase)
    if head is None or phrase.lstrip()[:1].isdigit():
        return False
    noun = singular_of(head)
    last = _HYPHEN.split(noun)[-1]
    return last in PERSON_NOUNS or last in BODY_NOUNS or bool(_ROLE_ENDING.fullmatch(noun))


def _title_inside(name: str) -> str | None:
    """The title at the start of a name: "Secretary of State" of "Secretary of State Jo Lind"."""
    tokens = name.split()
    if not tokens or singular_of(tokens[-1].lower()) in BODY_NOUNS:
        return None
    joint = [i for i, token in enumerate(tokens) if token == "and"]
    if any(not all(_is_office(token) for token in tokens[i - 1 : i + 2 : 2]) for i in joint):
        return None
    for size in range(len(tokens) - 1, 0, -1):
        last = tokens[size - 1].strip(",.").lower()
        # They describe nobody where another title stands before: presidential candidate Sen. Lind.
        if last in HONORIFICS or last in SHORT_TITLES:
            continue
        if last in _ROLE_TITLE and all(is_proper(token) for token in tokens[size:]):
            return " ".join(tokens[:size])
        noun = singular_of(last)
        if tokens[size - 1].islower() and (noun in PERSON_NOUNS or _ROLE_ENDING.fullmatch(noun)):
            return " ".join(tokens[:size])
    return None


def _is_office(token: str) -> bool:
    """Whether a word names the holder of an office ("founder and CEO")."""
    word = token.strip(",.").lower()
    return word in _ROLE_TITLE or singular_of(word) in PERSON_NOUNS


def _before(text: str, start: int, config: DescriptionConfig) -> str | None:
    """The title or the describing noun phrase right before a name."""
    window = text[max(0, start - config.title_reach) : start]
    sentence = _SEPARATED.split(window)
    comma = window.rstrip().endswith(",")
    phrase = sentence[-2] if comma and len(sentence) > 1 else sentence[-1]
    tokens = phrase.split()
    for size in range(min(config.title_words, len(tokens)), 0, -1):
        candidate = tokens[-size:]
        led_in = not comma or size == len(tokens) or tokens[-size - 1].lower() in _LEADS_IN
        if led_in and _describes(candidate, comma):
            return " ".join(candidate)
    return None


def _describes(tokens: list[str], comma: bool) -> bool:
    """Whether tokens before a name are a title, or a noun phrase with an article or possessor."""
    lower = [token.lower().strip(".") for token in tokens]
    if any(_BREAKS.fullmatch(token) for token in tokens):
        return False
    # "Former advisers" are not the one who is named next.
    one = singular_of(lower[-1]) == lower[-1]
    role = one and (lower[-1] in PERSON_NOUNS or bool(_ROLE_ENDING.fullmatch(lower[-1])))
    opens = lower[0] in ARTICLES or tokens[0].endswith(_POSSESSIVE)
    if opens and len(tokens) > 1 and role:
        # "A supporter of President": that title is the name's, and the phrase somebody else's.
        own = tokens[-1].islower() or all(is_proper(t) or t in _MODIFIERS for t in tokens[1:])
        return own and ARTICLES.isdisjoint(lower[1:])
    if comma or opens:
        return False
    if tokens[-1].islower() and role:
        return all(is_proper(token) or token in _MODIFIERS for token in tokens[:-1])
    titled = lower[-1] in _ROLE_TITLE and lower[0] in _ROLE_TITLE | _MODIFIERS
    return titled and all(is_proper(token) or token == "of" for token in tokens)


def _of_unnamed(text: str, mention: Span, config: DescriptionConfig) -> str | None:
    start, end = mention
    withheld = _WITHHELD.search(text, start, end)
    if withheld:
        end = withheld.start()
    words = text[start:end]
    gap = _GAP.match(text, end)
    beside = _apposition(text, gap.end(), gap.end() + config.reach, config) if gap else None
    comma = _COMMA.search(words)
    inside = _apposition(text, start + comma.end(), end, config) if comma else None
    if inside or beside:
        return inside or beside
    who = _WHO.match(text, end)
    clause = _clause(text, who.start(1), config) if who else None
    if who and clause:
        return clause if who.group().startswith(",") else _tidy(f"{words} {clause}")
    return trimmed(_tidy(words)) if _says_who(words) else None


def _says_who(words: str) -> bool:
    """Whether an unnamed source's own words describe it."""
    lower = [token.lower() for token in phrase_words(words) if token[0].isalnum()]
    if (
        not {word for word in lower if not word[0].isdigit()} - _BLANK
        or lower[0] in _NEVER
        or "whom" in lower
    ):
        return False
    if mention_kind(words) == "indefinite":
        return True
    head = head_noun(words)
    return len(lower) > 1 and head is not None and singular_of(head) in PERSON_NOUNS


def _clause(text: str, start: int, config: DescriptionConfig) -> str | None:
    """The relative clause at `start`, without the main clause's verb of saying."""
    stop = _stop(text, start, start + config.reach)
    said = _SAID.search(text, start, stop)
    phrase = _tidy(text[start : said.start() if said else stop])
    return phrase if 2 < len(phrase.split()) <= config.words else None


def _stop(text: str, start: int, limit: int) -> int:
    """Where a phrase ends: at a comma, a bracket, a dash, a quotation or its sentence's end."""
    limit = min(limit, len(text))
    for match in _END.finditer(text, start, limit):
        if match.group() != "." or not BEFORE_STOP.search(text, start, match.start()):
            return match.start()
    return limit


def _tidy(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" ,;")
