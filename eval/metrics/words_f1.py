"""Words F1 of source, cue and content."""

from collections.abc import Sequence
from typing import ClassVar

from onrecord.eval.gold.types import ROLES
from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, precision_recall_f1


class WordsF1(Metric):
    """Whether the right words are tagged: over all words of the corpus (micro), by role.

    A word has a role where any attribution gives it that role; roles are scored apart. The
    paper's own voice (code A) is not an attribution.
    """

    name: ClassVar[str] = "words"
    size: ClassVar[int] = 3 * len(ROLES)

    def count(self, pair: Pair) -> Sequence[float]:
        """By role: words right, words predicted, words in gold."""
        counts: list[float] = []
        for role in ROLES:
            gold, predicted = pair.gold.words_of(role), pair.predicted.words_of(role)
            counts += [(gold & predicted).sum(), predicted.sum(), gold.sum()]
        return counts

    def values(self, sums: Sums) -> Values:
        """Precision, recall and F1 of each role."""
        values: Values = {}
        for i, role in enumerate(ROLES):
            values |= precision_recall_f1(role, *(sums[..., 3 * i + j] for j in range(3)))
        return values
