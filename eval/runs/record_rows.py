"""The parts of a run's record, each made from aligned articles."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from onrecord.eval.gold.loading.sets import GoldSets
from onrecord.eval.matching import OWN_VOICE, Pair
from onrecord.eval.metrics.base import Sums, Values
from onrecord.eval.metrics.claim_f1 import NO_CLAIM, claim_confusion
from onrecord.eval.metrics.figures import COUNTED, values
from onrecord.eval.metrics.judged_answers import judged_attributions, judged_claims, judged_words
from onrecord.eval.metrics.label_f1 import label_confusion
from onrecord.eval.metrics.ranking import article_shares, rank_correlation
from onrecord.eval.metrics.reliability import Calibration
from onrecord.eval.references.human import HumanCounts
from onrecord.eval.runs.slices import AttributionSlices, article_slices, data_sets, slice_values
from onrecord.eval.runs.types import ArticleShares, Calibrated, Confusion, Row, SetRow, SliceRow
from onrecord.eval.statistics.intervals import Bootstrap, Interval, interval
from onrecord.models.labels import CODES, LABELS, Code

#: The figures of a slice of articles.
SLICED: Final = (
    "words.source.f1",
    "words.cue.f1",
    "words.content.f1",
    "labels.named.f1",
    "labels.anonymous.f1",
    "labels.unsourced.f1",
    "labels.macro_f1",
    "attributions.found.f1",
    "attributions.with_source.f1",
    "attributions.with_source_and_label.f1",
    "right_speaker.f1",
    "name.accuracy",
    "name.full_accuracy",
    "sector.accuracy",
    "sector.mean_recall",
    "type.accuracy",
    "type.confidential.recall",
    "identity.b3.f1",
    "balance.error",
    "balance.anonymous.bias",
    "claims.macro_f1",
)
#: The codes that a prediction may have.
_CODED: Final[list[Code]] = [code for code in CODES if code != OWN_VOICE]
#: With fewer articles an interval would say more than is known.
FEWEST_FOR_INTERVAL: Final = 5


def predictor_row(
    name: str, pairs: Sequence[Pair], counts: Sums, bootstrap: Bootstrap, note: str = ""
) -> Row:
    """All figures of a predictor, rank correlations of articles included.

    `counts` are those of `pairs` (`onrecord.eval.metrics.figures.count`).
    """
    figures = plain(values(counts.sum(axis=0)))
    intervals = bootstrap.intervals(counts, _measured(values))
    for label, shares in article_shares(pairs).items():
        known = ~np.isnan(shares[0])
        figures |= plain({f"ranking.{label}": rank_correlation(*shares[:, known])})
        # Resamples are drawn from all articles; those without shares have a rank nowhere.
        if known.all() and len(pairs) >= FEWEST_FOR_INTERVAL:
            gold, predicted = shares[:, bootstrap.draws]
            limits = interval(rank_correlation(gold, predicted))
            intervals |= {} if limits is None else {f"ranking.{label}": limits}
    return Row(
        name=name,
        articles=len(pairs),
        figures=figures,
        intervals=intervals if len(pairs) >= FEWEST_FOR_INTERVAL else {},
        note=note,
    )


def set_rows(
    sets: GoldSets, pairs: Sequence[Pair], counts: Sums, seed: int, resamples: int
) -> list[SetRow]:
    """All figures and the calibration on each data set; none where there is only one."""
    found = []
    for name, members in data_sets(sets.names).items():
        own = [pairs[i] for i in members]
        bootstrap = Bootstrap(len(own), seed=seed, resamples=resamples)
        row = predictor_row(name, own, counts[members], bootstrap)
        found.append(SetRow(row=row, calibration=calibrations(own, bootstrap)))
    return found


def human_row(human: HumanCounts, bootstrap: Bootstrap, note: str) -> Row:
    """The figures of people against each other."""
    enough = len(human.counts) >= FEWEST_FOR_INTERVAL
    found = plain(human.values(human.counts.sum(axis=0)))
    return Row(
        name="human",
        articles=len(human.counts),
        figures={name: value for name, value in found.items() if not _is_count(name)},
        intervals=bootstrap.intervals(human.counts, _measured(human.values)) if enough else {},
        note=note,
    )


def article_slice_rows(
    sets: GoldSets,
    counts: Sums,
    columns: Sequence[str] | None,
    seed: int,
    resamples: int,
) -> dict[str, list[SliceRow]]:
    """The figures of each slice of the articles, by dimension, from the counts of each."""

    def chosen(sums: Sums) -> Values:
        found = values(sums)
        return {name: found[name] for name in SLICED}

    slices = article_slices(sets.data.articles, columns, sets.names)
    return {
        dimension: [
            SliceRow(
                value=value,
                size=len(members),
                figures=plain(chosen(counts[members].sum(axis=0))),
                intervals=_intervals(counts[members], chosen, seed, resamples),
            )
            for value, members in groups.items()
        ]
        for dimension, groups in slices.items()
    }


def attribution_slice_rows(
    pairs: Sequence[Pair], bootstrap: Bootstrap
) -> dict[str, list[SliceRow]]:
    """The figures of each slice of the attributions, by dimension."""
    slices = AttributionSlices(pairs)
    found: dict[str, list[SliceRow]] = {}
    for dimension, named in slices.values.items():
        found[dimension] = []
        for value in named:
            counts = slices.counts(dimension, value)
            sums = counts.sum(axis=0)
            enough = len(pairs) >= FEWEST_FOR_INTERVAL
            row = SliceRow(
                value=value,
                size=int(sums[0]),
                figures=plain(slice_values(sums)),
                intervals=bootstrap.intervals(counts, _measured(slice_values)) if enough else {},
            )
            found[dimension].append(row)
    return found


def calibrations(pairs: Sequence[Pair], bootstrap: Bootstrap) -> dict[str, Calibrated]:
    """Calibration of word labels, claims and attributions; none of answers that there are not."""
    found = {}
    for name, judge in (
        ("words", judged_words),
        ("claims", judged_claims),
        ("attributions", judged_attributions),
    ):
        calibration = Calibration([judge(pair) for pair in pairs])
        figures = calibration.figures()
        if figures.answers:
            enough = len(pairs) >= FEWEST_FOR_INTERVAL
            found[name] = Calibrated(
                figures=figures,
                intervals=bootstrap.intervals(calibration.counts, _measured(calibration.values))
                if enough
                else {},
            )
    return found


def confusions(pairs: Sequence[Pair]) -> dict[str, Confusion]:
    """Words and claims by label, found attributions by code."""
    words = sum((label_confusion(pair) for pair in pairs), np.zeros((3, 3), dtype=np.int64))
    claims = sum((claim_confusion(pair) for pair in pairs), np.zeros((4, 4), dtype=np.int64))
    codes = Counter(
        (gold.code, predicted.code)
        for pair in pairs
        for gold, predicted in map(pair.attribution_pair, pair.matches)
    )
    either = [*LABELS, NO_CLAIM]
    by_code = [[codes[gold, predicted] for predicted in _CODED] for gold in _CODED]
    return {
        "words": Confusion(rows=list(LABELS), columns=list(LABELS), counts=words.tolist()),
        "claims": Confusion(rows=either, columns=either, counts=claims.tolist()),
        "codes": Confusion(rows=[*_CODED], columns=[*_CODED], counts=by_code),
    }


def share_rows(pairs: Sequence[Pair]) -> list[ArticleShares]:
    """The shares of each article that has words in scope."""
    shares = np.array(list(article_shares(pairs).values()))
    return [
        ArticleShares(
            id=pair.article.id,
            gold=shares[:, 0, i].tolist(),
            predicted=shares[:, 1, i].tolist(),
        )
        for i, pair in enumerate(pairs)
        if not np.isnan(shares[:, :, i]).any()
    ]


def plain(figures: Mapping[str, Sums]) -> dict[str, float]:
    """Figures as Python numbers, without those that are not defined."""
    return {name: float(value) for name, value in figures.items() if not np.isnan(value)}


def _is_count(name: str) -> bool:
    return name.rsplit(".", 1)[-1] in COUNTED


def _measured(make: Callable[[Sums], Values]) -> Callable[[Sums], Values]:
    """`make` without the figures that only count something."""
    return lambda sums: {name: v for name, v in make(sums).items() if not _is_count(name)}


def _intervals(
    counts: Sums, make: Callable[[Sums], Values], seed: int, resamples: int
) -> dict[str, Interval]:
    if len(counts) < FEWEST_FOR_INTERVAL:
        return {}
    return Bootstrap(len(counts), seed=seed, resamples=resamples).intervals(counts, make)
