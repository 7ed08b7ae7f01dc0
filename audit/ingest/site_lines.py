"""Lines of a page that are no part of its article, told by their wording and their place."""

import re
from typing import Final

from onrecord.audit.ingest.builder import Paragraph
from onrecord.models.lexicon.dates import MONTH, WEEKDAY

_SENTENCE_END: Final = re.compile(r"[.?!…。！？؟।][\"'”’»」』)\]]*+\s*+\Z")
_INNER_END: Final = re.compile(r"[^\W\d_]{2}[.?!…][\"'”’)\]]?\s[\"“‘]?[^\W\d_]")
_LONG_WORDS = 40
_FEWEST_WORDS = 3
#: The same in letters, for scripts without spaces.
_FEWEST_LETTERS = 12
#: A longer line is no label; a longer paragraph leads to no other article.
_LABEL_WORDS = 12
_POINTER_WORDS = 60
#: Paragraphs at the end of an article among which are those that a site puts behind it.
_TAIL = 12

#: A line of these words alone is a row of buttons.
_BUTTONS_WORDS: Final = (
    "advertisement advertisements ad ads share shares shared sharing tweet retweet pin post email "
    "e mail print save copy copied link url close open comment comments text size font listen "
    "watch play pause loading facebook twitter x instagram whatsapp linkedin pinterest reddit "
    "flipboard google tumblr telegram messenger youtube tiktok rss me this that it on to with "
    "your friends article story page via via more options show hide sharing extra subscribe "
    "subscribed follow topics topic related sponsored promoted content menu search home next "
    "previous back top skip main read view all see"
)
_BUTTONS: Final = frozenset(_BUTTONS_WORDS.split())
#: The labels that a site sets above, below and between paragraphs.
_LABEL: Final = re.compile(
    r"(?:\d[\d,.]*[km]?\s(?:comments?|shares?|views?|likes?|retweets?|reads?)"
    r"|\d{1,3}[\s-]min(?:ute)?s?(?:\sread)?|reading time:?\s.{1,20}|comments?\s\(?\d+\)?"
    r"|(?:image|photo|slide|picture)\s\d+\s(?:of|/)\s\d+|text size|skip to [\w ]{1,40}"
    r"|(?:story|article) continues (?:below|after)\b.{0,40}|scroll (?:down )?(?:to|for) .{1,40}"
    r"|(?:first |last |originally )?(?:published|updated|posted|modified)\b:?.{0,50}\d.{0,30}"
    rf"|(?:{WEEKDAY},?\s)?{MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?"
    rf"|\d{{1,2}}\s{MONTH}\s\d{{4}}|\d{{4}}-\d\d-\d\d"
    r"|filed (?:under|in):?\s.{1,120}|(?:tags?|topics?|categor(?:y|ies)|labels):\s?.{0,200}"
    r"|popular on .{1,40}|most (?:read|popular|viewed)\b.{0,40}|trending(?: now| stories)?"
    r"|more from .{1,60}|more great .{1,60}|more (?:stories|coverage|news)\b.{0,40}"
    r"|(?:you )?(?:may|might) also like:?|recommended(?: for you| stories)?|don['’]t miss:?"
    r"|related (?:articles?|stories|coverage|news|links?|content|topics?|posts?)\b.{0,60}"
    r"|tell us what you think\W*|leave a (?:comment|reply)\b.{0,40}|what do you think\?"
    r"|something to consider|(?:join|start) the (?:conversation|discussion)\b.{0,20})",
    re.IGNORECASE,
)
#: Headings of lists of other articles.
_LIST_LABEL: Final = re.compile(
    r"(?:more (?:from|great|stories|coverage|news|on|in)|related|most (?:read|popular|viewed)"
    r"|popular on|trending|recommended|(?:you )?(?:may|might) also|read (?:more|next|also)"
    r"|see also|don['’]t miss)\b",
    re.IGNORECASE,
)
_TEASER_WORDS = 25
#: What leads to another article, wherever it stands.
_POINTER: Final = re.compile(
    r"[(\[*>»•–—“\"-]*\s*(?:(?:read|see|watch|listen|hear) (?:more|also|next|now|this)"
    r"|also (?:read|see)|more|related(?: \w+){0,2}|see also|don['’]t miss|must[ -]read|recommended"
    r"|buyer['’]s guide|full (?:story|coverage)|in (?:pictures|photos|video)):\s?\S",
    re.IGNORECASE,
)
#: What a site says to its readers behind an article.
_NOTICE: Final = re.compile(
    r"\b(?:sign(?:ed)? up (?:for|to|here|now|today|below)|subscribe (?:to|here|now|today)"
    r"|(?:our|free|daily|weekly|the|'s|’s) newsletters?\b|follow (?:us|me|him|her|them|the)\b"
    r"|follow [\w.’' ]{2,60} on (?:twitter|facebook|instagram|social)"
    r"|(?:reach|contact|e-?mail|write to|reached|tweet)\b[^@\n]{0,80}@"
    r"|(?:may|can) be reached|(?:have|got) a (?:news )?(?:tip|story|question)\b"
    r"|letters? to the editor|like us on|join us on|download (?:our|the) app"
    r"|support (?:our|local|independent|quality) (?:journalism|newsroom|reporting)"
    r"|click here (?:to|for)|all rights reserved|may not be (?:published|reproduced|republished)"
    r"|for your personal,? non-?commercial use|get (?:the )?latest (?:news|updates|headlines)"
    r"|delivered (?:daily |straight |right )?(?:to|through) your|if you enjoyed this"
    r"|become a (?:member|subscriber)|(?:affiliate links?|share of the sale|earn a commission))",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_FOLLOWS: Final = re.compile(
    r"(?:follow|like|more)\b.{0,120}(?:https?://|twitter|facebook|@\w)", re.IGNORECASE
)


def is_prose(paragraph: Paragraph) -> bool:
    """Whether it holds a sentence; the last of a long paragraph may lack its stop."""
    if paragraph.level or paragraph.is_one_link:
        return False
    words = re.findall(r"\w+", paragraph.text)
    enough = len(words) >= _FEWEST_WORDS or len("".join(words)) >= _FEWEST_LETTERS
    if len(words) >= _LONG_WORDS and _INNER_END.search(paragraph.text):
        return True
    return enough and bool(_SENTENCE_END.search(paragraph.text))


def without_furniture(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """`paragraphs` without teasers and their headings, buttons, labels, and what a site adds."""
    kept = _without_teasers(_without_lists(paragraphs))
    kept = [p for p in kept if not (_is_buttons(p.text) or _is_label(p.text) or _points_away(p))]
    first = next((i for i, p in enumerate(kept) if is_prose(p)), len(kept))
    last = len(kept)
    while last > first + 1 and last > len(kept) - _TAIL and _is_behind(kept[last - 1]):
        last -= 1
    return kept[:last]


def _without_teasers(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leave out what only leads to other articles, with the heading right above it."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if not is_teaser(paragraph) or _names_quoted(paragraph, kept):
            kept.append(paragraph)
        elif kept and kept[-1].level and not paragraph.level:
            kept.pop()
    while kept and kept[-1].level:
        kept.pop()
    return kept


def _without_lists(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leave out what stands under a heading such as "More stories", up to the next sentence."""
    kept: list[Paragraph] = []
    inside = False
    for paragraph in paragraphs:
        if paragraph.level:
            inside = _LIST_LABEL.match(paragraph.text) is not None
        elif is_prose(paragraph) or len(paragraph.text.split()) > _TEASER_WORDS:
            inside = False
        if not inside:
            kept.append(paragraph)
    return kept


def is_teaser(paragraph: Paragraph) -> bool:
    """Whether it only leads to another article: a linked heading, a linked line of no sentence."""
    if not paragraph.is_one_link:
        return False
    return paragraph.level > 0 or not _SENTENCE_END.search(paragraph.text)


def _names_quoted(paragraph: Paragraph, before: list[Paragraph]) -> bool:
    """Whether a linked name says where the quotation above it comes from."""
    few = len(paragraph.text.split()) <= _FEWEST_WORDS and not paragraph.level
    return few and bool(before) and before[-1].text.endswith(("”", '"', "’"))


def _is_buttons(text: str) -> bool:
    words = re.findall(r"[^\W\d]+", text.lower())
    return len(words) <= 2 * _LABEL_WORDS and all(word in _BUTTONS for word in words)


def _is_label(text: str) -> bool:
    few = len(text.split()) <= 2 * _LABEL_WORDS
    return few and _LABEL.fullmatch(text.strip().rstrip(".:…")) is not None


def _points_away(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text.split()) <= _POINTER_WORDS and _POINTER.match(text) is not None


def _is_behind(paragraph: Paragraph) -> bool:
    """Whether a paragraph at the end is the site's word to its readers, or a heading of it."""
    text = paragraph.text
    if paragraph.level:
        return True
    return any(p.search(text) for p in (_NOTICE,)) or any(
        p.match(text) for p in (_COPYRIGHT, _FOLLOWS)
    )
