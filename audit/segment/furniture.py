"""Lines that newsrooms set around an article: bylines, credits, captions, links to other pieces.

Each test looks at one stretch of text without the white space around it. They are about
form alone; where in the article a line has to stand is up to `zones`.
"""

import re
from typing import Final

from onrecord.models.lexicon.dates import MONTH, WEEKDAY
from onrecord.models.lexicon.names import PARTICLE
from onrecord.models.text.prefilter import holds_any

_NAME: Final = rf"(?:[^\W\d_a-z][\w.’'-]*|{PARTICLE})"
_NAMES: Final = rf"{_NAME}(?:(?:,? and|,|;| &)? {_NAME}){{0,24}}"
_DAY: Final = (
    rf"(?:{WEEKDAY},?\s)?(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH},?\s\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
)
_CLOCK: Final = (
    r"(?:\s*+(?:[,|·-]\s*+)?(?:at\s)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?)?"
)

_BYLINE_TOKEN: Final = (
    r"(?:[^\W\d_a-z@][\w.’'@-]*|@\w+|and|of|for|the|in|from|with|at|staff|writer|reporter"
    rf"|correspondent|editor|{PARTICLE}|[&|•·/–—-]+)"
)
_BYLINE: Final = re.compile(
    r"(?:(?:Story |Written |Reported |Analysis |Opinion |Commentary |Words |Text |Compiled "
    r"|Edited |Photo(?:graph)?s? |Illustrations? |Graphics? |Video )?(?:[Bb]y|BY):?"
    rf"|Reporter:|Author:)\s{_BYLINE_TOKEN}(?:[,;]?\s{_BYLINE_TOKEN}){{0,24}}\.?"
)
#: "Paulina V. reported from Culiacán." "A, B and C contributed reporting from Rome."
_CONTRIBUTION: Final = (
    r"contributed(?: (?:reporting|research|from|to (?:this|the (?:report|story|article))\b)|\.?$)"
)
_REPORTED: Final = re.compile(
    rf"{_NAMES}(?:,? (?:in|of|from) {_NAMES},?)?(?: also)? "
    rf"(?:reported (?:from [^\W\d_a-z]|on this|for this)|{_CONTRIBUTION}"
    r"|assisted with|provided (?:reporting|research)|wrote (?:from|this))"
    r"(?![^\n]*\b(?:that|which|said|it|he|she|they)\b)[^\n]{0,160}"
)
_CONTRIBUTED: Final = re.compile(rf"[^\n]{{2,300}}\b{_CONTRIBUTION}[^\n]{{0,120}}")
_CREDIT: Final = re.compile(
    r"[(\[*–—-]*\s*(?:(?:Additional |Further |With )?[Rr]eporting (?:and writing )?by\b"
    r"|(?:Compiled|Edited|Editing|Written|Writing|Translated|Produced|Research) by\b"
    r"|[Aa]dditional reporting\b|Contributing(?: writers?)?:|Contributors?:|With files from\b"
    r"|Material from\b|Our Standards:|h/t\b|Hat tip\b|Via:)"
)
_SOURCE_LINE: Final = re.compile(r"(?:Sources?|SOURCES?|Originally published (?:in|by)):\s")
_PUBLISHED: Final = re.compile(
    rf"(?:(?:First |Last |Originally )?(?:[Pp]ublished|PUBLISHED|[Uu]pdated|UPDATED|[Pp]osted"
    rf"|POSTED|Modified)\b:?\s?(?:on |at |by )?.{{0,60}}|{_DAY}{_CLOCK}\.?"
    r"|\d+ min(?:ute)?s? read)"
)
_HOLDER: Final = r"(?:by|of|and|the|&|(?:19|20)\d\d|[^\W\d_a-z][\w.’'&-]*+)"
_RIGHTS: Final = re.compile(
    r"©|\(c\)\s|All [Rr]ights [Rr]eserved"
    # Not "Copyright holders asked …".
    r"|Copyright\b:?\s*(?:©|\(c\)|(?:19|20)\d\d\b|[^\n]{0,80}\b[Rr]ights [Rr]eserved"
    rf"|{_HOLDER}(?:,?\s{_HOLDER}){{0,8}}\s*$)"
    r"|This (?:material|article|story|content|report) may not be (?:published|reproduced|copied)"
)
#: What stands over a press release: for when it is, and that it is one.
_RELEASE: Final = re.compile(
    r"(?:FOR IMMEDIATE (?:RELEASE|PUBLICATION)|For [Ii]mmediate [Rr]elease"
    r"|(?:STRICTLY |Strictly )?(?:EMBARGO(?:ED)?|[Ee]mbargo(?:ed)?)"
    r"(?: (?:until|UNTIL|till|to)\b|:)[^\n]{0,60}"
    r"|(?:PRESS|NEWS|MEDIA) RELEASE|(?:Press|News|Media) [Rr]elease)\s?:?$"
)
_PIECE: Final = r"(?:article|story|post|report|piece|column|essay|op-ed|interview|item|blog post)"
_HISTORY: Final = re.compile(
    r"[*[(]*\s*(?:Editor(?:’|')?s?(?:’|')? [Nn]ote\b|EDITOR(?:’|')S NOTE|Correction:|CORRECTION"
    r"|C(?:larification|LARIFICATION):|Update:|UPDATE:|Correction [Aa]ppended"
    rf"|(?:An? )?(?:earlier|previous|shorter|longer)? ?version of this {_PIECE}"
    rf"|This (?:{_PIECE}|version) (?:was|is|has (?:not )?been|hasn[’']t been|originally|first"
    r"|appeared|also|accompanies)\b)"
)
_SOCIAL: Final = r"(?:Twitter|Facebook|Instagram|X|Bluesky|Threads|Mastodon|YouTube)\b"
_POINTER: Final = re.compile(
    r"[(\[*>»•–—\"“-]*\s*(?:Read (?:more|also|next|the (?:rest|full|whole|original|entire)"
    r"|it all|on)\b|READ (?:MORE|ALSO)\b|(?:More|MORE)(?: (?:on|from|about|coverage)\b.{0,80})?:"
    r"|RELATED\b|Related(?: (?:stories|articles|coverage|news|links))?:|ALSO (?:READ|ON)\b"
    r"|Also on\b|See (?:also|more)\b|SEE ALSO\b|Click (?:here|through)\b"
    r"|(?:Watch|Listen|View|See|Check out)\b.{0,80}\b(?:below|above|here)\b[.:]?$"
    r"|Take a look at\b|Sign up\b|Subscribe\b|You can (?:subscribe|receive|sign up)\b"
    rf"|Follow\b.{{0,80}}(?:@\w|\b{_SOCIAL})|Follow (?:us|him|her|them|me)\b"
    r"|Like (?:us|the page)\b|Join (?:us|the conversation)\b|Twitter:|E-?mail:"
    r"|(?:Reach|Contact|E-?mail) (?:us|him|her|them"
    r"|the (?:author|reporter|writer|newsroom|editors?|team))\b"
    r"|(?:Got|Have) a (?:news )?(?:tip|story)\b|Share (?:and|this)\b|Leave a comment\b"
    r"|Comments?$|Advertisement$|ADVERTISEMENT|(?:Story|Article|Text) continues\b"
    r"|Support (?:our|quality) journalism\b|Donate\b|Online:$)"
)
_MEDIUM: Final = r"(?:newsletters?|inbox|e-?mails?|alerts|briefing|podcast|channel|app)\b"
#: A pointer in the middle of a body: only the forms that nobody writes as a sentence.
_INSERT: Final = re.compile(
    r"[(\[*>»•–—-]*\s*(?:(?:Read (?:more|also|next|on)|READ (?:MORE|ALSO|NEXT)|Also [Rr]ead"
    r"|ALSO READ|See [Aa]lso|SEE ALSO|Don[’']t [Mm]iss|DON[’']T MISS|Recommended|Most [Rr]ead"
    r"|Trending(?: now)?|(?:In )?[Pp]ictures|Photos|Gallery|GALLERY|Watch|WATCH|Listen|LISTEN"
    r"|Video|VIDEO|More on this|Explainer|Live|LIVE)\s?[:|»]|READ (?:MORE|ALSO)\b|RELATED\b"
    r"|Related(?: \w+)?\s?[:|»]|ALSO READ\b|SEE ALSO\b|(?:Story|Article|Text) continues\b"
    r"|Advertisement$|ADVERTISEMENT\b"
    rf"|(?:Sign up|Register|Get (?:the|our|your)|Subscribe|Want more)\b.{{0,100}}\b{_MEDIUM}"
    r"|Subscribe (?:now|today|here)\b|(?:Like|Follow|Find|Join) us (?:on|at)\b"
    rf"|Follow (?:@\w|.{{0,60}} on {_SOCIAL})|Download (?:our|the) .{{0,30}}\bapp\b"
    r"|Share (?:this|on)\b|Support (?:our|quality|independent|local) journalism\b"
    r"|(?:\d+ )?[Cc]omments?(?: \(\d+\))?$|(?:Twitter|Facebook|Instagram|E-?mail): ?@?\S+$"
    r"|@\w{2,30}$|Skip (?:to|past)\b|Click here\b)"
)
_DIGIT: Final = re.compile(r"\d")
_SECTION: Final = re.compile(
    r"(?:Sources?|Related (?:news|articles|stories|links)|External links|See also|References"
    r"|Further reading|Sister links|Bookmarks|Share this|Notes|Footnotes|Categories|Comments):?",
    re.IGNORECASE,
)
_PICTURE: Final = r"(?:Photo(?:graph)?s?|PHOTOS?|Images?|IMAGE|Pictures?|Illustrations?|Graphics?)"
_CAPTION: Final = re.compile(
    rf"[(\[]?(?:File )?(?:{_PICTURE}|Credit|CREDIT|Caption|Map|Video|VIDEO|Pictured)"
    r"(?: (?:by|courtesy(?: of)?|credit|via|illustration))?\s?:\s"
    r"|[(\[]?(?:File|Handout|Courtesy|Stock) (?:photo|image|picture|handout)\b"
    rf"|[(\[]?{_PICTURE} (?:by|courtesy|via)\s|(?:FILE|File) ?(?:[-–—]{{1,2}}|PHOTO:)\s"
    r"|Image (?:caption|source|copyright)\b|Media caption\b"
)
_AGENCY: Final = (
    r"(?:Getty(?: Images)?|AP Photo|Shutterstock|Alamy|iStock|Wikimedia(?: Commons)?|Flickr|Corbis)"
)
_PHOTO_CREDIT: Final = re.compile(
    rf"(?:[(\[](?:[^()\[\]]{{0,60}}[ /|,])?{_AGENCY}(?:[ /|,][^()\[\]]{{0,60}})?[)\]]"
    rf"|[|/]\s?(?:{_AGENCY}|AP|AFP|Reuters|REUTERS|EPA|UPI|PA|Pool)\)?"
    rf"|\b(?:{_PICTURE}|[Pp]hoto credit|Credit)(?:: | by | courtesy of )(?:by )?{_NAMES}(?:/\w+)*"
    rf"|^{_AGENCY}(?:[/ ,]+[A-Z]\w*)*"
    r"|[;,] from file(?:, \d{4})?|\((?:[Ff]ile|FILE)(?: photo)?\))\.?$"
)
#: One of these stands in every photo credit; the search for one takes far longer.
_CREDIT_PREFILTER: Final = (
    *("Getty", "AP Photo", "Shutterstock", "Alamy", "iStock", "Wikimedia", "Flickr", "Corbis"),
    *("|", "/", "Photo", "PHOTO", "Image", "IMAGE", "Picture", "Illustration", "Graphic"),
    *("hoto credit", "Credit", "from file", "(file", "(File", "(FILE"),
)
#: A longer line is no furniture, whatever it looks like.
_LONGEST: Final = 600


