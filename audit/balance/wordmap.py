"""The article word by word: which claim each word belongs to."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.audit.types import Claim
from onrecord.models.labels import Label
from onrecord.models.text_words import TextWords, text_words
from onrecord.models.types import Attribution, Span

#: "___", "* * *", "—": a line of its own with marks and no letter.
_BREAK: Final = re.compile(r"^[^\S\n]*((?:[^\w\s]|_)(?:[^\w\n]|_)*)$", re.MULTILINE)


@dataclass(frozen=True)
class WordMap:
    """The words of a text with their labels, lists parallel to each other.

    words: where each word stands. labels: the label of its claim, None outside claims.
    spoken: whether it is a source or cue word of an attribution, and in no claim.
    parted: whether a section break (a line of marks alone) stands before it.
    """

    words: TextWords
    labels: list[Label | None]
    spoken: list[bool]
    parted: list[bool]

    @classmethod
    def build(
        cls, text: str, claims: Sequence[Claim], attributions: Sequence[Attribution]
    ) -> "WordMap":
        """The words of `text`; where two claims share a word the later claim has it."""
        words = text_words(text)
        labels: list[Label | None] = [None] * len(words)
        for claim in claims:
            for span in claim.spans:
                inside = words.inside(span)
                labels[inside.start : inside.stop] = [claim.label] * len(inside)
        spoken = [False] * len(words)
        for attribution in attributions:
            for span in (*attribution.source, *attribution.cue):
                for i in words.inside(span):
                    spoken[i] = labels[i] is None
        return cls(words=words, labels=labels, spoken=spoken, parted=_parted(text, words))

    def count(self, label: Label, span: Span | None = None) -> int:
        """Words with `label`, inside `span` where one is given."""
        if span is None:
            return self.labels.count(label)
        inside = self.words.inside(span)
        return self.labels[inside.start : inside.stop].count(label)


def _parted(text: str, words: TextWords) -> list[bool]:
    """For each word whether a section break begins behind the word before it, or with it."""
    parted = [False] * len(words)
    for match in _BREAK.finditer(text):
        behind = bisect_left(words.starts, match.start(1))
        if behind < len(words):
            parted[behind] = True
    return parted
