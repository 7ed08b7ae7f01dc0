"""Where in the article its sources appear."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.audit.schema.audit import Article, Claim
from onrecord.audit.schema.position_figures import Lede, Position, Tenth, UnsourcedRun
from onrecord.models.labels import LABELS, Label
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


TENTHS: Final = 10
#: A paragraph may be the whole article where line breaks were lost.
LEDE_SENTENCES: Final = 3
#: A run in the letters of words: unsourced, or with unsourced ones on both sides.
_RUN: Final = re.compile(b"u(?:[un]*u)?")


def position_of(
    article: Article, claims: Sequence[Claim], words: WordMap, tops: dict[str, str]
) -> Position:
    """Label by tenth, the first sources, and the lede."""
    sourced = [claim.paragraph for claim in claims if claim.label != "unsourced"]
    named = [claim.paragraph for claim in claims if claim.label == "named"]
    return Position(
        tenths=tenths_of(words),
        first_source_paragraph=min(sourced, default=None),
        first_named_paragraph=min(named, default=None),
        lede=lede_of(article, claims, words, tops),
    )


def tenths_of(words: WordMap) -> list[Tenth]:
    """Words by label in ten runs of the article's words, equal but for one word."""
    n = len(words.words)
    tenths = [range(i * n // TENTHS, (i + 1) * n // TENTHS) for i in range(TENTHS)]
    return [
        Tenth(
            tenth=number,
            words=len(tenth),
            named=words.count("named", tenth),
            anonymous=words.count("anonymous", tenth),
            unsourced=words.count("unsourced", tenth),
        )
        for number, tenth in enumerate(tenths, 1)
    ]


def lede_of(
    article: Article, claims: Sequence[Claim], words: WordMap, tops: dict[str, str]
) -> Lede | None:
    """The sourcing of the lede (see `Lede`); None where there is no claim."""
    if not claims:
        return None
    paragraph = min(claim.paragraph for claim in claims)
    numbers = sorted({claim.sentence for claim in claims if claim.paragraph == paragraph})
    kept = range(numbers[0], numbers[0] + LEDE_SENTENCES)
    inside = [claim for claim in claims if claim.paragraph == paragraph and claim.sentence in kept]
    sentences = [
        article.sentences[number].span
        for number in kept
        if number < len(article.sentences) and article.sentences[number].paragraph == paragraph
    ]
    pieces = [*sentences, *(piece for claim in inside for piece in claim.spans)]
    span = (min(start for start, _ in pieces), max(end for _, end in pieces))
    within = words.words.inside(span)
    counts: dict[Label, int] = {label: words.count(label, within) for label in LABELS}
    ids = [tops.get(claim.source_id) for claim in inside if claim.source_id is not None]
    return Lede(
        paragraph=paragraph,
        span=span,
        named=counts["named"],
        anonymous=counts["anonymous"],
        unsourced=counts["unsourced"],
        label=max(LABELS, key=lambda label: counts[label]),
        source_ids=list(dict.fromkeys(i for i in ids if i is not None)),
    )


def unsourced_runs(words: WordMap) -> list[UnsourcedRun]:
    """Every run of unsourced words (see `UnsourcedRun`), in text order."""
    starts, ends = words.words.starts, words.words.ends
    return [
        UnsourcedRun(
            words=words.count("unsourced", run),
            span=(starts[run.start], ends[run.stop - 1]),
        )
        for run in _runs(words)
    ]


def longest_unsourced_run(words: WordMap) -> UnsourcedRun | None:
    """The longest of them, the first of equals; None where there is none."""
    return max(unsourced_runs(words), key=lambda run: run.words, default=None)


def _runs(words: WordMap) -> Iterator[range]:
    """The numbers of the words from the first to the last unsourced one of each run."""
    for first, last in pairwise([0, *words.breaks, len(words.letters)]):
        for match in _RUN.finditer(words.letters, first, last):
            yield range(*match.span())
