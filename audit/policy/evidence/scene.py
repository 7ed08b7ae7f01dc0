"""What the reporter plainly saw or heard, which needs no source."""

import re
from typing import Final

from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.segment.datelines import dateline_end
from onrecord.models.lexicon.dates import WEEKDAY
from onrecord.models.types import Span

_TIME: Final = r"(?:morning|afternoon|evening|night|day|weekend|visit)"
#: A moment at which somebody stood there: "on a recent morning", "one rainy Tuesday".
_MOMENT: Final = re.compile(
    rf"\b(?:on|during|late|early|one)\s+(?:on\s+)?(?:(?:a|an|one)\s+)?(?:(?:recent|\w+y|cold|hot|warm|grey|gray|late|humid)"
    rf"\s+){{1,2}}(?:{WEEKDAY}|{_TIME}|winter|summer|spring|autumn)\b"
    r"|\b(?:a|this|our|the)\s+reporter\s+(?:saw|watched|heard|counted|visited|found|stood)\b"
    r"|\bvisited\s+(?:on|this|last)\b",
    re.IGNORECASE,
)
#: What eyes and ears take in on the spot.
_SEEN: Final = re.compile(
    r"\b(?:stood|stands?|sat|sits?|lined|lines|leaned|leans|waved|waves|chanted|chants?|shouted|sang|sings?"
    r"|danced|wept|knelt|marched|gathered|huddled|queued|crouched|gazed|stared|nodded|grinned|smiled"
    r"|shrugged|drifted|hung|hangs|smell(?:ed|s)?|glisten\w*|flicker\w*|wore|wearing|carrying|holding"
    r"|piled|scattered|strewn|parked|smoke|silence|laughter|music|drums?|cheers?|applause|honk\w*)\b",
    re.IGNORECASE,
)
#: So many of these words in a paragraph below a dateline make a scene.
SEEN_WORDS: Final = 2
#: The dateline stands in one of so many paragraphs, below headline and byline.
TOP_PARAGRAPHS: Final = 5


def is_scene(reading: Reading, paragraph: Span) -> bool:
    """Whether a paragraph describes what the reporter saw or heard.

    It names the moment ("on a recent morning"), or stands in an article with a dateline and
    has several words for what eyes and ears take in.
    """
    words = reading.words(paragraph)
    if _MOMENT.search(words):
        return True
    return has_dateline(reading) and len(_SEEN.findall(words)) >= SEEN_WORDS


def has_dateline(reading: Reading) -> bool:
    """Whether a paragraph at the top opens with a place, as a report from there does."""
    tops = reading.audit.article.paragraphs[:TOP_PARAGRAPHS]
    return any(dateline_end(reading.text, start, end) is not None for start, end in tops)
