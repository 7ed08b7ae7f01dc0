"""What two annotators' versions of an article have in common, as counts that add up."""

from collections.abc import Hashable, Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.eval.gold.types import ROLES, GoldAttribution, Role
from onrecord.eval.matching import UNCODED, Pair, Target, match_contents
from onrecord.eval.metrics.attribution_f1 import AttributionF1
from onrecord.eval.metrics.balance_error import AttributedShare
from onrecord.eval.metrics.base import Metric, Sums
from onrecord.eval.metrics.figures import count
from onrecord.eval.metrics.sources.name_accuracy import same_name
from onrecord.eval.metrics.span_f1 import SpanF1
from onrecord.eval.metrics.words_f1 import WordsF1
from onrecord.models.labels import CODES, LABELS, SECTORS

#: The metrics of the design that need no codes.
SYMMETRIC: Final[tuple[Metric, ...]] = (WordsF1(), SpanF1(), AttributionF1(), AttributedShare())
Confusion = NDArray[np.int64]


class PairCounts(msgspec.Struct, kw_only=True):
    """Counts of two annotators, added up over articles.

    Attributes:
        articles: how many articles.
        sums: *Shape:* (counts,), of `SYMMETRIC`, each of the two once as gold.
        roles: by role, *Shape:* (2, 2), words inside and outside of it.
        tags: *Shape:* (8, 8), words by the roles that they have.
        labels: *Shape:* (3, 3), words by label, outside both's sources and cues, where both
            coded the article.
        codes: *Shape:* (7, 7), attributions that both found and coded, the paper's own voice
            included.
        sectors: *Shape:* (8, 8), those to which both gave a sector.
        names: how many have a canonical from both, and how many the same one.
    """

    articles: int = 0
    sums: Sums
    roles: dict[Role, Confusion]
    tags: Confusion
    labels: Confusion
    codes: Confusion
    sectors: Confusion
    names: tuple[int, int] = (0, 0)


def nothing() -> PairCounts:
    """Counts of no article."""

    def square(n: int) -> Confusion:
        return np.zeros((n, n), dtype=np.int64)

    return PairCounts(
        sums=np.zeros(sum(metric.size for metric in SYMMETRIC)),
        roles={role: square(2) for role in ROLES},
        tags=square(2 ** len(ROLES)),
        labels=square(len(LABELS)),
        codes=square(len(CODES)),
        sectors=square(len(SECTORS)),
    )


def count_pair(first: Target, second: Target) -> PairCounts:
    """The counts of two annotators' versions of one article."""
    counts = nothing()
    counts.articles = 1
    pair = Pair(first, second.analysis)
    counts.sums = count([pair, Pair(second, first.analysis)], SYMMETRIC).sum(axis=0)
    for role in ROLES:
        inside = (first.gold.words_of(role), second.gold.words_of(role))
        counts.roles[role] = _confusion(*inside, size=2)
    counts.tags = _confusion(tags(first), tags(second), size=2 ** len(ROLES))
    if is_coded(first) and is_coded(second):
        scope = first.scope & second.scope
        counts.labels = _confusion(
            first.gold.labels[scope], second.gold.labels[scope], size=len(LABELS)
        )
    both = match_contents(first.gold.roles["content"], second.gold.roles["content"])
    for match in both:
        one = first.article.attributions[match.gold]
        other = second.article.attributions[match.predicted]
        _count_match(counts, one, other)
    return counts


def _count_match(counts: PairCounts, one: GoldAttribution, other: GoldAttribution) -> None:
    _add(counts.codes, CODES, one.code, other.code)
    _add(counts.sectors, SECTORS, one.sector, other.sector)
    if one.canonical and other.canonical:
        both, same = counts.names
        counts.names = both + 1, same + same_canonical(one.canonical, other.canonical)


def same_canonical(one: str, other: str) -> bool:
    """Whether two people gave the same source: equal strings, or the same name (`same_name`)."""
    return one == other or same_name(one, other)


def _add(confusion: Confusion, values: Sequence[Hashable], one: object, other: object) -> None:
    if one is not None and other is not None:
        confusion[list(values).index(one), list(values).index(other)] += 1


def _confusion(one: NDArray[np.generic], other: NDArray[np.generic], *, size: int) -> Confusion:
    cells = one.astype(np.int64) * size + other.astype(np.int64)
    return np.bincount(cells, minlength=size * size).reshape(size, size)


def tags(target: Target) -> Confusion:
    """*Shape:* (words,), the roles of each word as a number from 0 (none) to 7 (all three)."""
    bits = [target.gold.words_of(role).astype(np.int64) << i for i, role in enumerate(ROLES)]
    return np.asarray(sum(bits))


def is_coded(target: Target) -> bool:
    """Whether the annotator coded the article (or found nothing in it to code)."""
    attributions = target.article.attributions
    return not attributions or any(a.code is not None for a in attributions)


def labels(target: Target) -> Confusion:
    """*Shape:* (words,), index into LABELS of each word's label, `UNCODED` where there is none.

    Words of the annotator's own sources and cues have none.
    """
    if not is_coded(target):
        return np.full(len(target.words), UNCODED, dtype=np.int64)
    return np.where(target.scope, target.gold.labels, UNCODED)


def added(one: PairCounts, other: PairCounts) -> PairCounts:
    """The sum of two counts."""
    return PairCounts(
        articles=one.articles + other.articles,
        sums=one.sums + other.sums,
        roles={role: one.roles[role] + other.roles[role] for role in ROLES},
        tags=one.tags + other.tags,
        labels=one.labels + other.labels,
        codes=one.codes + other.codes,
        sectors=one.sectors + other.sectors,
        names=(one.names[0] + other.names[0], one.names[1] + other.names[1]),
    )
