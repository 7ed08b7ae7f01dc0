"""What the network says of mentions and names: their vectors, through the small heads.

Some thousand are gone through at a time, so that a long article takes no more memory for it.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Final, TypeAlias, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.decoding.relations import Relation
from onrecord.models.labels import CODES, Code
from onrecord.models.network.heads import Parameters, log_softmax
from onrecord.models.network.mention_features import Mention, NameSpan
from onrecord.models.network.outputs import KeptRows, MentionScores, TokenScores

T = TypeVar("T")
#: Those of an article that has many are kept in half precision.
Vectors: TypeAlias = FloatArray | NDArray[np.float16]

SOURCELESS: Final[tuple[Code, ...]] = ("N", "A")
#: How many mentions or names are gone through at once. Answers don't depend on it.
_AT_ONCE: Final = 4096


class Heads(msgspec.Struct, frozen=True):
    """What the heads say of mentions, a row for each.

    `code`, `sector`, `unnamed` (of UNNAMED): log-probabilities; `withheld`: a probability;
    `insider`: log-odds. `order` are the mentions to be linked, by where they stand: not those left
    out, nor those of a code without a source. `anaphors`, `antecedents` (vectors) and `new` (the
    score of a new source) have a row for each of these; vectors of many are in half precision.
    """

    code: FloatArray
    sector: FloatArray
    withheld: FloatArray
    unnamed: FloatArray
    insider: FloatArray
    order: list[int]
    anaphors: Vectors
    antecedents: Vectors
    new: FloatArray

    def without(self, left_out: Container[int]) -> "Heads":
        """The same with those `left_out` (their indices) not to be linked."""
        kept = [k for k, i in enumerate(self.order) if i not in left_out]
        return msgspec.structs.replace(
            self,
            order=[self.order[k] for k in kept],
            anaphors=self.anaphors[kept],
            antecedents=self.antecedents[kept],
            new=self.new[kept],
        )


def heads_of(
    mentions: Sequence[Mention],
    scores: TokenScores | MentionScores,
    parameters: Parameters,
    left_out: Container[int],
) -> Heads:
    """What the heads say of `mentions`; those `left_out` (their indices) are not linked.

    Kept rows in `scores` are used up as far as the mentions go.
    """
    order: list[int] = []
    rows: dict[str, list[FloatArray]] = {}
    needed = _needed_from(mentions)
    for start, part in _in_parts(mentions):
        if isinstance(scores, MentionScores) and part:
            scores.mention.forget_before(int(needed[start]))
        found = _heads_of(part, start, scores, parameters, left_out)
        if len(part) == len(mentions):
            return found
        order += found.order
        for name in Heads.__struct_fields__:
            if name in ("anaphors", "antecedents"):
                rows.setdefault(name, []).append(getattr(found, name).astype(np.float16))
            elif name != "order":
                rows.setdefault(name, []).append(getattr(found, name))
    joined = {name: np.concatenate(rows.pop(name)) for name in list(rows)}
    places = sorted(range(len(order)), key=lambda k: _place(mentions[order[k]]))
    if places != list(range(len(order))):
        for name in ("anaphors", "antecedents", "new"):
            joined[name] = joined[name][places]
    return Heads(order=[order[k] for k in places], **joined)


def _heads_of(
    mentions: Sequence[Mention],
    start: int,
    scores: TokenScores | MentionScores,
    parameters: Parameters,
    left_out: Container[int],
) -> Heads:
    """As `heads_of`, of mentions of which `start` is the number of the first."""
    vectors = _mention_vectors(mentions, scores, parameters)
    hidden = np.maximum(parameters.dense("hidden", vectors), 0)
    code = log_softmax(parameters.dense("code", hidden))
    best = code.argmax(1).tolist()
    order = [
        i
        for i in sorted(range(len(mentions)), key=lambda i: _place(mentions[i]))
        if start + i not in left_out and CODES[best[i]] not in SOURCELESS
    ]
    return Heads(
        code=code,
        sector=log_softmax(parameters.dense("sector", hidden)),
        withheld=np.asarray(
            1 / (1 + np.exp(-parameters.dense("withheld", hidden)[:, 0])), np.float32
        ),
        unnamed=log_softmax(parameters.dense("unnamed", hidden)),
        insider=np.asarray(parameters.dense("insider", hidden)[:, 0], np.float32),
        order=[start + i for i in order],
        anaphors=parameters.dense("anaphor", vectors[order]),
        antecedents=parameters.dense("antecedent", vectors[order]),
        new=parameters.dense("new", hidden[order])[:, 0],
    )


def name_vectors(
    names: Sequence[NameSpan], scores: TokenScores | MentionScores, parameters: Parameters
) -> Vectors:
    """(names, size) vectors to be compared with those of mentions."""

    def of(part: Sequence[NameSpan]) -> FloatArray:
        spans = [(name.start, name.end) for name in part]
        return parameters.dense("name", _span_vectors(spans, scores.mention))

    if len(names) <= _AT_ONCE:
        return of(names)
    return np.concatenate([of(part).astype(np.float16) for _, part in _in_parts(names)])


def cue_of(relation: Relation) -> int:
    """The token that stands for a relation's cue: its first, or that of the content without one."""
    return relation.cue[0] if relation.cue else relation.content[0][0]


def _needed_from(mentions: Sequence[Mention]) -> NDArray[np.int64]:
    """For each mention the first token of it and of those behind it, and of their cues."""
    first = np.array([min(m.start, m.cue) for m in mentions], dtype=np.int64)
    return np.minimum.accumulate(first[::-1])[::-1]


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.cue


def _in_parts(items: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    """`items` in parts, at least one, each with the number of its first."""
    for start in range(0, max(len(items), 1), _AT_ONCE):
        yield start, items[start : start + _AT_ONCE]


def _mention_vectors(
    mentions: Sequence[Mention], scores: TokenScores | MentionScores, parameters: Parameters
) -> FloatArray:
    size = scores.mention.shape[1]
    rows = np.empty((len(mentions), 3 * size), dtype=np.float32)
    rows[:, : 2 * size] = np.tile(parameters.elided, 2)
    said = [i for i, m in enumerate(mentions) if m.end > m.start]
    spans = [(mentions[i].start, mentions[i].end) for i in said]
    rows[said, : 2 * size] = _span_vectors(spans, scores.mention)
    rows[:, 2 * size :] = scores.mention[[m.cue for m in mentions]]
    return rows


def _span_vectors(spans: Sequence[tuple[int, int]], tokens: FloatArray | KeptRows) -> FloatArray:
    """(spans, 2 * size): the mean of the vectors of a span's tokens, and the last of them."""
    if not spans:
        return np.zeros((0, 2 * tokens.shape[1]), dtype=np.float32)
    at = [i for start, end in spans for i in range(start, end)]
    lengths = np.array([end - start for start, end in spans])
    ends = np.cumsum(lengths)
    means = np.add.reduceat(tokens[at], ends - lengths) / lengths[:, None].astype(np.float32)
    return np.concatenate([means, tokens[[end - 1 for _, end in spans]]], axis=1)
