"""The `majority` reference: everything gets the commonest label."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from onrecord.audit.segment.segmentation import segment
from onrecord.eval.matching import Target
from onrecord.eval.references.drafts import Draft, analysis_of_drafts
from onrecord.models.labels import LABELS, Code, Label
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis

#: The commonest code of each label that has sources.
_CODES: Final[dict[Label, Code]] = {"named": "P", "anonymous": "X"}


class Majority:
    """Gives every sentence the label that most words of the gold data have.

    It looks at the gold data, so that it is the best of all constant answers: an attribution
    to nobody for each sentence of the body, or none at all where most words are unsourced.
    """

    name = "majority"

    def __init__(self, targets: Sequence[Target]) -> None:
        """Find the commonest label of the words outside gold sources and cues."""
        counts: Counter[int] = Counter()
        for target in targets:
            counts.update(target.gold.labels[target.scope].tolist())
        self.label: Label = LABELS[counts.most_common(1)[0][0]] if counts else "unsourced"

    @property
    def note(self) -> str:
        return f"Every sentence {self.label}, the label of most words in this data set."

    def predict(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text."""
        return [self._analyse(text) for text in texts]

    def _analyse(self, text: str) -> Analysis:
        code = _CODES.get(self.label)
        sentences = segment(TextView(text)) if code else []
        drafts = [Draft(content=[s.span], code=code) for s in sentences if s.zone == "body"]
        return analysis_of_drafts(text, drafts)
