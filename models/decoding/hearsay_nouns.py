"""Nouns for hearsay itself, which are nobody's: "rumour has it that …", "legend says …"."""

from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.models.decoding.relations import Decoded, Relation
from onrecord.models.lexicon.word_lists import word_list

_NOUNS: Final = word_list("nouns.hearsay")
#: Nouns that are hearsay only where they have it: "word has it", "tradition goes".
_WITH_IT: Final = word_list("nouns.hearsay_in_action")
_HAVING: Final = word_list("nouns.hearsay_having")
_BEFORE: Final = word_list("nouns.before_hearsay")


def nobodys(decoded: Decoded, words: Sequence[str]) -> Decoded:
    """`decoded` with such nouns as words of the cue instead of a source.

    `words` are the text's tokens.
    """
    return Decoded([_nobodys(relation, words) for relation in decoded.relations], decoded.content)


def _nobodys(relation: Relation, words: Sequence[str]) -> Relation:
    source, cue = relation.source, relation.cue
    if source is None or cue is None or source[1] != cue[0]:
        return relation
    *before, noun = (word.lower() for word in words[source[0] : source[1]])
    it = noun in _WITH_IT and words[cue[0]].lower() in _HAVING
    if not (noun in _NOUNS or it) or not _BEFORE.issuperset(before):
        return relation
    return msgspec.structs.replace(relation, source=None, cue=(source[0], cue[1]))
