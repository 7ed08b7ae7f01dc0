"""Types of reasons for anonymity, by their wording."""

from typing import Final

from onrecord.models.grants.spaced import wording
from onrecord.models.labels import ReasonType

_FEAR: Final = wording(
    r"\bfear|\bafraid\b|\bscared\b|\bretribut|\bretaliat|\brepris|\brepercuss|consequence",
    r"\bpunish|\bjeopardi[sz]|\bendanger|\bbacklash|\bblacklist|\bblackball|\bostraci",
    r"\bworried\b|\bworr(?:y|ies) (?:about|that)|\b(?:lose|losing) (?:\w+ )?(?:jobs?|work|"
    r"posts?)\b",
    r"\bsafety\b|\bsecurity reasons|\bat risk\b",
)
#: Words of harm; behind "to discuss" they are the topic and not the reason.
_HARM: Final = wording(
    r"\bthreat|\bharass|\blos(?:e|ing)\b|\b(?:fired|sacked|sued|warned)\b|\bdismiss|\bcareers?\b",
    r"\bexpel|\barrest|\btarget|\bpersecut|\bprosecut|\bdisciplin|\bjobs?\b|\bdamag|\bharm|"
    r"\battack",
    r"\blegal action|\bdeport|\balienat|\bantagoni|\bdanger|\brelationships?\b",
)
_TOPIC: Final = wording(
    r"\bto (?:\w+ly )?(?:discuss|describe|recount|detail|talk|speak|comment|share|disclose|"
    r"reveal)\b.*"
)
_NOT_PERMITTED: Final = wording(
    r"(?:\bnot|n't|\bno|\bwithout|\black\w*|\bnever|\bnobody)\b.{0,45}?(?:authori[sz]|permitted|"
    r"permission|allowed|cleared|clearance|supposed to|at liberty|free to (?:speak|talk|discuss)|"
    r"entitled|sanctioned|empowered|position to)",
    r"unauthori[sz]|\brules?\b|\bpolic(?:y|ies)\b|\bprotocol|\bnon-?disclosure|\bNDAs?\b",
    r"confidentiality agreement|\bgag|\bbarred|\bforbid|\bprohibit|\bbans?\b|\bbanned\b",
    r"\bregulations|\bguidelines|\bonly .{0,20}authori[sz]ed|\bagreement not to",
)
_SENSITIVE: Final = wording(
    r"sensitiv|\bdelica|\bconfidential|\bconfidence|\binternal|\bsecre|\bclassified|\bongoing",
    r"\bon-going|\bcontinuing|\bunder(?: )?way\b|\bunder review|\binvestigat|\bprobe\b",
    r"(?:\bnot|n't|\byet to be|\bbefore|\buntil|\bahead of|\bno)\b.{0,45}?(?:public|announce|"
    r"finali[sz]e|complete|made|sign|final|formal|disclos|release|decid)",
    r"\bnon-?public|\bpending|\bclosed-door|\bun(?:announced|released|finished|published)",
    r"\bintelligence\b|\bbehind.the.scenes|\bcontrovers|\bsubject to|\bahead of|\bbefore\b|"
    r"\bembargo",
)
_PRIVATE: Final = wording(
    r"\bprivat|\bprivacy|\bpersonal|\bfamil(?:y|ies)\b|\bmedical|\bhealth\b|\bintimate|\bminors?\b"
)
#: What is delicate by its nature, where no wording says that it is.
_DELICATE: Final = wording(
    r"\bdeliberat|\bnegotiat|\bstrateg|\bplan|\bmeeting|\bdiploma|\bconversation|\bdiscussions?\b",
    r"\btalks?\b(?! (?:freely|openly|candidly|frankly))|\bmatters?\b|\bdecision|\bdeal\b|"
    r"\bthinking",
    r"\bschedule|\bmilitary|\bsecurity|\bdirectives|\bassess|\binformation|\bdetails|\bissue",
)


def reason_type(reason: str) -> ReasonType:
    """The type of a reason by its wording; of several the first of these.

    Fear of what may follow (retribution), no permission or bound by agreement
    (not_authorised), matter called delicate, internal, secret or unannounced (sensitive),
    called private or personal (privacy), anything else (other).
    """
    plain = reason.replace("’", "'")
    if _FEAR.search(plain) or _HARM.search(_TOPIC.sub("", plain)):
        return "retribution"
    if _NOT_PERMITTED.search(plain):
        return "not_authorised"
    if _SENSITIVE.search(plain):
        return "sensitive"
    if _PRIVATE.search(plain):
        return "privacy"
    return "sensitive" if _DELICATE.search(plain) else "other"
