"""What genre a text is of, by the page that declares it, the signs of the text or its wording."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import GenreFrom, Sentence
from onrecord.audit.segment.datelines import stamp_end
from onrecord.audit.segment.own_voice import wording_of
from onrecord.models.forms.find_forms import find_forms
from onrecord.models.labels import GENRES
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution

if TYPE_CHECKING:
    from onrecord.models.genre_words import GenreWords

#: What a section, a folder of the address or the start of a headline says.
_DECLARED: Final = (
    ("live blog", re.compile(r"\b(?:live[ -]?blogs?|live updates|as it happened)\b", re.I)),
    ("letter", re.compile(r"\bletters?(?: to the editor)?\b", re.I)),
    ("review", re.compile(r"\breviews?\b", re.I)),
    (
        "press release",
        re.compile(r"\bpress[ -]?(?:releases?|office)\b|\bnews releases?\b|^announcements?$", re.I),
    ),
    ("interview", re.compile(r"\b(?:interviews?|q ?& ?a)\b", re.I)),
    ("analysis", re.compile(r"\b(?:analysis|news analysis|the upshot|fact-?checks?)\b", re.I)),
    (
        "opinion",
        re.compile(r"\b(?:opinions?|op-?eds?|editorials?|comment(?:isfree)?|columnists?)\b", re.I),
    ),
)
_HEADLINE: Final = re.compile(
    r"(?P<label>opinion|op-?ed|editorial|comment|analysis|review|interview|letters?|q ?& ?a"
    r"|live(?: updates)?)\s?[:|]",
    re.IGNORECASE,
)
_OPINION_NOTE: Final = re.compile(
    r"\bOpinion (?:contributor|columnist|writer|editor)\b|\bThe (?:views|opinions) expressed\b"
    r"|\bop-ed (?:contributor|columnist)\b",
)
_LETTER: Final = re.compile(r"(?:To the editor|Dear editor|Sir|Madam|Dear Sir)\b[,:—–]?", re.I)
_RELEASE: Final = re.compile(
    r"FOR IMMEDIATE RELEASE|\bMedia contacts?:|\bPress contacts?:|\bContact for media\b"
    r"|\bNotes to editors\b|\n###\s*$"
)
_EXPLAINS: Final = re.compile(
    r"\bexplained\b|\bexplainer\b|\beverything you need to know\b|\bfact[ -]?check:|\btakeaways\b"
    r"|\bwhat (?:it|this) means\b|^\W*\d{1,2} (?:\w+ )?(?:questions|things to (?:know|watch))\b",
    re.IGNORECASE,
)
_REVIEW: Final = re.compile(
    r"[★☆]{2,}|\b[0-5](?:\.5)? out of (?:5|five)\b|\b[0-5](?:\.5)?/5 stars\b"
)
_OWN_VOICE: Final = re.compile(r"(?:i|i[’']\w+|my|me|we|our|us|let[’']s)$")
_STORY: Final = re.compile(r"\b(?:once upon a time|chapter (?:one|1|i)\b)", re.IGNORECASE)
_REFERENCE: Final = re.compile(
    r"(?:^|\n)(?:References|See also|External links|Etymology|Early life)\s*(?:\n|$)"
)
_STAMPS: Final = 3
#: So many words of the writer's own are needed to tell the genre by wording.
_LEAST_OWN: Final = 120
#: A text that is news as likely as this is told as news, since most articles are: of the labelled
#: ones that the weights are fitted to, half are not.
_NEWS: Final = 0.25
#: In shorter texts, first persons tell: so many of the writer's own words are a columnist's.
_OWN_RATE: Final = 0.012
_OWN_COUNT: Final = 3
#: In a text without any attribution, so many words are no news item any more.
_UNSOURCED_WORDS: Final = 250
#: So many lines that end openly, of all, make a list of links.
_OPEN_SHARE: Final = 0.7
_LEAST_LINES: Final = 8
#: Fewer words say too little of anybody for a source list to be relied on.
SHORT: Final = 80

NOT_JOURNALISM: Final = frozenset({"other", "press release"})


def tell_genre(
    document: Document,
    view: TextView,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    genre_words: "GenreWords | None" = None,
) -> tuple[str | None, GenreFrom | None]:
    """The genre of an article and how it is known; (None, None) where nothing tells it.

    Declared by its metadata, its section, the address's folders or a label before its headline,
    in this order; else by the form of its text, and by the wording of what its writer says
    (`genre_words`; None: by first persons alone).
    """
    if document.genre:
        return document.genre, "declared"
    declared = _declared(document, view)
    if declared:
        return declared, "declared"
    told = _told(view, document.title or "", sentences, attributions, genre_words)
    return told, "text" if told else None


def warnings_of(genre: str | None, words: int) -> list[str]:
    """What makes an audit of such an article less certain, a sentence each."""
    found = []
    if genre in NOT_JOURNALISM:
        found.append(
            "This is a press release, not reporting: its claims are those of whoever issued it."
            if genre == "press release"
            else "This does not read like journalism; what is said of its sources means little."
        )
    if 0 < words < SHORT:
        found.append(f"The text has {words} words only, so that its sources are less certain.")
    return found


def _declared(document: Document, view: TextView) -> str | None:
    host, *rest = (document.url or "").partition("://")[2].split("/")
    # Of the host only what a site calls a part of its own: "factcheck.ledger.example".
    part = host.split(".")[0] if host.count(".") > 1 else ""
    for place in (document.section or "", part, *rest[:-1][:3]):
        for genre, pattern in _DECLARED:
            if pattern.search(place):
                return genre
    for headline in (document.title or "", view.text[:60]):
        label = _HEADLINE.match(headline.lstrip())
        if label:
            found = next((g for g, p in _DECLARED if p.search(label["label"])), "live blog")
            return found
    return None


def _told(
    view: TextView,
    title: str,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    genre_words: "GenreWords | None",
) -> str | None:
    text, paragraphs = view.text, view.paragraphs
    if not paragraphs:
        return None
    forms = {turn.form for turn in find_forms(view).turns}
    if sum(stamp_end(text, *span) is not None for span in paragraphs) >= _STAMPS:
        return "live blog"
    if forms & {"interview", "transcript"}:
        return "interview"
    if any(_LETTER.match(text, start) for start, _ in paragraphs[:2]):
        return "letter"
    if _RELEASE.search(text):
        return "press release"
    if _OPINION_NOTE.search(text):
        return "opinion"
    if _REVIEW.search(text):
        return "review"
    wording = wording_of(view, title, sentences, attributions)
    own = sum(wording.words.values())
    by_wording = genre_words is not None and own >= _LEAST_OWN
    first = sum(n for word, n in wording.words.items() if _OWN_VOICE.match(word))
    if not by_wording and first >= _OWN_COUNT and first >= _OWN_RATE * own:
        return "opinion"
    if _EXPLAINS.search(title):
        return "analysis"
    body = [s.span for s in sentences if s.zone == "body"]
    opened = sum(text[end - 1] not in ".?!…:;,\"”’')]" for _, end in paragraphs)
    listed = len(paragraphs) >= _LEAST_LINES and opened >= _OPEN_SHARE * len(paragraphs)
    if listed or _STORY.search(text, 0, 400) or _REFERENCE.search(text):
        return "other"
    if not attributions and view.words.count(body) >= _UNSOURCED_WORDS:
        return "other"
    if not attributions:
        return None
    if genre_words is None or not by_wording:
        return "news"
    return _likeliest(genre_words.probabilities(wording))


def _likeliest(chances: Mapping[str, float]) -> str:
    if chances["news"] >= _NEWS:
        return "news"
    return max(GENRES[1:], key=lambda genre: chances[genre])
