"""Grants of anonymity: the words that grant it, and the reason given.

Found by wording alone (`onrecord.models.grants.patterns`). Counted as grants: conditions of
anonymity, requests not to be named, refusals to give a name, speaking anonymously, on
background or off the record, not being authorised to speak, and a paper's decision not to
name. Not counted: refusals to comment, courts that protect somebody, donors and winners,
anonymous letters and posts, a first name without the last.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from onrecord.models.config import GrantConfig
from onrecord.models.grants.patterns import (
    AUXILIARIES,
    CORES,
    COURT,
    GIVEN_NAME,
    LEAD,
    LISTED,
    NO_SOURCE,
    SAID,
    SPEAKING,
    SURNAME,
)
from onrecord.models.grants.prefilter import prefiltered
from onrecord.models.grants.reason_types import reason_type
from onrecord.models.grants.reasons import clause_end, reason_after, reason_before
from onrecord.models.grants.recipients import grant_target
from onrecord.models.lexicon.mention_kinds import THIRD_PERSON
from onrecord.models.lexicon.nouns import PERSON_NOUNS, head_noun, singular_of
from onrecord.models.text.view import TextView
from onrecord.models.types import Grant, Span

__all__ = ["find_grants", "grant_target"]

_BREAK: Final = re.compile(r"[.;:\"“”()](?!\w)|,\s+(?!who)")
_SPACED: Final = re.compile(r"\b\w+\s+")
_JOINED: Final = re.compile(r",? ?(?:and|but)? ?(?:also|so|therefore|thus|hence)?")
_BY_COURT: Final = re.compile(r"\s+by\s+(?:the|a)\s+(?:court|judge)")
_CONNECTIVE: Final = re.compile(
    r"\b(?:because|as|since|saying|that|if|whether)\s+(?:[\w']+\s+){0,3}$", re.IGNORECASE
)
_PRONOUNS: Final = THIRD_PERSON | {"both", "neither", "all", "most"}
_PRESS: Final = re.compile(
    r"\b(?:publicly|on\s+the\s+record|media|press|reporters?|journalists?|by\s+name)\b",
    re.IGNORECASE,
)


class _Found(NamedTuple):
    """A grant within one sentence: offsets are into the sentence."""

    start: int
    end: int
    reason: Span | None


def find_grants(view: TextView, config: GrantConfig) -> list[Grant]:
    """The grants of anonymity in a text, in text order, without overlaps.

    A grant's span runs from the relative pronoun or verb ("who asked", "speaking") to the
    end of the reason; a reason that stands before is not part of it.
    """
    grants = []
    for start, end in _prefiltered_sentences(view):
        sentence = view.text[start:end]
        for found in _in_sentence(sentence.replace("’", "'"), config):
            reason = None
            if found.reason is not None:
                reason = " ".join(sentence[found.reason[0] : found.reason[1]].split())
            grants.append(
                Grant(
                    span=(start + found.start, start + found.end),
                    reason=reason,
                    reason_type=reason_type(reason) if reason else None,
                )
            )
    return grants


def _prefiltered_sentences(view: TextView) -> Iterator[Span]:
    """The sentences that may hold a core; most paragraphs have none, and are not even cut."""
    text = view.text
    for paragraph in view.paragraphs:
        if prefiltered(text[slice(*paragraph)]):
            for sentence in view.sentences_of(paragraph):
                if prefiltered(text[slice(*sentence)]):
                    yield sentence


def _in_sentence(sentence: str, config: GrantConfig) -> list[_Found]:
    found: list[_Found] = []
    for kind, start, end in _cores(sentence):
        if found and start < found[-1].end:
            continue
        one = _grant(sentence, kind, start, end, found[-1].end if found else 0, config)
        if one is None:
            continue
        if found and _joined(sentence[found[-1].end : one.start]):
            last = found.pop()
            one = _Found(last.start, one.end, one.reason or last.reason)
        found.append(one)
    return found


def _joined(between: str) -> bool:
    """Whether the words between two grants make one of them."""
    return _JOINED.fullmatch(" ".join(between.split())) is not None


def _cores(sentence: str) -> list[tuple[str, int, int]]:
    """Kind, start and end of every core, in text order, the longest of those that overlap."""
    matches = [
        (_word_start(sentence, match.start()), -match.end(), kind)
        for kind in prefiltered(sentence)
        for match in CORES[kind].finditer(sentence)
    ]
    cores: list[tuple[str, int, int]] = []
    for start, end, kind in sorted(matches):
        if not cores or start >= cores[-1][2]:
            cores.append((kind, start, -end))
    return cores


def _grant(
    sentence: str, kind: str, core: int, end: int, floor: int, config: GrantConfig
) -> _Found | None:
    """The grant around a core, not reaching to the left of `floor`."""
    start = _start(sentence, kind, core, max(floor, core - config.lead), config.speaking)
    if start is None or not _grants(sentence, kind, start, core, end, config):
        return None
    comma = sentence[max(0, start - 2) : start].rstrip().endswith(",")
    restrictive = not comma and sentence[start : start + 3].lower() == "who"
    if kind == "unauthorised":
        stop = clause_end(sentence, core, end, restrictive, config)
        return _Found(start, stop, (core, stop))
    reason = reason_after(sentence, end, restrictive, config)
    if reason is not None:
        return _Found(start, reason[1], reason)
    if kind == "only_as":
        end = clause_end(sentence, start, end, restrictive, config)
    return _Found(start, end, reason_before(sentence, start, config))


def _word_start(sentence: str, at: int) -> int:
    """Where the word at `at` begins: "wasn't" for "n't"."""
    while at and sentence[at - 1].isalpha():
        at -= 1
    return at


def _start(sentence: str, kind: str, core: int, floor: int, longest: int) -> int | None:
    """Where the grant begins; None where a core of this kind lacks the verb it needs.

    `longest` is how long that verb and its object may be.
    """
    if kind in ("condition", "spoken"):
        verb = _speaking_verb(sentence, floor, core, longest)
        if verb is None and kind == "spoken":
            bracketed = sentence[floor:core].rstrip().endswith(",")
            return core if bracketed and sentence[core : core + 2].lower() == "on" else None
        core = core if verb is None else verb
    return floor + _lead(sentence[floor:core])


def _lead(before: str) -> int:
    """Where the words at the end of `before` begin that belong to the grant behind them."""
    start = len(before)
    ends = [start]
    for word in reversed(list(_SPACED.finditer(before))):
        if word.end() != start or word.group().rstrip().lower() not in AUXILIARIES:
            break
        start = word.start()
        ends.append(start)
    leads = (LEAD.search(before, 0, end) for end in ends)
    return min(lead.start() for lead in leads if lead)


def _speaking_verb(sentence: str, floor: int, core: int, longest: int) -> int | None:
    """Start of the last verb of speaking before a core, with nothing but its object between."""
    verbs = [match.start() for match in SPEAKING.finditer(sentence, floor, core)]
    far = not verbs or core - verbs[-1] > longest
    if far or _BREAK.search(sentence, verbs[-1], core - 1):
        return None
    return verbs[-1]


def _grants(sentence: str, kind: str, start: int, core: int, end: int, config: GrantConfig) -> bool:
    """Whether wording of this kind grants anonymity to a source here."""
    before = sentence[max(0, start - config.context) : start]
    if NO_SOURCE.search(before):
        return False
    words = sentence[core:end].lower()
    if SURNAME.search(words) and GIVEN_NAME.search(before.rstrip()):
        return False
    if words.endswith(("named", "identified")) and LISTED.match(sentence, end):
        return False
    if kind == "unauthorised":
        return _unauthorised(sentence, before, start, core, end, config)
    if kind in ("anonymity", "withheld") or "give" in words or "identity" in words:
        return not COURT.search(before) and not _BY_COURT.match(sentence, end)
    return True


def _unauthorised(
    sentence: str, before: str, start: int, core: int, end: int, config: GrantConfig
) -> bool:
    """Whether "not authorised to speak" stands for a grant: said of a source, not by one."""
    head = sentence[start : start + 4].lower()
    if _CONNECTIVE.search(before):
        return False
    if (
        head.startswith("who")
        or before.rstrip().endswith((",", " but", " and", "--", "—", "–"))
        or not before.strip()
    ):
        return True
    if start == core and head.startswith("not "):
        # "someone not authorised to speak": no auxiliary, hence no clause of its own.
        return True
    if SAID.search(before):
        return False
    subject = head_noun(before) if len(before.split()) < 7 else None
    if subject and (subject in _PRONOUNS or singular_of(subject) in PERSON_NOUNS):
        return True
    rest = sentence[end : clause_end(sentence, core, end, False, config)]
    return _PRESS.search(sentence[core:end] + rest) is not None
