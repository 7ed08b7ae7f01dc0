"""How English news words a figure, and how it words a number that is not one."""

import re
from typing import Final

from onrecord.audit.schema.balance import FigureKind
from onrecord.models.lexicon.dates import MONTH
from onrecord.models.lexicon.numerals import CARDINAL, FRACTION, LARGE, ORDINAL, SMALL

_WORDED: Final = rf"{CARDINAL}|umpteen"
_PERCENT: Final = r"(?:%|per\s?cent\b|percent\b|percentage\s+points?\b)"
_ORDINAL: Final = rf"{ORDINAL}|[0-9]{{1,3}}(?:st|nd|rd|th)"
_MONTH: Final = rf"{MONTH}(?!\w)"
_SUPERLATIVE: Final = (
    "biggest|bloodiest|broadest|busiest|cheapest|coldest|costliest|deadliest|deepest|driest"
    "|fastest|fewest|greatest|harshest|heaviest|highest|hottest|largest|longest|lowest|loudest"
    "|narrowest|oldest|poorest|richest|sharpest|shortest|slowest|smallest|steepest|strongest"
    "|tallest|toughest|warmest|weakest|wealthiest|wettest|widest|worst|youngest"
)
#: Words that stand before a count with a capital letter only because they open a sentence.
_OPENERS: Final = (
    "A|About|After|All|Almost|An|And|Another|Around|At|Before|But|By|For|From|In|Just|Least|More"
    "|Nearly|Of|On|Only|Over|Roughly|Some|Than|That|The|These|This|Those|To|Under|Up|When|With"
)
#: What news counts, in the plural: below a hundred only these make a number a figure.
_COUNTED: Final = (
    "(?:arrests|attacks|bodies|cases|children|civilians|companies|countries|deaths|employees"
    "|families|homes|immigrants|incidents|injuries|jobs|men|migrants|patients|people|points|refugees"
    "|schools|seats|soldiers|states|students|troops|victims|votes|women|workers|dead|killed|injured"
    "|wounded|missing)"
)
_STRUCK: Final = "(?:kill|injur|wound|arrest|evacuat)(?:ed|ing)"
#: What a superlative is measured against.
_SCOPE: Final = (
    r"(?:ever\b|yet\b|since\b|on\s+record\b|(?:in|of|for)\s+(?:the|its|their|a|an|any|all|more|almost|nearly"
    r"|modern|recent|history|\d|(?-i:[A-Z]))|worldwide\b|nationwide\b)"
)
_UNIT: Final = r"hours?|minutes?|seconds?|days?|weeks?|months?|years?|decades?"


#: Where a figure or a date can begin; in the middle of a word the search need not try each.
_BEGIN: Final = r"(?:\b|(?=[’'$£€¥]))"


def _any_of(*patterns: str) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"{_BEGIN}(?:{joined})", re.IGNORECASE)


#: Numbers that state no quantity: dates, times, spans of time, ages, scores, names.
NO_QUANTITY: Final = _any_of(
    # A date ("March 3-5, 2016", "3 March"), a year or two ("2004-05", "the 1990s", "'90s").
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s*(?:-|–|to|and)\s*\d{{1,2}}\b)?(?:,?\s+\d{{4}}\b)?",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}}\b)?",
    rf"\b(?:1\d|20)\d\d(?:\s*[-–/]\s*\d{{2,4}})?s?\b(?![,.]\d|\s+{_COUNTED}\b)",
    r"[’']\d\ds?\b",
    r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b",
    # A time of day, a span of time.
    r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b|o['’]clock|GMT|BST|EST|EDT)\.?",
    r"\b\d{1,2}:\d\d(?::\d\d)?\b",
    rf"\b\d{{1,3}}(?:\s|-)(?:{_UNIT})\b",
    r"\b24/7\b",
    # A length, a telephone number.
    r"\b\d[\d,.]{0,20}[\s-](?:feet|foot|ft|inch(?:es)?|met(?:er|re)s?|yards?|miles?|km|kilomet(?:er|re)s?)\b",
    r"\b\d[\d-]{0,20}-\d{4}\b",
    # An age: "aged 45", ", 45," after a name, "(45)".
    r"\b(?:aged?|turned|turns)\s+\d{1,3}\b",
    r"(?<=\w),\s+\d{1,2},(?=\s)",
    r"(?<=\w)\s\(\d{1,3}\)",
    # A score or a range.
    rf"\b\d{{1,3}}\s*[-–]\s*\d{{1,3}}\b(?!\s*(?:{_PERCENT}|{LARGE}))",
    # A letter with a number ("A380", "G20").
    r"\b(?-i:[A-Z])\d{1,4}\b",
)
#: A name with a number in it ("Boeing 747", "Article 50"); case matters.
NAME_WITH_NUMBER: Final = re.compile(
    rf"\b(?!(?:{_OPENERS})\b)[A-Z][\w.’']{{0,30}}[\s-]\d{{1,4}}\b"
    rf"(?![,.]\d|\s*(?:{_PERCENT}|{LARGE})|\s+[a-z]+s\b)"
)

