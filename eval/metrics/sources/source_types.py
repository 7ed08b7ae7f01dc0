"""Type: what kind of unnamed source, or hearsay, a found anonymous attribution is."""

from collections.abc import Sequence
from typing import ClassVar

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, divide
from onrecord.models.labels import LABEL_OF_CODE


class TypeAccuracy(Metric):
    """Whether anonymous attributions are of the right type.

    *accuracy*: of the found attributions that gold and the prediction label anonymous, the
    share with gold's type (confidential, role, individual, group, unidentified, hearsay).
    *confidential.recall*: of the found attributions to a name that is withheld on purpose,
    whatever their label, the share that is typed confidential. Those that gold gives no
    type are left out.
    """

    name: ClassVar[str] = "type"
    size: ClassVar[int] = 4

    def count(self, pair: Pair) -> Sequence[float]:
        """Types right, of how many; confidential ones right, of how many."""
        right = total = kept = withheld = 0
        for match in pair.matches:
            gold, predicted = pair.attribution_pair(match)
            type = pair.target.types[gold.id]
            if gold.code is None or LABEL_OF_CODE[gold.code] != "anonymous" or type is None:
                continue
            same = predicted.type == type
            if predicted.label == "anonymous":
                total += 1
                right += same
            if type == "confidential":
                withheld += 1
                kept += same
        return [right, total, kept, withheld]

    def values(self, sums: Sums) -> Values:
        """Accuracy, and the recall of confidential ones."""
        return {
            "accuracy": divide(sums[..., 0], sums[..., 1]),
            "found": sums[..., 1],
            "confidential.recall": divide(sums[..., 2], sums[..., 3]),
            "confidential.found": sums[..., 3],
        }
