"""Reasons given for anonymity: where they begin and end."""

import re
from typing import Final

from onrecord.models.config import GrantConfig
from onrecord.models.grants.spaced import wording
from onrecord.models.lexicon.abbreviations import BEFORE_STOP
from onrecord.models.lexicon.cues import REPORTING
from onrecord.models.lexicon.dates import MONTH, WEEKDAY
from onrecord.models.types import Span

_VERBS: Final = (
    r"(?:discuss|describe|speak|talk|share|recount|disclose|reveal|relay|detail|explain|offer|give|"
    r"provide|preview|brief|address|avoid|protect|preserve|maintain|prevent|characteri[sz]e|assess|"
    r"be (?:candid|frank|able|more)|outline|comment|convey|express|criticis?ze|criticise|allow|"
    r"safeguard|shield|keep|lay out|freely|candidly|openly|frankly|more|report|tell|confirm|"
    r"reflect|divulge|air|analy[sz]e|candidly|publicly|privately|read|summari[sz]e)"
)
#: Wording that opens a reason wherever it stands before the clause's end.
_STRONG: Final = wording(
    r"\b(?:because|for fear|out of|due to|owing to|given|citing|fearing|lest|so as (?:not "
    r")?to|so that|"
    r"in order (?:not )?to|in light of|in view of|on account of|on grounds|for the sake of)\b",
    r"\b(?:as|since) (?:he|she|they|it|the|this|these|no|such|his|her|their|its|details|talks|"
    r"plans|"
    r"negotiations|discussions|deliberations|an?|not)\b",
    r"\bfor (?:\w+ ){0,3}reasons\b|\bfor reasons of\b",
    r"\bover (?:\w+ )?(?:fears?|concerns?)\b",
    r"\bin (?:keeping|line|accordance) with\b|\bunder (?:\w+ ){1,4}(?:rules|policy|protocol)\b",
    r"\bsaying (?:that )?(?:he|she|they) (?:feared|worried|fear|did|was|were|had|could|would|"
    r"wanted)",
    r"\b(?:worried|concerned|afraid|scared|fearful|wary) (?:about|of|that|for)\b",
    r"\bto (?:avoid|protect|prevent|safeguard|shield|preserve)\b",
    r"\b(?:ahead of|pending)\b",
)
#: Wording that opens a reason only right behind the grant.
_WEAK: Final = wording(
    rf"[\s,]*(?:in order )?to {_VERBS}\b",
    r"\s+(?:discussing|describing|speaking|talking|previewing|commenting|disclosing|revealing|"
    r"sharing|recounting|before|until)\b",
    r"[\s,]*as (?=[\w']+ (?:is|are|was|were|has|have|had|not)\b)",
)
#: What may stand between a grant and a weak reason.
_FILLER: Final = wording(
    rf"(?:,? (?:on |late |early |last |this )?{WEEKDAY}|,? today|"
    r" in (?:an|a) (?:\w+ )?interview|"
    r" (?:to|with) (?:The |the )?[A-Z][\w.']*(?: [A-Z][\w.']*){0,3}| (?:to|with) reporters)?"
)
#: A reason before its grant: "Fearing reprisals, he asked …", "who, for fear of …, asked".
_BEFORE: Final = wording(
    r"(?:^|, |\band |\bwho, )(?P<reason>(?:because|for fear of|out of|due to|given|citing|fearing|"
    r"afraid of|worried about|as (?:he|she|they) (?:was|were|is|are)) [^,;:.\"“”]{3,120}),"
    r"(?: [^,;:.\"“”]{0,50}?)? $"
)
_CLAUSE_END: Final = re.compile(
    r"[;:\"“”()\[\]…]|,(?=\s)|,$|[.!?](?=[\s\"“”]|$)|\s[–—-]{1,2}\s|[–—]|\s--|\.\.\."
)
_DATE: Final = re.compile(rf"\s*(?:\d{{4}}\b|{MONTH} \d)")
#: A reason that breaks off here was cut short.
_DANGLING: Final = re.compile(
    r"\b(?:the|an?|of|to|because|as|in|for|and|his|her|their|due|citing|be)$"
)
_SAID: Final = wording(
    rf"\s(?:(?:and|but) )?(?:{REPORTING}|describes|confirms|expressed|disputed|put the)\b"
)
#: A second grant joined to the first: "was not authorised to … and spoke on condition of …".
_JOINED: Final = wording(
    r"\s(?:and|but) (?:(?:is|are|was|were|has|have|had|so|also|therefore|would|only) "
    r")*(?:spoke|spoken|"
    r"speaking|asked|asking|requested|requesting|insisted|declined|talked|agreed|demanded|"
    r"wished|wanted|"
    r"did not|didn't|refused)\b"
)
_PRONOUN_BEFORE: Final = re.compile(
    r"\b(?:he|she|they|who|I|we|you|to|not|been|be|was|were|is|are|had|has|have|as|that)$",
    re.IGNORECASE,
)
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|could|would|may|might|can|will|did|does|do|isn't|"
    r"aren't|wasn't|"
    r"weren't|hasn't|haven't|fears?|feared|wants?|wanted|works?|worked|remains?|faces?|"
    r"worr(?:y|ies|ied))\b"
)