def is_byline(line: str) -> bool:
    """A line that says who wrote the piece ("By A B", "A B reported from C.")."""
    return _any_matches(line, _BYLINE, _REPORTED, whole=True)


def is_published_line(line: str) -> bool:
    """A line that says when the piece appeared, or a ``Source:`` line that says where."""
    return _any_matches(line, _PUBLISHED, whole=True) or _any_matches(line, _SOURCE_LINE)


def is_credit(line: str) -> bool:
    """Who else worked on the piece, its rights, its history ("An earlier version …")."""
    return _any_matches(line, _CREDIT, _CONTRIBUTED, _REPORTED, _RIGHTS, _HISTORY, _SOURCE_LINE)


def is_release_line(line: str) -> bool:
    """A line that stands over a press release ("FOR IMMEDIATE RELEASE")."""
    return _any_matches(line, _RELEASE)


def is_pointer(line: str) -> bool:
    """A line that sends the reader elsewhere ("Read more", "Follow us on …")."""
    return _any_matches(line, _POINTER)


def is_insert(line: str) -> bool:
    """A pointer in a form that can't be part of the text wherever it stands."""
    return _any_matches(line, _INSERT)


def is_rights(line: str) -> bool:
    """A line that says whose the text is ("© 2025 The Courier")."""
    return _any_matches(line, _RIGHTS)


def is_note(line: str) -> bool:
    """What a desk adds wherever it likes: rights, corrections, editor's notes, a time of update."""
    if _any_matches(line, _RIGHTS, _HISTORY):
        return True
    return _DIGIT.search(line) is not None and is_published_line(line)


def opens_back_matter(line: str) -> bool:
    """A heading behind which only back matter follows ("Sources", "Related news")."""
    return _any_matches(line, _SECTION, whole=True)


def is_caption(line: str) -> bool:
    """The words under a picture, known by their label or credit."""
    if len(line) > _LONGEST:
        return False
    return _CAPTION.match(line) is not None or _is_photo_credit(line)


def _is_photo_credit(line: str) -> bool:
    likely = holds_any(line, _CREDIT_PREFILTER)
    return likely and _PHOTO_CREDIT.search(line) is not None


def _any_matches(line: str, *patterns: re.Pattern[str], whole: bool = False) -> bool:
    if len(line) > _LONGEST:
        return False
    return any(p.fullmatch(line) if whole else p.match(line) for p in patterns)
