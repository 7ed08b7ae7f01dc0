"""Lines of a page that are no part of its article, told by their wording and their place."""

import re
from typing import Final

from onrecord.audit.ingest.builder import Paragraph
from onrecord.audit.ingest.teasers import is_prose, without_other_articles
from onrecord.models.lexicon.dates import MONTH, WEEKDAY

#: A longer line is no label.
_LABEL_WORDS = 12
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
    "previous back top skip main read view all see continue reading advert adverts "
    # the same in other languages
    "anzeige werbung publicidad publicidade publicité pubblicità iklan compartir compartilhar "
    "partager condividi teilen imprimir imprimer drucken stampa voltar volver retour zurück"
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
    r"|something to consider|(?:join|start) the (?:conversation|discussion)\b.{0,20}"
    r"|(?:tempo de leitura|tiempo de lectura|temps de lecture|tempo di lettura|lesezeit)\b.{0,30}"
    r"|(?:publicado|publié|pubblicato|veröffentlicht)\b.{0,80}\d.{0,60}"
    r"|(?:etiquetas|categorías?|categorias?|schlagw[oö]rte?r?|mots[- ]clés)\s?:.{0,200})",
    re.IGNORECASE,
)
#: What a site says to its readers behind an article.
_NOTICE: Final = re.compile(
    r"\b(?:sign(?:ed)? up (?:for|to|here|now|today|below)|subscribe (?:to|here|now|today)"
    r"|(?:our|free|daily|weekly|the|'s|’s) newsletters?\b|follow (?:us|me|him|her|them|the)\b"
    r"|follow [\w.’' ]{2,60} on (?:twitter|facebook|instagram|social)"
    r"|(?:reach|contact|e-?mail|write to|reached|tweet)\b[^@\n]{0,80}@"
    r"|reach (?:the|our) (?:reporters?|writers?|authors?|editors?)\b|questions\? comments\?"
    r"|listen (?:back|again|live)\b|listen to [\w.’' ]{2,60} live\b"
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


def without_furniture(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """`paragraphs` without teasers and their headings, buttons, labels, and what a site adds."""
    kept = [p for p in without_other_articles(paragraphs) if not _is_line_of_site(p.text)]
    first = next((i for i, p in enumerate(kept) if is_prose(p)), len(kept))
    last = len(kept)
    while last > first + 1 and last > len(kept) - _TAIL and _is_behind(kept[last - 1]):
        last -= 1
    return kept[:last]


def _is_line_of_site(text: str) -> bool:
    return _is_buttons(text) or _is_label(text)


def _is_buttons(text: str) -> bool:
    words = re.findall(r"[^\W\d]+", text.lower())
    return len(words) <= 2 * _LABEL_WORDS and all(word in _BUTTONS for word in words)


def _is_label(text: str) -> bool:
    few = len(text.split()) <= 2 * _LABEL_WORDS
    return few and _LABEL.fullmatch(text.strip().rstrip(".:…")) is not None


def _is_behind(paragraph: Paragraph) -> bool:
    """Whether a paragraph at the end is the site's word to its readers, or a heading of it."""
    text = paragraph.text
    if paragraph.level:
        return True
    return any(p.search(text) for p in (_NOTICE,)) or any(
        p.match(text) for p in (_COPYRIGHT, _FOLLOWS)
    )
