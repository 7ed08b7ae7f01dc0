"""Every number that decides what counts as a change between drafts.

Chosen on the pairs of drafts in ``tests/fixtures/drafts``, or set by hand where it says so.
"""

from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

Share: TypeAlias = Annotated[float, Meta(ge=0.0, le=1.0)]
Number: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]


class DiffThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """What is taken for the same sentence, source, claim or quotation. Shares are of words."""

    #: Two sentences are versions of one from this similarity on (twice the longest common
    #: subsequence of words, over the words of both), if they stand between the same neighbours.
    #: Unrelated sentences reach some .3.
    sentence: Share = 0.4
    #: As `sentence`, where neighbours don't say that the two belong together. Set by hand.
    sentence_elsewhere: Share = 0.6
    #: A sentence between the same neighbours as another comes before one elsewhere that is more
    #: similar by no more than this. Set by hand.
    in_place: Share = 0.15
    #: One sentence is the other, shortened, where it shares so much of the shorter one ...
    contained: Share = 0.8
    #: ... and so many words.
    contained_words: Number = 4
    #: A word in more sentences than this proposes no pair of sentences. Set by hand.
    common_word: Number = 24
    #: So many pairs are weighed for each sentence, those with the most rare words in common.
    #: Set by hand.
    candidates: Number = 12
    #: Words in common stay apart from a change around them if there are more than this many;
    #: fewer read as part of it. Set by hand.
    island: Number = 2
    #: Names are spellings of one from this similarity on (of characters, without titles).
    spelling: Share = 0.85
    #: Descriptions of unnamed sources are of one source from this share of common words on.
    description: Share = 0.5
    #: A named and an unnamed source are one if so many of the words of the claims of either are
    #: the other's too.
    claims: Share = 0.5
    #: Two claims are one if so many words of the shorter one are in both ...
    claim: Share = 0.5
    #: ... and at least so many, or all of it.
    claim_words: Number = 3
    #: A speaker may change by an edit to a mention of it so many sentences before. Set by hand.
    antecedent: Number = 5
    #: Two quotations are one if so many words of the shorter one are in both.
    quotation: Share = 0.3
    #: A quotation lost its marks, or gained them, if so many of its words are in both drafts ...
    unquoted: Share = 0.8
    #: ... and it has at least so many.
    unquoted_words: Number = 4


THRESHOLDS: Final = DiffThresholds()
