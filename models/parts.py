"""A long article decoded part by part, since the scores of all of it would take gigabytes."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray, IntArray
from onrecord.models.config import DecodingConfig
from onrecord.models.decoding.decode import decode
from onrecord.models.decoding.grant_mask import outside_grants
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.forms.reread import reread
from onrecord.models.linking.find_names import find_names
from onrecord.models.linking.vectors import cue_of
from onrecord.models.network.heads import Parameters
from onrecord.models.network.mention_features import NameSpan
from onrecord.models.network.outputs import KeptRows, MentionScores, TokenScores
from onrecord.models.text.spans import overlapping
from onrecord.models.text.tokens import QuoteState, Tokens
from onrecord.models.types import Span

T = TypeVar("T", bound=np.generic)


class Parts:
    """The parts of one article, decoded as their scores come in, and what linking needs of them.

    Args:
        tokens: the tokens of the article.
        grants: spans of its grants of anonymity, in text order.
        needed: tokens of which linking needs to know besides names and mentions, in text order.
    """

    def __init__(
        self,
        tokens: Tokens,
        grants: Sequence[Span],
        parameters: Parameters,
        config: DecodingConfig,
        needed: Sequence[TokenSpan] = (),
    ) -> None:
        self._tokens, self._grants, self._needed = tokens, grants, needed
        self._parameters, self._config = parameters, config
        self._relations: list[Relation] = []
        self._content: list[FloatArray] = []
        self._names: list[NDArray[np.int8]] = []
        self._rows: list[tuple[IntArray, NDArray[np.float16]]] = []

    def add(self, start: int, scores: TokenScores) -> None:
        """Decode the part that begins at token `start`, next to the one before."""
        size = len(scores.roles)
        tokens = self._tokens.part(start, start + size)
        paragraphs = np.asarray(tokens.paragraph, dtype=np.int64)
        decoded = decode(
            scores,
            self._parameters,
            paragraphs - paragraphs[0],
            np.asarray(tokens.quote) != QuoteState.OUTSIDE,
            self._config,
        )
        names = find_names(tokens, scores)
        decoded = reread(decoded, tokens, names, self._config.spans)
        around = (tokens.spans[0][0], tokens.spans[-1][1])
        decoded = outside_grants(decoded, overlapping(self._grants, around), tokens)
        self._relations += [_moved(relation, start) for relation in decoded.relations]
        self._content.append(decoded.content)
        self._names.append(_best_only(scores.names))
        kept = np.zeros(size, dtype=np.bool_)
        for first, last in _mentioned(decoded.relations, names):
            kept[first:last] = True
        for first, last in overlapping(self._needed, (start, start + size)):
            kept[max(0, first - start) : last - start] = True
        self._rows.append((start + np.flatnonzero(kept), scores.mention[kept].astype(np.float16)))

    def whole(self) -> tuple[Decoded, MentionScores]:
        """The relations of all parts, and what the network says of names and mentions.

        It can be asked for once, and nothing added any more.
        """
        names = _joined(self._names)
        rows, self._rows = self._rows, []
        kept = KeptRows(rows, (len(names), rows[0][1].shape[1]))
        return Decoded(self._relations, _joined(self._content)), MentionScores(names, kept)


def _joined(arrays: list[NDArray[T]]) -> NDArray[T]:
    """One array of all, which are given up for it."""
    joined = np.concatenate(arrays)
    arrays.clear()
    return joined


def _mentioned(relations: Sequence[Relation], names: Sequence[NameSpan]) -> list[TokenSpan]:
    """The tokens whose vectors linking asks for."""
    spans = [(name.start, name.end) for name in names]
    spans += [relation.source for relation in relations if relation.source]
    return spans + [(cue_of(relation), cue_of(relation) + 1) for relation in relations]


def _best_only(scores: FloatArray) -> NDArray[np.int8]:
    """1 for the best class of each token, 0 for the others."""
    best = np.zeros(scores.shape, dtype=np.int8)
    best[np.arange(len(scores)), scores.argmax(1)] = 1
    return best


def _moved(relation: Relation, by: int) -> Relation:
    """`relation` so many tokens further on."""

    def moved(span: TokenSpan | None) -> TokenSpan | None:
        return None if span is None else (span[0] + by, span[1] + by)

    return msgspec.structs.replace(
        relation,
        source=moved(relation.source),
        cue=moved(relation.cue),
        content=[(start + by, end + by) for start, end in relation.content],
        speaker=moved(relation.speaker),
    )
