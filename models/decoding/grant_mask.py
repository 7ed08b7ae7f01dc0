"""Words that grant anonymity belong to no claim."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from onrecord.models.decoding.relations import Decoded, TokenSpan
from onrecord.models.text.tokens import Tokens
from onrecord.models.types import Span


def outside_grants(decoded: Decoded, grants: Sequence[Span], tokens: Tokens) -> Decoded:
    """`decoded` without the cues and contents that a grant's words were taken for.

    "who spoke on the condition of anonymity to discuss delicate diplomacy" says nothing of
    diplomacy. A relation that is left without content goes; a content loses the tokens that
    the grant holds.
    """
    if not grants:
        return decoded
    starts, ends = [s for s, _ in tokens.spans], [e for _, e in tokens.spans]
    held = [(bisect_right(ends, s), bisect_left(starts, e)) for s, e in grants]
    relations = []
    for relation in decoded.relations:
        if relation.cue and _touching((relation.cue[0], relation.cue[0] + 1), held):
            continue
        content = [
            piece for whole in relation.content for piece in _outside(whole, _touching(whole, held))
        ]
        if content:
            relations.append(msgspec.structs.replace(relation, content=content))
    return Decoded(relations, decoded.content)


def _touching(span: TokenSpan, held: Sequence[TokenSpan]) -> Sequence[TokenSpan]:
    """Those of `held`, in text order and apart, that have a token of `span`."""
    first = bisect_right(held, span[0], key=lambda h: h[1])
    return held[first : bisect_left(held, span[1], key=lambda h: h[0])]


def _outside(span: TokenSpan, held: Sequence[TokenSpan]) -> list[TokenSpan]:
    pieces = [span]
    for start, end in held:
        pieces = [
            piece
            for s, e in pieces
            for piece in ((s, min(e, start)), (max(s, end), e))
            if piece[0] < piece[1]
        ]
    return pieces
