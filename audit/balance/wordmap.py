"""The article word by word: which claim each word belongs to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.audit.types import Claim
from onrecord.models.labels import Label
from onrecord.models.types import Attribution, Span
from onrecord.models.words import word_spans

#: "___", "* * *", "—": a line of its own with marks and no letter.
_BREAK: Final = re.compile(r"^[^\S\n]*((?:[^\w\s]|_)(?:[^\w\n]|_)*)$", re.MULTILINE)


@dataclass(frozen=True)
class WordMap:
    """The words of a text with their labels, lists parallel to each other.

    spans: where each word stands. labels: the label of its claim, None outside claims.
    spoken: whether it is a source or cue word of an attribution, and in no claim.
    parted: whether a section break (a line of marks alone) stands before it.
    """

    spans: list[Span]
    labels: list[Label | None]
    spoken: list[bool]
    parted: list[bool]

    @classmethod
    def build(
        cls, text: str, claims: Sequence[Claim], attributions: Sequence[Attribution]
    ) -> "WordMap":
        """The words of `text`; where two claims share a word the later claim has it."""
        spans = word_spans(text)
        labels: list[Label | None] = [None] * len(spans)
        for claim in claims:
            for i in _within(spans, claim.spans):
                labels[i] = claim.label
        spoken = [False] * len(spans)
        for attribution in attributions:
            for i in _within(spans, [*attribution.source, *attribution.cue]):
                spoken[i] = labels[i] is None
        return cls(spans=spans, labels=labels, spoken=spoken, parted=_parted(text, spans))

    def count(self, label: Label, span: Span | None = None) -> int:
        """Words with `label`, inside `span` where one is given."""
        if span is None:
            return self.labels.count(label)
        return sum(1 for i in _within(self.spans, [span]) if self.labels[i] == label)


def _parted(text: str, words: Sequence[Span]) -> list[bool]:
    """For each word whether a section break begins behind the word before it, or with it."""
    breaks = [match.start(1) for match in _BREAK.finditer(text)]
    ends = [0, *(end for _, end in words[:-1])]
    return [
        bisect_right(breaks, start) > bisect_left(breaks, end)
        for end, (start, _) in zip(ends, words, strict=False)
    ]


def _within(words: Sequence[Span], pieces: Iterable[Span]) -> Iterable[int]:
    """Indices of the words that lie inside the pieces."""
    for start, end in pieces:
        i = bisect_left(words, (start, start))
        while i < len(words) and words[i][1] <= end:
            yield i
            i += 1