def reason_after(sentence: str, end: int, restrictive: bool, config: GrantConfig) -> Span | None:
    """The reason that follows a grant ending at `end` of `sentence`, as a span of `sentence`.

    `restrictive`: the grant is a relative clause without commas, so that a verb of saying
    may follow its reason directly.
    """
    span = _reason_after(sentence, end, restrictive, config.reason)
    return None if span is None or _DANGLING.search(sentence[slice(*span)]) else span


def _reason_after(sentence: str, end: int, restrictive: bool, longest: int) -> Span | None:
    filler = _FILLER.match(sentence, end)
    for at in dict.fromkeys((end, filler.end() if filler else end)):
        weak = _WEAK.match(sentence, at)
        if weak:
            return _reach(sentence, _after_gap(sentence, at), weak.end(), restrictive, longest)
    stop = _first_clause_end(sentence, end, longest)
    strong = _STRONG.search(sentence, end, stop)
    if strong is None:
        return None
    return _reach(sentence, strong.start(), strong.end(), restrictive, longest)


def reason_before(sentence: str, start: int, config: GrantConfig) -> Span | None:
    """The reason that stands right before a grant starting at `start` of `sentence`."""
    begin = max(0, start - config.reason_before)
    match = _BEFORE.search(sentence[begin:start])
    if match is None:
        return None
    return begin + match.start("reason"), begin + match.end("reason")


def clause_end(
    sentence: str, start: int, floor: int, restrictive: bool, config: GrantConfig
) -> int:
    """Where the clause at `start` ends, not before `floor`."""
    return _reach(sentence, start, floor, restrictive, config.reason)[1]


def _after_gap(sentence: str, at: int) -> int:
    while at < len(sentence) and (sentence[at].isspace() or sentence[at] == ","):
        at += 1
    return at


def _first_clause_end(sentence: str, start: int, longest: int) -> int:
    """The first end of a clause behind `start`; a comma that leads into a reason is none."""
    limit = min(len(sentence), start + longest)
    for match in _CLAUSE_END.finditer(sentence, start, limit):
        if _is_abbreviation(sentence, match) or _is_date(sentence, match):
            continue
        comma = match.group().startswith(",")
        if comma and _STRONG.match(sentence, _after_gap(sentence, match.end())):
            continue
        return match.start()
    return limit


def _reach(sentence: str, start: int, floor: int, restrictive: bool, longest: int) -> Span:
    end = max(floor, min(len(sentence), start + longest))
    for match in _CLAUSE_END.finditer(sentence, floor, end):
        if not _is_abbreviation(sentence, match) and not _is_date(sentence, match):
            end = match.start()
            break
    joined_grant = _JOINED.search(sentence, floor, end)
    if joined_grant:
        end = joined_grant.start()
    for match in _SAID.finditer(sentence, floor, end):
        joined = match.group().split()[0].lower() in {"and", "but"}
        if joined or (restrictive and _may_end(sentence, start, match.start())):
            end = match.start()
            break
    return start, start + len(sentence[start:end].rstrip())


def _may_end(sentence: str, start: int, at: int) -> bool:
    """Whether the reason may end before the verb of saying at `at`."""
    before = sentence[start:at]
    if len(before.split()) < 2 or _PRONOUN_BEFORE.search(before):
        return False
    if before.endswith(" it") and before.lower().startswith(("because", "as", "since")):
        return False
    finite = re.match(r"(?:because(?! of)|as|since|lest|so that)\b", before, re.IGNORECASE)
    return finite is None or _FINITE.search(before) is not None


def _is_abbreviation(sentence: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    return BEFORE_STOP.search(sentence, max(0, match.start() - 6), match.start()) is not None


def _is_date(sentence: str, match: re.Match[str]) -> bool:
    """Whether a comma belongs to a date: "Tuesday, Jan. 22, 2019, because"."""
    return match.group().startswith(",") and _DATE.match(sentence, match.end()) is not None
