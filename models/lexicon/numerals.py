"""Numbers in words."""

from typing import Final

from onrecord.models.lexicon.word_lists import any_of, number_table, word_list, words_in_order

#: Whole numbers in one word, from two on, by their words in lower case.
CARDINALS: Final = number_table("numbers.cardinals")
#: Ordinals from "second" on.
ORDINALS: Final = word_list("numbers.ordinals")
#: Those by which one of a few people is told from the others, "first" with them.
ORDINALS_OF_FEW: Final = word_list("numbers.ordinals_of_few")
#: Patterns of a number in words: from two to ten, and any in one word.
SMALL: Final = any_of(word for word, number in CARDINALS.items() if number <= 10)
CARDINAL: Final = any_of(CARDINALS)
ORDINAL: Final = any_of(ORDINALS)
#: "hundred", "million" and others, as they follow a number.
LARGE: Final = any_of(words_in_order("numbers.large"))
#: "third" and others, in the singular.
FRACTION: Final = any_of(words_in_order("numbers.fractions"))
