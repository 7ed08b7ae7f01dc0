"""Which words of a passage were kept, removed and added."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.types import Piece
from onrecord.models.types import Span

_TOKEN: Final = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
#: Ways to write the same mark: a change of typography is none of words.
_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
)


class Token(NamedTuple):
    """A word or a mark, where it stands, and what it is compared by."""

    start: int
    end: int
    key: str


def plain_marks(text: str) -> str:
    """`text` with quotation marks, apostrophes and dashes of one kind."""
    return text.translate(_PLAIN)


def tokens_in(text: str, spans: Iterable[Span]) -> list[Token]:
    """The words and marks inside `spans`."""
    return [
        Token(match.start(), match.end(), plain_marks(match.group()))
        for start, end in spans
        for match in _TOKEN.finditer(text, start, end)
    ]


def word_pieces(old: Sequence[Token], new: Sequence[Token], ends: Span) -> list[Piece]:
    """What stayed, went and came, in text order; each piece reaches to where the next begins.

    A longest common subsequence (RapidFuzz), in which a word or two between longer changes go with
    them: word by word is read more easily than letter by letter or by islands of "the".

    Args:
        old: words and marks of the old passage.
        new: those of the new one.
        ends: where the two passages end.
    """
    runs = _without_islands(old, new, _common(old, new))
    pieces: list[Piece] = []
    left = right = 0
    for i, j, length in [*runs, (len(old), len(new), 0)]:
        if i > left:
            pieces.append(Piece(change="dropped", old=_span(old, left, i, ends[0]), new=None))
        if j > right:
            pieces.append(Piece(change="added", old=None, new=_span(new, right, j, ends[1])))
        left, right = i + length, j + length
        if length:
            pieces.append(
                Piece(
                    change="same",
                    old=_span(old, i, left, ends[0]),
                    new=_span(new, j, right, ends[1]),
                )
            )
    return pieces


def _common(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Runs in both: where they begin on either side, and how long they are."""
    from rapidfuzz.distance import LCSseq

    codes = LCSseq.opcodes([token.key for token in old], [token.key for token in new])
    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in codes
        if code.tag == "equal"
    ]


def _without_islands(
    old: Sequence[Token], new: Sequence[Token], runs: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """`runs` without those that are shorter than the changes on both sides of them."""
    kept: list[tuple[int, int, int]] = []
    for number, (i, j, length) in enumerate(runs):
        before = kept[-1] if kept else (0, 0, 0)
        after = runs[number + 1] if number + 1 < len(runs) else (len(old), len(new), 0)
        changed_before = max(i - before[0] - before[2], j - before[1] - before[2])
        changed_after = max(after[0] - i - length, after[1] - j - length)
        words = sum(token.key[0].isalnum() for token in old[i : i + length])
        if words > THRESHOLDS.island or min(changed_before, changed_after) <= length:
            kept.append((i, j, length))
    return kept


def _span(tokens: Sequence[Token], first: int, last: int, end: int) -> Span:
    return tokens[first].start, tokens[last].start if last < len(tokens) else end
