"""Quotations whose speaker the sentence before turned to, without a word of saying.

("Mayor Lind turned to the cameras. “Nobody will resign.”")
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np

from onrecord.models.config import SpanConfig
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.lexicon.abbreviations import ABBREVIATIONS
from onrecord.models.lexicon.nouns import COLLECTIVE_NOUNS, PERSON_NOUNS
from onrecord.models.network.mention_features import NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Gap, QuoteState, Tokens

_ENDS: Final = frozenset({".", "!", "?", ":"})
_SUBJECTS: Final = frozenset({"he", "she"})
_ARTICLES: Final = frozenset({"the", "a", "an", "one", "another", "his", "her", "their"})
_PEOPLE: Final = PERSON_NOUNS | COLLECTIVE_NOUNS


def with_turned_to(
    decoded: Decoded, tokens: Tokens, names: Sequence[NameSpan], config: SpanConfig
) -> Decoded:
    """`decoded` with the quotations that the sentence before them gives a speaker.

    Such a quotation is of whole sentences and ends its paragraph. It is taken from a relation
    that has no source, or its cue in another paragraph, and it may be in none.
    """
    taken: list[TokenSpan] = []
    added: list[Relation] = []
    pieces = sorted(((piece, r) for r in decoded.relations for piece in r.content), key=_start)
    for quotation in _closing_quotations(tokens):
        start, end = quotation
        if decoded.content[start:end].mean() < config.turned_to:
            continue
        first = bisect_right(pieces, start, key=lambda item: item[0][1])
        last = bisect_left(pieces, end, key=_start)
        if any(_settled(r, quotation, tokens) for _, r in pieces[first:last]):
            continue
        source = _subject(_sentence_before(start, tokens), tokens, names, config)
        if source is None:
            continue
        taken.append(quotation)
        sure = float(decoded.content[start:end].mean())
        added.append(Relation(source, None, [quotation], sure, 1.0, 1.0))
    if not taken:
        return decoded
    kept = [less for r in decoded.relations if (less := _without(r, taken)) is not None]
    relations = sorted([*kept, *added], key=_first_token)
    return Decoded(relations, decoded.content)


def _closing_quotations(tokens: Tokens) -> Iterator[TokenSpan]:
    """Quotations of whole sentences that end their paragraph behind a sentence of it."""
    quote = np.asarray(tokens.quote)
    closing = np.flatnonzero(quote == QuoteState.CLOSING)
    opening = np.flatnonzero(quote == QuoteState.OPENING)
    last = np.append(np.diff(np.asarray(tokens.paragraph)) > 0, True)
    for end in closing[last[closing]].tolist():
        before = int(np.searchsorted(opening, end)) - 1
        start = int(opening[before]) if before >= 0 else -1
        if start < 1 or tokens.paragraph[start - 1] != tokens.paragraph[start]:
            continue
        whole = tokens.words[start + 1][:1].isupper() and tokens.words[end - 1] in _ENDS
        if whole and tokens.words[start - 1] in _ENDS and quote[start - 1] == QuoteState.OUTSIDE:
            yield start, end + 1


def _start(item: tuple[TokenSpan, Relation]) -> int:
    return item[0][0]


def _settled(relation: Relation, quotation: TokenSpan, tokens: Tokens) -> bool:
    """Whether a relation that has the quotation has a source in the same paragraph."""
    if relation.cue is None or relation.source is None:
        return relation.speaker is not None
    return tokens.paragraph[relation.cue[0]] == tokens.paragraph[quotation[0]]


def _sentence_before(start: int, tokens: Tokens) -> TokenSpan:
    """The sentence that ends before token `start`."""
    words, paragraph = tokens.words, tokens.paragraph
    first = start - 1
    while first > 0 and paragraph[first - 1] == paragraph[start]:
        word = words[first - 1]
        short = words[first - 2].lower() in ABBREVIATIONS or len(words[first - 2]) == 1
        ends = word in _ENDS and not (word == "." and short) and tokens.gap[first] != Gap.NONE
        if ends or tokens.quote[first - 1] != QuoteState.OUTSIDE:
            break
        first -= 1
    return first, start


def _subject(
    sentence: TokenSpan, tokens: Tokens, names: Sequence[NameSpan], config: SpanConfig
) -> TokenSpan | None:
    """Who a sentence begins with: a person's name, "he" or "she", or a description."""
    start, end = sentence
    words = [word.lower() for word in tokens.words[start:end]]
    if words[0] in _SUBJECTS:
        return start, start + 1
    if words[0] in _ARTICLES:
        noun = next(
            (i for i, w in enumerate(words[1 : config.subject_words], 1) if w in _PEOPLE), None
        )
        behind = words[noun + 1 : noun + 2] if noun is not None else []
        if noun is not None and behind and behind[0] not in (",", "'", "’", "-"):
            return start, start + noun + 1
    at = bisect_left(names, start, key=lambda name: name.start)
    name = names[at] if at < len(names) else None
    if name is None or name.end > end or name.kind != NameKind.PERSON:
        return None
    owns = tokens.words[name.end] in ("'", "’")
    return None if owns else (name.start, name.end)


def _without(relation: Relation, taken: Sequence[TokenSpan]) -> Relation | None:
    """`relation` without what it has of `taken`, in text order; None: nothing is left."""

    def is_taken(piece: TokenSpan) -> bool:
        at = bisect_right(taken, piece[0], key=lambda span: span[1])
        return at < len(taken) and taken[at][0] < piece[1]

    content = [piece for piece in relation.content if not is_taken(piece)]
    if len(content) == len(relation.content):
        return relation
    return msgspec.structs.replace(relation, content=content) if content else None


def _first_token(relation: Relation) -> int:
    spans = [*relation.content, *filter(None, (relation.source, relation.cue))]
    return min(start for start, _ in spans)
