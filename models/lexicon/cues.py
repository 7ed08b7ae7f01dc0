"""Cue words by what they report: something said, or what somebody thinks.

Collected from the cues of PolNeAR's training articles, in their base form; nouns and
adjectives that serve as cues ("criticism of", "is worried") stand among them.
"""

from typing import Final

from onrecord.models.lexicon.word_lists import any_of, word_list, words_in_order

#: Words of saying, writing, asking and other ways of going public with something.
SPEECH: Final = word_list("cues.speech")
#: Words for what somebody thinks, feels, wants or knows, uttered or not.
THOUGHT: Final = word_list("cues.thought")
#: Hedges: what follows them decides, they themselves only where nothing else does.
HEDGES: Final = word_list("cues.hedges")
#: Words before the one that decides: auxiliaries, adverbs, small verbs.
SKIPPED: Final = word_list("cues.skipped")
#: A pattern of a verb of saying in the past or the present, as it stands behind its subject.
REPORTING: Final = any_of(words_in_order("cues.reporting"))
