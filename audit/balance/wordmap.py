"""The article word by word: which claim each word belongs to."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.audit.schema.audit import Claim
from onrecord.models.labels import Label
from onrecord.models.text.view import TextView
from onrecord.models.text.words import TextWords
from onrecord.models.types import Attribution

#: What a word is, as one letter: in a claim of a label, a source or cue outside claims, or none.
LETTERS: Final[dict[Label, bytes]] = {"named": b"N", "anonymous": b"A", "unsourced": b"u"}
SPOKEN: Final = b"s"
NEITHER: Final = b"n"
#: "___", "* * *", "—": a line of its own, not the first, with marks and no letter.
_BREAK: Final = re.compile(r"\n[^\S\n]*((?:[^\w\s]|_)(?:[^\w\n]|_)*)(?=\n|\Z)")


@dataclass(frozen=True)
class WordMap:
    """The words of a text with what they are.

    words: where each word stands. letters: what each is, a letter a word (`LETTERS`, `SPOKEN`,
    `NEITHER`). breaks: the numbers of the words that a section break (a line of marks alone)
    stands before, ascending.
    """

    words: TextWords
    letters: bytes
    breaks: list[int]

    @classmethod
    def build(
        cls, view: TextView, claims: Sequence[Claim], attributions: Sequence[Attribution]
    ) -> "WordMap":
        """The words of a text; where two claims share a word the later claim has it."""
        spoken = [
            (span, ord(SPOKEN))
            for attribution in attributions
            for span in (*attribution.source, *attribution.cue)
        ]
        claimed = [(span, ord(LETTERS[claim.label])) for claim in claims for span in claim.spans]
        letters = view.words.painted(ord(NEITHER), spoken + claimed)
        return cls(view.words, bytes(letters), _breaks(view.text, view.words))

    def count(self, label: Label, within: range) -> int:
        """Words with `label` among those with the numbers `within`."""
        return self.letters.count(LETTERS[label], within.start, within.stop)


def _breaks(text: str, words: TextWords) -> list[int]:
    """The words that a section break begins right before, or with."""
    found = [bisect_left(words.starts, match.start(1)) for match in _BREAK.finditer(text)]
    return [number for number in found if number < len(words)]
