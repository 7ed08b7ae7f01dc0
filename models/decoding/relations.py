"""Relations: which tokens are source, cue and content of an attribution."""

from typing import TypeAlias

import msgspec

from onrecord.models.arrays import FloatArray

#: Tokens ``[start, end)`` of an article.
TokenSpan: TypeAlias = tuple[int, int]


class Relation(msgspec.Struct, frozen=True):
    """An attribution in tokens. `cue` and `source` are None where there is none.

    `speaker` is, for a relation without a cue, the cue of another paragraph whose source
    speaks here too. `content_probability`, `arc_probability` and `source_probability` are the
    model's own.
    """

    source: TokenSpan | None
    cue: TokenSpan | None
    content: list[TokenSpan]
    content_probability: float
    arc_probability: float
    source_probability: float
    speaker: TokenSpan | None = None


class Decoded(msgspec.Struct, frozen=True):
    """Relations in text order, and the probability that each token is content, (tokens,)."""

    relations: list[Relation]
    content: FloatArray
