"""Names marked by a trained tagger in training texts in which they were not marked.

Method: self-training (Yarowsky 1995): the name head of an earlier release marks what it is sure
of, and the next one learns from it beside the names that people coded as sources.
"""

from collections.abc import Sequence

import msgspec

from onrecord.models.tagger import Tagger
from onrecord.models.training.examples import Example


def with_names(examples: Sequence[Example], tagger: Tagger, at_once: int = 16) -> list[Example]:
    """`examples`, those without marked names with the names that `tagger` finds in them.

    So many texts as `at_once` are read together.
    """
    bare = [e for e in examples if e.names is None]
    marked: dict[str, Example] = {}
    for start in range(0, len(bare), at_once):
        batch = bare[start : start + at_once]
        for example, names in zip(batch, tagger.names([e.text for e in batch]), strict=True):
            spans = [(s, e, kind.name) for s, e, kind in names]
            marked[example.id] = msgspec.structs.replace(example, names=spans)
    return [marked.get(e.id, e) for e in examples]
