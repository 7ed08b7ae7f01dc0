"""What the network gives for the tokens of an article."""

import msgspec

from onrecord.models.arrays import FloatArray


class TokenScores(msgspec.Struct, frozen=True):
    """Per-token outputs of the network for one article, each (tokens, width), float32."""

    roles: FloatArray
    names: FloatArray
    content_dep: FloatArray
    cue_head: FloatArray
    cue_dep: FloatArray
    source_head: FloatArray
    no_source: FloatArray
    mention: FloatArray
