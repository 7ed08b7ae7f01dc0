"""Words that belong to an attribution by where its clause of saying stands."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.models.config import SpanConfig
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.network.mention_features import NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Gap, QuoteState, Tokens

_ENDS: Final = frozenset({".", "!", "?", ";", ":"})


def with_parentheticals(
    decoded: Decoded, tokens: Tokens, names: Sequence[NameSpan], config: SpanConfig
) -> Decoded:
    """`decoded` with what the clause of saying within or behind a sentence tells of its parts.

    What goes on behind a clause within a sentence is content, too ("It was shut, she noted,
    within the hour"); who stands right behind the cue of a quotation is its source, not more of
    its content ("‘We hit the post,’ grinned Ann Vale").
    """
    starts = sorted(
        span[0]
        for r in decoded.relations
        for span in (*r.content, r.cue, r.source)
        if span is not None
    )
    relations = [
        _going_on(_with_inverted(r, tokens, names), decoded, tokens, starts, config)
        for r in decoded.relations
    ]
    return Decoded(relations, decoded.content)


def _with_inverted(relation: Relation, tokens: Tokens, names: Sequence[NameSpan]) -> Relation:
    if relation.cue is None or relation.source is not None or len(relation.content) < 2:
        return relation
    cue = relation.cue
    behind = next((piece for piece in relation.content if piece[0] == cue[1]), None)
    before = [piece for piece in relation.content if piece[1] <= cue[0]]
    if behind is None or not before or not tokens.is_quoted(before[-1][1] - 1):
        return relation
    at = bisect_left(names, behind[0], key=lambda name: name.start)
    begins = at < len(names) and names[at].start == behind[0]
    if not begins or names[at].kind != NameKind.PERSON or tokens.is_quoted(behind[0]):
        return relation
    content = [piece for piece in relation.content if piece != behind]
    return msgspec.structs.replace(relation, source=behind, content=content)


def _going_on(
    relation: Relation,
    decoded: Decoded,
    tokens: Tokens,
    starts: Sequence[int],
    config: SpanConfig,
) -> Relation:
    """`relation` with the rest of the sentence that its clause of saying interrupts."""
    cue, source = relation.cue, relation.source
    if cue is None or source is None:
        return relation
    first, last = min(cue[0], source[0]), max(cue[1], source[1])
    close = max(cue[0], source[0]) - min(cue[1], source[1]) <= 0
    before = next((p for p in relation.content if p[1] in (first, first - 1)), None)
    if not close or before is None or last >= len(tokens) or tokens.words[last] != ",":
        return relation
    comma = tokens.words[first - 1]
    if comma != "," or tokens.is_quoted(first - 1) or tokens.is_quoted(last):
        return relation
    rest = _rest(last + 1, tokens)
    following = bisect_left(starts, last)
    taken = following < len(starts) and starts[following] < rest[1]
    if taken or rest[0] >= rest[1] or decoded.content[slice(*rest)].mean() < config.goes_on:
        return relation
    return msgspec.structs.replace(relation, content=sorted([*relation.content, rest]))


def _rest(start: int, tokens: Tokens) -> TokenSpan:
    """The tokens from `start` to the end of the sentence, if nothing in it is quoted."""
    end = start
    while end < len(tokens) and tokens.paragraph[end] == tokens.paragraph[start]:
        if tokens.quote[end] != QuoteState.OUTSIDE:
            return start, start
        ends = tokens.words[end] in _ENDS
        if ends and (end + 1 == len(tokens) or tokens.gap[end + 1] != Gap.NONE):
            break
        end += 1
    return start, end