FIGURES: Final[dict[FigureKind, re.Pattern[str]]] = {
    "share": _any_of(
        rf"(?<![\w.])\d[\d,.]{{0,20}}\s*{_PERCENT}",
        rf"\b(?:{_WORDED})(?:-\w+)?\s+{_PERCENT}",
        rf"\b(?:one|{SMALL}|\d+)\s+(?:out\s+of|in)\s+(?:every\s+)?(?:{SMALL}|\d+)\b"
        rf"(?!\s*[-–/]|\s+(?:{_UNIT}|(?-i:[A-Z])))",
        rf"\b(?:a|one|{SMALL})[\s-]{FRACTION}s?\s+of\b",
        r"\b(?:two-thirds|three-quarters)\b",
        r"\b(?:more\s+than|less\s+than|nearly|almost|about|over|roughly)\s+half\b",
        r"(?<!first\s)(?<!second\s)\bhalf\s+of\s+(?:all|the|its|their|those)\b",
    ),
    "number": _any_of(
        rf"(?:[$£€¥]|\b(?:US|A|C)\$)\s*\d(?:[\d,.]{{0,20}}\d)?(?:[\s-]?(?:{LARGE}|bn|[mk])\b)?",
        rf"(?<![\w.,])\d[\d,]{{0,20}}(?:\.\d+)?\s*(?:{LARGE}|bn|m)\b",
        rf"\b(?:one|a|an|several|{_WORDED})\s+(?:{LARGE})\b",
        r"\b(?:hundreds|thousands|millions|billions)\s+of\b",
        r"(?<![\w.,#])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])",
        r"(?<![\w.,#-])\d{3,}(?:\.\d+)?(?![\w%-]|[.,]\d)",
        rf"(?<![\w.,#-])(?:1[1-9]|[2-9]\d)(?=\s+(?:[a-z-]+\s+)?{_COUNTED}\b)",
        rf"\b{_STRUCK}\s+(?:at\s+least\s+|some\s+|about\s+)?(?:1[1-9]|[2-9]\d)\b(?![%,.:-])",
    ),
    "ranking": _any_of(
        rf"\b(?:{_ORDINAL})[\s-](?:{_SUPERLATIVE}|most)\b",
        r"\brank(?:s|ed|ing)?\s+(?:as\s+)?(?:the\s+)?"
        rf"(?:No\.?|number|{_ORDINAL}|first|last|\d+|among|in\s+the\s+top)\b",
        r"\b(?:No\.|number)\s?(?:1|one)\b",
        rf"\btop[\s-](?:{SMALL}|\d+)\b",
    ),
    # With its scope ("the tallest in the county", "the worst since 1990"): else it is colour.
    "superlative": _any_of(
        rf"(?<!one\sof\sthe\s)(?<!some\sof\sthe\s)(?<!among\sthe\s)(?<!many\sof\sthe\s)"
        rf"\b(?:{_SUPERLATIVE})\b(?!-)(?=(?:\s+[\w’'-]+){{0,4}}\s+{_SCOPE})",
        rf"(?<!of\s)(?<!among\s)\bthe\s+(?:most|least)\s+(?!of\b|part\b|recent)[a-z]+"
        rf"(?=(?:\s+[\w’'-]+){{0,4}}\s+{_SCOPE})",
        r"\b(?:all-time|record)[\s-](?:highs?|lows?|numbers?|breaking|profits?|sales|crowds?"
        r"|levels?|loss(?:es)?)\b",
        r"\ban?\s+record\s+(?=[$£€\d])",
        r"\bunprecedented\b",
    ),
}
