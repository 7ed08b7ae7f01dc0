"""Wordings that grant anonymity, as patterns over one sentence with straight apostrophes.

Collected from US and British outlets. A space in a pattern stands for any whitespace.
`CORES` are the words without which there is no grant; `AUXILIARIES`, `LEAD` and `SPEAKING` find
what belongs to them on the left (pronoun, auxiliaries, the verb of speaking).
"""

import re
from typing import Final

from onrecord.models.grants.spaced import wording
from onrecord.models.lexicon.numerals import CARDINAL
from onrecord.models.lexicon.word_lists import word_list

_THEIR: Final = r"(?:his|her|their|its|the|our)"
_THEY: Final = r"(?:he|she|they|it|the \w+)"
_NAMED: Final = r"(?:(?:named|identified|quoted|cited)(?: by name)?)"
_NAME: Final = r"(?:(?:full |real |own |last |family )?(?:names?|surnames?|identit(?:y|ies)))"
_SHOWN: Final = (
    r"(?:used|published|printed|revealed|disclosed|given|mentioned|reported|known|shared|"
    r"appear(?: in print)?)"
)
_HIDDEN: Final = (
    r"(?:withheld|kept (?:secret|private|confidential|out of)|protected|concealed|shielded)"
)
_MODAL: Final = r"(?:would|should|must|will|could|was|were|is|are|did|does)"
#: "that his name not be used", "they would not be named", "her identity be protected".
_UNNAMED: Final = (
    rf"(?:that )?(?:{_THEIR} {_NAME} (?:(?:{_MODAL} )?not (?:be |to be )?{_SHOWN}|"
    rf"(?:{_MODAL} |to )?(?:be )?{_HIDDEN}|{_MODAL} not {_SHOWN}|{_MODAL}n't (?:be )?{_SHOWN})|"
    rf"{_THEY} (?:{_MODAL} )?(?:not (?:be )?{_NAMED}|remain anonymous)|{_THEY} {_MODAL}n't be "
    rf"{_NAMED})"
)
_TERMS: Final = r"(?:conditions?|promise|guarantees?|assurances?|basis|understanding|proviso)"
_ASKED: Final = (
    r"\b(?:ask(?:ed|ing|s)?|request(?:ed|ing|s)?|beg(?:ged|ging|s)?|prefer(?:red|ring|s)?|"
    r"insist(?:ed|ing|s)?(?: on)?|demand(?:ed|ing|s)?|cho(?:se|sen|ose|oses|osing)|opt(?:ed|"
    r"ing|s)?|"
    r"elect(?:ed|ing|s)?|want(?:ed|ing|s)?|wish(?:ed|ing|es)?|desired)"
)
#: Whom a source asks: "asked us not to", "asked The Ledger not to".
_WHOM: Final = r"(?: (?:us|me|reporters|journalists|the [\w']+(?: [\w']+)?))?"
_REFUSED: Final = (
    r"\b(?:declin(?:ed|ing|es|e)|refus(?:ed|ing|es|e)|unwilling|not willing|reluctant|afraid|"
    r"(?:did|do|does|would|was|were|is|are)(?: not|n't) (?:want|wanting|wish|wishing|willing|"
    r"prepared|"
    r"agree|like|care)|not (?:want|wanting|wish|wishing|prepared)|n't (?:want|wish)|"
    r"(?:neither|none|nobody|no one|nor)(?: of (?:them|the \w+))? (?:was |were |would be )?"
    r"(?:wanted|wished|willing|agreed|prepared|wanting|wishing)|would rather not)"
)
_SPEAK: Final = (
    r"(?:\w+ly )?(?:speak|talk|discuss|comment|brief|disclose|reveal|release|share|divulge|answer|"
    r"be (?:quoted|interviewed|named|identified)|give (?:an )?(?:interviews?|information|details|"
    r"statements?)|address|describe|provide|make (?:\w+ )?(?:statements?|comments?|announcements?)|"
    r"communicate|announce|detail|preview|publici[sz]e|confirm)"
)
_PERMITTED: Final = (
    r"(?:authori[sz]ed|permitted|allowed|cleared|empowered|supposed|at liberty|free|entitled)"
)

