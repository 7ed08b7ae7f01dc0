"""Articles that some rules leave alone: columns, and reports of matches."""

import re
from typing import Final

from onrecord.audit.balance.links import host_of
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.segment.tell_genre import NOT_JOURNALISM

_OPINION: Final = re.compile(
    r"\b(?:opinions?|op-?eds?|editorials?|comment(?:ary|isfree)?|columns?|columnists?|blogs?|letters?"
    r"|essays?|reviews?|voices|perspectives?|views?)\b",
    re.IGNORECASE,
)
_SPORT: Final = re.compile(
    r"\b(?:sports?|football|soccer|cricket|rugby|tennis|golf)\b", re.IGNORECASE
)
#: "OPINION: …" over the text, "The views expressed here are the author's" in it.
_SAYS_SO: Final = re.compile(
    r"^(?:OPINION|EDITORIAL|COMMENTARY|COLUMN|REVIEW|Opinion|Editorial|Commentary)\s*[:|–—-]",
    re.MULTILINE,
)
_DISCLAIMER: Final = re.compile(
    r"\b(?:views|opinions)\s+expressed\s+(?:\w+\s+){0,6}(?:are|do)\b", re.IGNORECASE
)
#: A page that goes with something to listen to.
_PROGRAMME: Final = re.compile(r"\b(?:podcast|[Ee]pisode \d)\b", re.IGNORECASE)
_OPENING: Final = 300
#: A column says "I", "we" or "you" outside quotations so often, in words of unsourced claims.
#: Of 116 development articles nine lie above, all of them columns or op-eds.
COLUMN_RATE: Final = 0.012
COLUMN_COUNT: Final = 3


def is_column(reading: Reading) -> bool:
    """Whether an article is an opinion piece or advice: by its section, or by who speaks in it.

    Such a piece argues in the writer's own voice, so that rules on the balance and the reach
    of sources miss its point.
    """
    said = _SAYS_SO.search(reading.front) or _DISCLAIMER.search(reading.text)
    return said is not None or _filed_under(reading, _OPINION) or _speaks_of_itself(reading)


def reports_nothing(reading: Reading) -> bool:
    """Whether it is no report: no journalism, an analysis, the page of a podcast, or of no genre
    and without a source."""
    genre = reading.audit.article.genre
    if genre is None:
        return not reading.attributed
    shown = _PROGRAMME.search(f"{reading.audit.article.title or ''}\n{reading.text[:_OPENING]}")
    return genre == "analysis" or genre in NOT_JOURNALISM or shown is not None


def is_match_report(reading: Reading) -> bool:
    """Whether an article is filed under sport, where the reporter saw what the score says."""
    return _filed_under(reading, _SPORT)


def _filed_under(reading: Reading, pattern: re.Pattern[str]) -> bool:
    article = reading.audit.article
    path = (article.url or "").partition(host_of(article.url or "") or "\0")[2]
    folders = path.split("/")[:3]
    # A live blog is reporting, in spite of its name.
    genre = "" if article.genre == "live blog" else article.genre or ""
    places = [article.section or "", genre, *folders]
    return any(pattern.search(place) for place in places)


def _speaks_of_itself(reading: Reading) -> bool:
    words, pronouns = reading.own_voice
    return pronouns >= COLUMN_COUNT and pronouns >= COLUMN_RATE * words
