"""Words, which decisions count by their numbers, as stretches of the text again."""

from collections.abc import Iterable, Sequence

from onrecord.models.text.spans import merged, runs
from onrecord.models.text.view import TextView
from onrecord.models.types import Span


def words_as_spans(view: TextView, words: Iterable[int]) -> list[Span]:
    """Spans of words, with the marks between those that follow each other, in text order."""
    starts, ends = view.words.starts, view.words.ends
    found = [(starts[run[0]], ends[run[-1]]) for run in runs(sorted(words))]
    return merged(found)


def words_within(view: TextView, words: set[int], bounds: Sequence[Span]) -> list[Span]:
    """Spans of words, each with the marks between it and the ends of its stretch.

    `bounds` are the stretches; words in none of them come without marks at their ends.
    """
    found: list[Span] = []
    left = set(words)
    for bound in bounds:
        inside = view.words.inside(bound)
        own = sorted(left.intersection(inside))
        left.difference_update(own)
        found += [view.grown(run, inside, bound) for run in runs(own)]
    return merged([*found, *words_as_spans(view, left)])
