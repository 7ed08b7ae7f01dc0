"""The cue lexicon of the `rules` reference, written by hand."""

import re
from functools import cache
from typing import Final

from onrecord.models.lemmas import base_forms
from onrecord.models.word_sets import word_set

#: Verbs that report what somebody says, writes, thinks or wants, in their base form.
REPORTING: Final = word_set(
    """
    accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assure
    blame boast brag believe call caution charge cite claim comment complain concede conclude
    confirm contend counter criticize criticise declare decline defend demand deny
    denounce describe disclose dismiss disagree emphasize emphasise estimate expect explain express
    fear feel forecast hint hope imply indicate insist joke lament learn mention
    note object observe offer opine pledge point praise predict proclaim promise propose quip
    recall recommend refuse reiterate reject remark remember remind repeat reply report request
    respond reveal say shout slam state stress suggest support suspect tell testify think
    threaten tweet urge vow want warn wish wonder worry write
    """
)
#: Forms that are seldom a reporting verb: nouns and participles before a noun.
_SELDOM: Final = word_set(
    """
    answer answers calls call charge charges claims comment comments demand demands estimate
    estimates fears find finds forecast forecasts hopes know known notes note objects offer
    offers point points praise promise promises report reports request requests reported see
    seen show support supports think thinking thought want wanting wishes wish written
    wonders worries worry worried state states stress fear hope need feeling saying finding
    findings reply response remarks remark remarks calling asking telling expected supposed
    estimated accused charged
    """
)
#: Cues with nobody behind them.
AGENTLESS: Final = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently"
    r"|(?:is|are|was|were|been|be)\s+(?:widely\s+)?"
    r"(?:expected|believed|thought|said|rumou?red|reported|considered|known|seen|supposed)"
    r"(?=\s+(?:to|that|as)\b)|seems?\b|appears?(?=\s+(?:to|that)\b))",
    re.IGNORECASE,
)
ACCORDING: Final = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
#: Words between a subject and its verb that belong to the verb.
AUXILIARIES: Final = word_set(
    """
    has have had also later then now once again first repeatedly recently previously often always
    never still even just reportedly would will could did does do not who
    publicly privately flatly simply openly
    """
)


@cache
def is_reporting(word: str) -> bool:
    """Whether a word as it stands is likely a finite form of a reporting verb."""
    lower = word.lower()
    if lower in _SELDOM or lower.endswith("ing"):
        return False
    return any(form in REPORTING for form in base_forms(lower))
