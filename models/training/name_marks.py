"""Names marked by a trained tagger in training texts in which nobody marked them.

Method: self-training (Yarowsky 1995): the name head of an earlier release marks what it is sure
of, and the next one learns from it beside the names that people coded as sources.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.models.network.tags import NAME_KINDS
from onrecord.models.tagger import Tagger
from onrecord.models.training.examples import Example

#: So many texts are read together.
_BATCH: Final = 16


def with_names(examples: Sequence[Example], tagger: Tagger) -> list[Example]:
    """`examples`, those without marked names with the names that `tagger` finds in them."""
    bare = [e for e in examples if e.names is None]
    marked: dict[str, Example] = {}
    for start in range(0, len(bare), _BATCH):
        batch = bare[start : start + _BATCH]
        for example, names in zip(batch, tagger.names([e.text for e in batch]), strict=True):
            spans = [(s, e, NAME_KINDS[kind]) for s, e, kind in names]
            marked[example.id] = msgspec.structs.replace(example, names=spans)
    return [marked.get(e.id, e) for e in examples]
