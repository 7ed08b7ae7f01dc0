"""What a paper has from nobody whom it tells of: "The Ledger has learned", "we're told"."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.models.arrays import FloatArray
from onrecord.models.decoding.relations import Relation
from onrecord.models.labels import CODES, SECTORS
from onrecord.models.network.mention_features import Mention, NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Tokens

_LEARNED: Final = frozenset({"learned", "learnt"})
_HAS: Final = frozenset({"has", "have"})
_WE: Final = frozenset({"we", "i"})
#: What makes "told" a passive.
_BEING: Final = frozenset({"re", "are", "am", "m", "been", "being", "were", "was"})
#: The sectors of a body that may be a paper.
_PAPERS: Final = [SECTORS.index("media"), SECTORS.index("unknown")]
_HEARSAY: Final = CODES.index("N")


def heard_by_the_paper(
    relations: Sequence[Relation],
    mentions: Sequence[Mention],
    sectors: FloatArray,
    names: Sequence[NameSpan],
    tokens: Tokens,
) -> set[int]:
    """The relations in which the paper itself, outside quotations, has heard or learnt something.

    `mentions` and `sectors`, (relations, sectors), are those of `relations`.
    """
    bodies = {name.end for name in names if name.kind == NameKind.ORGANIZATION}
    found = set()
    for i, (relation, mention) in enumerate(zip(relations, mentions, strict=True)):
        if relation.cue is None or relation.source is None or mention.quoted:
            continue
        cue = [word.lower() for word in tokens.words[slice(*relation.cue)]]
        source = [word.lower() for word in tokens.words[mention.start : mention.end]]
        told = set(source) <= _WE and "told" in cue and not _BEING.isdisjoint(cue)
        learned = cue[0] in _HAS and not _LEARNED.isdisjoint(cue) and mention.end in bodies
        if told or (learned and int(sectors[i].argmax()) in _PAPERS):
            found.add(i)
    return found


def as_hearsay(code: FloatArray) -> None:
    """Make the log-probabilities of codes, (codes,), those of what nobody is named for."""
    code[:] = np.log(np.finfo(np.float32).tiny)
    code[_HEARSAY] = 0.0
