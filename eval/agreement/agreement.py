"""How far two or more annotators agree on the same articles."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
import numpy as np

from onrecord.eval.agreement.coefficients import Counts, cohen_kappa, krippendorff_alpha
from onrecord.eval.agreement.disagreements import Disagreement, disagreements
from onrecord.eval.agreement.pair_counts import (
    SYMMETRIC,
    PairCounts,
    added,
    count_pair,
    labels,
    nothing,
    tags,
)
from onrecord.eval.gold.loading.load import AnnotatedData
from onrecord.eval.gold.problems import GoldError
from onrecord.eval.gold.types import ROLES, Role
from onrecord.eval.matching import UNCODED, Target
from onrecord.eval.metrics.figures import values
from onrecord.models.labels import LABELS


class RoleAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement on the words of a role: words F1, kappa of inside or outside, and span F1."""

    words_f1: float | None
    kappa: float | None
    exact_spans_f1: float | None
    overlapping_spans_f1: float | None


class PairAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement of two annotators, or of many pairs pooled (each against each other).

    Figures are fractions and None where they are not defined. Words F1, span F1 and the F1
    of attributions are those of an evaluation, with each of the two once as gold; counts are
    added up over articles and pairs. `tags_kappa` is over the roles of every word. `apart` is
    the mean over articles of the difference of attributed shares, in percentage points.
    What follows is None without codes: kappa of the words' labels outside both's sources
    and cues; share and kappa of equal codes among attributions that both found; the same of
    sectors; share of equal canonical names.
    """

    annotators: list[str]
    articles: int
    roles: dict[Role, RoleAgreement]
    tags_kappa: float | None
    found_f1: float | None
    exact_f1: float | None
    with_source_f1: float | None
    apart: float | None
    labels_kappa: float | None
    codes: float | None
    codes_kappa: float | None
    sectors: float | None
    sectors_kappa: float | None
    names: float | None


class Alpha(msgspec.Struct, frozen=True, kw_only=True):
    """Krippendorff's alpha of all annotators, over words (None: not defined).

    By role (inside or outside), of the roles a word has, and of its label where at least
    two annotators coded the article and have the word outside their sources and cues.
    """

    roles: dict[Role, float | None]
    tags: float | None
    labels: float | None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement of all annotators of a data set.

    `together` pools all pairs; `each` has every annotator against all others; `pairs` every
    two. `single` is the number of articles left out because only one person annotated
    them. `data` is the SHA-256 of the annotations.
    """

    annotators: list[str]
    articles: int
    single: int
    words: int
    data: str
    together: PairAgreement
    alpha: Alpha
    each: dict[str, PairAgreement]
    pairs: list[PairAgreement]
    disagreements: list[Disagreement]

    def to_json(self) -> str:
        """The agreement as JSON."""
        return msgspec.json.encode(self).decode()


def agreement(data: AnnotatedData) -> Agreement:
    """Compare the annotators of a data set, two by two and all together.

    Raises:
        GoldError: no article has two annotators.
    """
    shared = [article for article in data.articles if len(article.annotators) > 1]
    if not shared:
        raise GoldError(
            f"None of the {len(data.articles)} articles has two annotators; "
            "give two files of the same articles, or one with the work of several annotators."
        )
    counts: dict[tuple[str, str], PairCounts] = {}
    votes = _Votes()
    found: list[Disagreement] = []
    words = 0
    for article in shared:
        versions = {name: Target(article.by(name)) for name in article.annotators}
        words += len(next(iter(versions.values())).words)
        for one, other in combinations(versions, 2):
            pair = (one, other) if (other, one) not in counts else (other, one)
            own = count_pair(versions[pair[0]], versions[pair[1]])
            counts[pair] = added(counts.get(pair, nothing()), own)
        votes.add(versions)
        found += disagreements(article.id, versions)
    names = [name for name in data.annotators if any(name in pair for pair in counts)]
    return Agreement(
        annotators=names,
        articles=len(shared),
        single=len(data.articles) - len(shared),
        words=words,
        data=data.sha256,
        together=_agreement(names, counts.values()),
        alpha=votes.alpha(),
        each={
            name: _agreement([name], [c for pair, c in counts.items() if name in pair])
            for name in names
        },
        pairs=[_agreement(pair, [c]) for pair, c in counts.items()],
        disagreements=found,
    )


def _agreement(annotators: Sequence[str], counts: Iterable[PairCounts]) -> PairAgreement:
    total = nothing()
    for own in counts:
        total = added(total, own)
    figures = {
        name: None if np.isnan(value) else float(value)
        for name, value in values(total.sums, SYMMETRIC).items()
    }
    both, same = total.names
    return PairAgreement(
        annotators=list(annotators),
        articles=total.articles,
        roles={
            role: RoleAgreement(
                words_f1=figures[f"words.{role}.f1"],
                kappa=cohen_kappa(total.roles[role]),
                exact_spans_f1=figures[f"spans.exact.{role}.f1"],
                overlapping_spans_f1=figures[f"spans.overlap.{role}.f1"],
            )
            for role in ROLES
        },
        tags_kappa=cohen_kappa(total.tags),
        found_f1=figures["attributions.found.f1"],
        exact_f1=figures["attributions.exact.f1"],
        with_source_f1=figures["attributions.with_source.f1"],
        apart=figures["attributed.error"],
        labels_kappa=cohen_kappa(total.labels),
        codes=_equal(total.codes),
        codes_kappa=cohen_kappa(total.codes),
        sectors=_equal(total.sectors),
        sectors_kappa=cohen_kappa(total.sectors),
        names=same / both if both else None,
    )


def _equal(confusion: Counts) -> float | None:
    total = int(confusion.sum())
    return float(np.trace(confusion)) / total if total else None


class _Votes:
    """How many annotators gave each value to each word, collected over articles."""

    def __init__(self) -> None:
        self._roles: dict[Role, list[Counts]] = {role: [] for role in ROLES}
        self._tags: list[Counts] = []
        self._labels: list[Counts] = []

    def add(self, versions: Mapping[str, Target]) -> None:
        """Count the votes on the words of one article."""
        targets = list(versions.values())
        for role in ROLES:
            inside = [t.gold.words_of(role).astype(np.int64) for t in targets]
            self._roles[role].append(_tally(inside, 2))
        self._tags.append(_tally([tags(t) for t in targets], 2 ** len(ROLES)))
        self._labels.append(_tally([labels(t) for t in targets], len(LABELS)))

    def alpha(self) -> Alpha:
        """Krippendorff's alpha of all that was counted."""
        return Alpha(
            roles={role: krippendorff_alpha(np.concatenate(v)) for role, v in self._roles.items()},
            tags=krippendorff_alpha(np.concatenate(self._tags)),
            labels=krippendorff_alpha(np.concatenate(self._labels)),
        )


def _tally(judgements: Sequence[Counts], size: int) -> Counts:
    """*Shape:* (words, size), votes by value; `UNCODED` is not a vote."""
    votes = np.zeros((len(judgements[0]), size), dtype=np.int64)
    for own in judgements:
        given = np.flatnonzero(own != UNCODED)
        votes[given, own[given]] += 1
    return votes
