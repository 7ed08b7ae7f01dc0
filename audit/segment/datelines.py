"""Datelines: the place, day and agency that open a news report."""

import re
from typing import Final

from onrecord.models.lexicon.dates import WEEKDAY

_DASH: Final = r"(?:[-–—―]{1,3}|\.-)"
_AGENCY: Final = (
    r"(?:AP|A\.P\.|UPI|AFP|CNN|BBC|CBS|NBC|ABC|EFE|ANSA|DPA|dpa|PTI|ANI|TASS|CNBC|KHN|RNS|CNS"
    r"|Reuters|REUTERS|Xinhua|Bloomberg|Kyodo|Yonhap|Thomson Reuters Foundation)"
)
_CAPITAL_WORD: Final = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’])*"
_CAPITALS: Final = rf"{_CAPITAL_WORD}(?:[ /-]{_CAPITAL_WORD}){{0,4}}"
#: ", N.Y., Sept. 26": state or country, then perhaps the day.
_STATE_AND_DATE: Final = r"(?:,\s[A-Z][\w.’']*(?:\s[A-Z\d][\w.’']*){0,3}){0,3}"
_PLACE: Final = r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}"
_BEHIND: Final = r"(?=[\"“‘'(\[]*[^\W_a-z])"
_DAY: Final = (
    rf"{WEEKDAY}, "
    r"(?:[A-Z][a-z]+ \d{1,2},|\d{1,2} [A-Z][a-z]+,?) \d{4}"
)

_DATELINES: Final = (
    # WASHINGTON — / HEMPSTEAD, N.Y., Sept. 26 (UPI) — / LONDON (Reuters) --
    re.compile(
        rf"(?P<place>{_CAPITALS}){_STATE_AND_DATE},?(?:\s\([^()]{{2,30}}\))?\s*{_DASH}\s*{_BEHIND}"
    ),
    # Philadelphia (AFP) – / Washington (CNN)
    re.compile(rf"{_PLACE}{_STATE_AND_DATE}\s\({_AGENCY}\)\s*(?:{_DASH}\s*)?{_BEHIND}"),
    # (Reuters) - / CNN —
    re.compile(rf"(?:\({_AGENCY}\)|{_AGENCY})\s*{_DASH}\s*{_BEHIND}"),
    # Thursday, May 7, 2015 The government …
    re.compile(rf"{_DAY}\s+{_BEHIND}"),
)
_LONGEST: Final = 120
_TIME: Final = r"\d{1,2}[:.]\d\d(?: ?[apAP]\.?[mM]\.?)?|\d{1,2} ?[apAP]\.?[mM]\.?"
#: "11:02 a.m.:", "Update, 3:12 p.m. —", "[14.05 GMT]", "02.40": what opens an entry of a live blog.
_STAMP: Final = re.compile(
    rf"(?:(?:Updated?|UPDATED?|Posted|Post)(?: at)?[,:]? ?)?\[?(?:{_TIME})(?: ?[A-Z]{{2,4}}\b)?\]?"
    r" ?(?:[:|]|[-–—]{1,2})?\s+(?=[\"“‘'(]*[^\W\d_a-z])"
)
#: All-capital words this short are initials (NATO, FBI) rather than towns.
_SHORTEST_TOWN: Final = 5
#: What stands before a dash in capitals and is no town.
_FLAGS: Final = frozenset({"EXCLUSIVE", "BREAKING", "WATCH", "VIDEO", "OPINION", "ANALYSIS"})


def dateline_end(text: str, start: int, end: int) -> int | None:
    """Offset behind the dateline that opens the paragraph ``text[start:end]``, or None.

    The dash and the gap behind it count as the dateline's; a paragraph that is nothing but
    a dateline has none.
    """
    for pattern in _DATELINES:
        match = pattern.match(text, start, min(end, start + _LONGEST))
        if match is None or match.end() >= end:
            continue
        place = match.groupdict().get("place")
        if place is None or _is_town(place, match[0]):
            return match.end()
    return None


def names_agency(text: str, start: int, end: int) -> bool:
    """Whether the dateline that opens the paragraph ``text[start:end]`` says whose report it is."""
    behind = dateline_end(text, start, end)
    return behind is not None and re.search(rf"\b{_AGENCY}\b", text[start:behind]) is not None


def stamp_end(text: str, start: int, end: int) -> int | None:
    """Offset behind the time that opens the paragraph ``text[start:end]``, or None."""
    if not (text[start].isdigit() or text[start] in "[UP"):
        return None
    match = _STAMP.match(text, start, min(end, start + _LONGEST))
    return match.end() if match and match.end() < end else None


def _is_town(place: str, dateline: str) -> bool:
    letters = sum(character.isalpha() for character in place)
    if place in _FLAGS:
        return False
    return letters >= _SHORTEST_TOWN or "(" in dateline or (letters > 1 and "," in dateline)
