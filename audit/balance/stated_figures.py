"""Figures that a reader could ask the source of: numbers, shares, rankings, superlatives."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from onrecord.audit.balance.figure_patterns import FIGURES, NAME_WITH_NUMBER, NO_QUANTITY
from onrecord.audit.schema.audit import Claim
from onrecord.audit.schema.balance import FigureClaim, FigureKind
from onrecord.models.lexicon.numerals import FRACTION, SMALL
from onrecord.models.text.prefilter import lowered
from onrecord.models.types import Span

_NUMBER: Final = rf"(?:\d|{SMALL})"

#: For words in lower case.
PREFILTERS: Final[dict[FigureKind, re.Pattern[str]]] = {
    "share": re.compile(
        rf"%|per\s?cent|half|{FRACTION}s?\s+of|two-thirds|three-quarters"
        rf"|(?:in|of)\s+(?:every\s+)?{_NUMBER}"
    ),
    "ranking": re.compile(
        r"(?:st|nd|rd|th)[\s-]\w*st\b|rank|no\.\s?(?:1|one)|number\s?(?:1|one)|top[\s-]"
    ),
    "superlative": re.compile(r"(?:est|worst)\b|the\s+(?:most|least)|record|all-time|unprec"),
    "number": re.compile(r"\d|illion|thousand|hundred"),
}


def prefiltered(words: str) -> list[FigureKind]:
    """The kinds of figure that `words` may state; those left out they don't."""
    lower = lowered(words)
    return [kind for kind, prefilter in PREFILTERS.items() if prefilter.search(lower)]


KINDS: Final[tuple[FigureKind, ...]] = get_args(FigureKind)
#: Where two kinds claim the same words, the one that says more about them.
PRECEDENCE: Final[tuple[FigureKind, ...]] = ("share", "ranking", "superlative", "number")


def figures_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[FigureKind, Span]]:
    """The figures that ``text[start:end]`` states, as kind and span, in text order.

    Dates, clock times, spans of time, ages, scores, whole numbers up to ten and numbers in
    names are left out: nobody would ask who says so.
    """
    stop = len(text) if end is None else end
    likely = prefiltered(text[start:stop])
    matches = {kind: list(_matches(FIGURES[kind], text, start, stop)) for kind in likely}
    if not any(matches.values()):
        return []
    found: list[tuple[FigureKind, Span]] = []
    # A flag a character, so that a column of figures takes no longer than its length.
    figure, none = bytearray(stop - start), bytearray(stop - start)
    for pattern in (NO_QUANTITY, NAME_WITH_NUMBER) if matches.get("number") else ():
        for s, e in _matches(pattern, text, start, stop):
            none[s - start : e - start] = b"\1" * (e - s)
    for kind in PRECEDENCE:
        for s, e in matches.get(kind, ()):
            here = slice(s - start, e - start)
            if any(figure[here]) or (kind == "number" and any(none[here])):
                continue
            figure[here] = b"\1" * (e - s)
            found.append((kind, (s, e)))
    return sorted(found, key=lambda one: one[1])


def unsourced_figures(text: str, claims: Sequence[Claim]) -> list[FigureClaim]:
    """The unsourced claims that state a figure (see `FigureClaim`), in claim order."""
    rows = []
    for claim in claims:
        if claim.label != "unsourced":
            continue
        found = [figure for start, end in claim.spans for figure in figures_in(text, start, end)]
        if found:
            kinds = {kind for kind, _ in found}
            rows.append(
                FigureClaim(
                    claim_id=claim.id,
                    kinds=[kind for kind in KINDS if kind in kinds],
                    spans=[span for _, span in found],
                )
            )
    return rows


def _matches(pattern: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[Span]:
    """Spans of the matches, without blanks at their ends."""
    for match in pattern.finditer(text, start, stop):
        words = match.group()
        begin = match.start() + len(words) - len(words.lstrip())
        yield begin, begin + len(words.strip())
