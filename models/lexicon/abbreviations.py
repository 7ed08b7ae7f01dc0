"""Abbreviations of English news copy, in lower case and without the last full stop.

nupunkt's own list was learned from scanned court records and holds ordinary words ("week",
"john", "park"), which would glue the sentences that end with them to the next.
"""

import re
from typing import Final

from onrecord.models.lexicon.dates import SHORT_MONTHS, SHORT_WEEKDAYS
from onrecord.models.lexicon.names import SHORT_TITLES
from onrecord.models.lexicon.word_lists import any_of, word_list

_TITLES: Final = (
    SHORT_TITLES | word_list("people.short_courtesy") | word_list("people.short_styles")
)
_PLURAL_TITLES: Final = word_list("people.short_titles_plural")

ABBREVIATIONS: Final = (
    _TITLES
    | _PLURAL_TITLES
    | {day.lower() for day in (*SHORT_MONTHS, *SHORT_WEEKDAYS)}
    | word_list("abbreviations.titles")
    | word_list("abbreviations.places")
    | word_list("abbreviations.business")
    | word_list("abbreviations.text")
    | word_list("abbreviations.dotted")
)

#: Titles and ranks, Saint and Mount, versus: before a name they end no sentence.
BEFORE_NAMES: Final = word_list("abbreviations.before_names") | {
    title.capitalize() for title in _TITLES | _PLURAL_TITLES
}
_SHORT: Final = word_list("abbreviations.inside_clauses") | {
    *SHORT_MONTHS,
    *map(str.capitalize, _TITLES),
}
#: What stands before a full stop that ends no clause: an initial, or one of the commonest.
BEFORE_STOP: Final = re.compile(rf"\b(?:[A-Z]|{any_of(_SHORT)})$")
