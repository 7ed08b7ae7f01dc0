"""Months and days of the week, in news copy."""

from typing import Final

from onrecord.models.lexicon.word_lists import any_of, words_in_order

MONTHS: Final = words_in_order("dates.months")
SHORT_MONTHS: Final = words_in_order("dates.short_months")
WEEKDAYS: Final = words_in_order("dates.weekdays")
SHORT_WEEKDAYS: Final = words_in_order("dates.short_weekdays")
#: A pattern of a month, in full or short, with or without a full stop.
MONTH: Final = rf"(?:{any_of(MONTHS)}|{any_of(SHORT_MONTHS)}\.?)"
#: A pattern of a day of the week, in full.
WEEKDAY: Final = any_of(WEEKDAYS)