CORES: Final = {
    "condition": wording(
        rf"\b(?:on|under|upon|with) (?:the |a |an )?(?:\w+ ){{0,2}}?{_TERMS} of (?:\w+ )?anonymity",
        rf"\b(?:on|under|upon|with) (?:the |a )?{_TERMS} of not being {_NAMED}",
        rf"\b(?:on|under|upon|with) (?:the |a )?{_TERMS} {_UNNAMED}",
        r"\bon an? anonymous basis",
        r"\b(?:in exchange|in return) for (?:\w+ )?anonymity",
        r"\bif (?:granted|given|promised) anonymity",
        r"\bnot for attribution|\bwithout attribution",
        rf"\b(?:provided|providing|only if|if|so long as|as long as) {_UNNAMED}",
    ),
    "anonymity": wording(
        r"\b(?:request|demand|seek|want|require)(?:ed|ing|s)? (?:\w+ )?anonymity\b",
        r"\bsought (?:\w+ )?anonymity\b",
        r"\b(?:ask(?:ed|ing|s)? for|insist(?:ed|ing|s)? (?:on|upon)) (?:\w+ )?anonymity\b",
        r"\b(?:granted|given|promised|offered|guaranteed|assured(?: of)?|accorded|afforded|"
        r"allowed) "
        r"(?:(?:him|her|them|these \w+|the \w+) )?(?:\w+ )?anonymity\b",
    ),
    "unnamed": wording(
        rf"{_ASKED}{_WHOM} not to be (?:publicly |further )?{_NAMED}",
        rf"{_ASKED}{_WHOM} not to (?:use|print|publish|reveal|disclose|give|share) {_THEIR} "
        rf"{_NAME}",
        rf"{_ASKED}{_WHOM} not to (?:name|identify) (?:him|her|them)(?:sel(?:f|ves))?\b",
        rf"{_ASKED}{_WHOM} not to have {_THEIR} {_NAME} {_SHOWN}",
        rf"{_ASKED}(?: to)? (?:remain|remaining|stay|staying|keep|be kept|be) anonymous\b",
        rf"{_ASKED}(?: for)? {_UNNAMED}",
        rf"{_REFUSED}(?: for)? {_THEIR} {_NAME} (?:to be )?(?:{_SHOWN}|in print|to appear)",
        rf"{_REFUSED} to be (?:publicly |further )?{_NAMED}",
        rf"{_REFUSED} to (?:give|use|reveal|disclose|provide|share|state|have) (?:{_THEIR} |a "
        rf")?{_NAME}\b",
        rf"\b(?:would|did)(?: not|n't) (?:give|provide|share|reveal) (?:{_THEIR} |a )?{_NAME}\b",
        r"\bwould(?: not|n't) be (?:named|identified)\b",
        r"\b(?:did(?: not|n't) (?:want|wish)|unwilling|afraid|reluctant|not willing) to "
        r"(?:speak|talk|be "
        r"quoted|go)(?: to \w+)? on the record\b",
        r"\bwithout (?:giving|providing) (?:his|her|their|a) names?\b|\b(?:gave|giving) no "
        r"names?\b",
    ),
    "spoken": wording(r"\banonymously\b", r"\boff the record\b", r"\bon (?:deep )?background\b"),
    "unauthorised": wording(
        rf"(?:\bnot|n't|\bnever)(?: yet)?(?: been)?(?: \w+ly)? {_PERMITTED}(?: by "
        rf"[^,.;]{{1,40}}?)? to "
        rf"{_SPEAK}\b",
        rf"\bunauthori[sz]ed to {_SPEAK}\b",
        rf"\b(?:lack(?:ed|ing|s)?|without|no) (?:the )?(?:authori[sz]ation|permission|authority|"
        rf"clearance) to {_SPEAK}\b",
        r"\b(?:barred|forbidden|prohibited) from (?:\w+ly )?(?:speaking|talking|discussing|"
        r"commenting)\b",
    ),
    "withheld": wording(
        r"\bwhose (?:\w+ )?(?:names?|identit(?:y|ies)) (?:is|are|was|were|has been|have been) "
        r"(?:being )?(?:withheld|changed|protected|concealed|not being \w+)",
        r"\bwhom? (?:the )?[A-Z][\w']*(?: [\w']+){0,3} (?:has|have|is|are)(?: agreed)? not (?:to )?"
        r"(?:name|naming|identify|identifying)\b",
        r"\b(?:is|are|has agreed|have agreed|agreed) not (?:to )?(?:naming|identifying|name|"
        r"identify) "
        r"(?:him|her|them)\b",
        r"\bnot (?:his|her|their) real names?\b",
    ),
    "only_as": wording(
        r"\b(?:ask(?:ed|ing) to|wanted to|agreed to|would) be (?:identified|described|named|"
        r"quoted) "
        r"only as (?=an? |the |one )",
        r"\b(?:identif(?:y|ied|ying)|describ(?:e|ed|ing)) (?:him|her|them)sel(?:f|ves) only as "
        r"(?=an? |the |one )",
    ),
}
#: Words right before a core that belong to the grant.
AUXILIARIES: Final = word_list("grants.auxiliaries")
#: What stands before them, or before the core, and belongs to the grant, too.
LEAD: Final = wording(
    rf"(?:(?:\b(?:all|both|most|some|many|several|none|neither|each|{CARDINAL}) of )?\bwhom? "
    r"(?:(?:like|in line with|under|as|for) [^.;,]{1,60} )?)?"
    r"(?:\bwho, (?:like|in line with|under|as|for|out of|fearing|citing) [^.;,]{1,60}, )?$"
)
#: A verb of speaking that belongs to the "on condition of anonymity" behind its object.
SPEAKING: Final = wording(
    r"\b(?:spoke|spoken|speak|speaking|talk|talked|talking|discuss|discussed|discussing|brief|"
    r"briefed|"
    r"briefing|interviewed|responded|agreed to an interview|participated|described (?:it|them|"
    r"the \w+))\b"
)
#: People who want no publicity but are not sources, where they are the grant's subject.
NO_SOURCE: Final = wording(
    r"\b(?:donors?|benefactors?|philanthropists?|winners?|buyers?|bidders?|purchasers?|defendants?|"
    r"plaintiffs?|suspects?|claimants?)\b[^.;]{0,40}$"
)
#: Who else grants anonymity, before a grant's verb.
COURT: Final = wording(
    r"\b(?:judges?|courts?|tribunals?|magistrates?|coroners?|justices?|editors?|police|authorities|"
    r"prosecutors|detectives)\b(?! \w*(?:officer|official|clerk|usher|reporter|worker|"
    r"employee|staff|"
    r"source|aide|insider|informant|guard|interpreter|spokes))[^.;,]{0,60}$"
)
#: What follows "named" or "identified" where it means listed or recognised.
LISTED: Final = wording(
    r"\s?as (?:an? |the (?:buyer|suspect|author|father|mother|source|victim|defendant|owner)\b)",
    r"\s?in (?:the |a |any )(?:\w+ )?(?:suit|lawsuit|complaint|indictment|will|case|"
    r"documents?|court)",
    r"\s?after\b",
)
#: A surname withheld, and a given name before it, by which the source is known after all.
SURNAME: Final = wording(r"\b(?:last|family) name|\bsurname")
GIVEN_NAME: Final = re.compile(r"\b[A-Z][a-z]+(?:,|$)|\bsaid\s+[A-Z][a-z]+\b")
#: A refusal that is itself what somebody says: "said she was not authorised to comment".
SAID: Final = wording(
    r"\b(?:said|says|say|told [^.;,]{1,30}|insisted|claimed|argued|replied|added|ruled|found)"
    r"(?: that)?(?: [\w'-]+){1,5} $"
)
