"""Span F1 by role: pieces that are exactly right, and pieces that overlap."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from onrecord.eval.gold.types import ROLES
from onrecord.eval.matching import Pair, Piece, sentence_of_words
from onrecord.eval.metrics.base import Metric, Sums, Values, precision_recall_f1


def clip(pieces: Iterable[Piece], sentence: NDArray[np.int64]) -> set[Piece]:
    """The pieces, cut wherever the sentence changes.

    Args:
        pieces: runs of words.
        sentence: *Shape:* (words,), the sentence of each word.
    """
    out: set[Piece] = set()
    for first, last in pieces:
        cuts = first + 1 + np.flatnonzero(np.diff(sentence[first:last]))
        edges = [first, *cuts.tolist(), last]
        out.update(pairwise(edges))
    return out


class SpanF1(Metric):
    """Whether the pieces of a role begin and end where gold's do.

    Pieces are clipped to sentences (those that come with the data, else those that an
    audit would see) and compared as sets of words. A piece that several attributions share
    counts once; those of the paper's own voice (code A) don't count. *exact*: equal to a
    piece of the other side; *overlap*: shares a word with one (precision over predicted
    pieces, recall over gold's).
    """

    name: ClassVar[str] = "spans"
    size: ClassVar[int] = 5 * len(ROLES)

    def count(self, pair: Pair) -> Sequence[float]:
        """By role: exact, predicted, gold, predicted that overlap, gold that overlap."""
        sentence = sentence_of_words(pair.words, pair.target.sentences)
        counts: list[float] = []
        for role in ROLES:
            gold = clip(pair.gold.pieces[role], sentence)
            predicted = clip(pair.predicted.pieces[role], sentence)
            in_gold, in_predicted = pair.gold.words_of(role), pair.predicted.words_of(role)
            counts += [len(gold & predicted), len(predicted), len(gold)]
            counts += [sum(bool(in_gold[a:b].any()) for a, b in predicted)]
            counts += [sum(bool(in_predicted[a:b].any()) for a, b in gold)]
        return counts

    def values(self, sums: Sums) -> Values:
        """Exact and overlap precision, recall and F1 of each role."""
        values: Values = {}
        for i, role in enumerate(ROLES):
            exact, predicted, gold, touched, gold_touched = (sums[..., 5 * i + j] for j in range(5))
            values |= precision_recall_f1(f"exact.{role}", exact, predicted, gold)
            values |= precision_recall_f1(f"overlap.{role}", touched, predicted, gold, gold_touched)
        return values
