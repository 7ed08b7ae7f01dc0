"""Comparing two evaluation runs over the same data."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from onrecord.eval.compare.changes import changes
from onrecord.eval.compare.gates import judge, lower_is_better
from onrecord.eval.compare.types import ALPHA, Comparison, Gate, Test
from onrecord.eval.gold.loading.sets import GoldSets, load_sets
from onrecord.eval.matching import Pair, Target, pair_up
from onrecord.eval.metrics.base import Sums, Values
from onrecord.eval.metrics.figures import COUNTED, count, values
from onrecord.eval.runs.predictions import align, read_predictions
from onrecord.eval.runs.record_rows import FEWEST_FOR_INTERVAL
from onrecord.eval.runs.run import PREDICTIONS, read_record
from onrecord.eval.runs.slices import article_slices
from onrecord.eval.runs.types import RunRecord
from onrecord.eval.statistics.intervals import RESAMPLES, SEED, Bootstrap, Interval, interval
from onrecord.eval.statistics.significance import ROUNDS, holm, randomisation_test
from onrecord.models.errors import OnRecordError

#: The figures that a comparison tests on all articles.
COMPARED: Final = (
    "words.content.f1",
    "words.source.f1",
    "words.cue.f1",
    "labels.macro_f1",
    "attributions.found.f1",
    "attributions.with_source.f1",
    "attributions.with_source_and_label.f1",
    "right_speaker.f1",
    "name.accuracy",
    "name.full_accuracy",
    "sector.accuracy",
    "type.accuracy",
    "identity.b3.f1",
    "balance.error",
    "claims.macro_f1",
)
#: Those that it tests on every slice.
SLICE_COMPARED: Final = ("labels.macro_f1", "right_speaker.f1")


class Compared:
    """Two runs over the same articles, aligned with gold.

    Attributes:
        comparison: the result.
        a, b: the articles with each run's predictions, for showing passages.
    """

    def __init__(self, comparison: Comparison, a: Sequence[Pair], b: Sequence[Pair]) -> None:
        self.comparison = comparison
        self.a = a
        self.b = b


def compare_runs(
    a: Path,
    b: Path,
    *,
    gates: Sequence[Gate] = (),
    data: Sequence[Path | str] = (),
    format: str | None = None,
    codes: Path | None = None,
    texts: Sequence[Path] = (),
    lenient: bool = False,
    slices: Sequence[str] | None = None,
    seed: int = SEED,
    resamples: int = RESAMPLES,
    rounds: int = ROUNDS,
) -> Compared:
    """Hold the run in folder `b` against the run in folder `a`.

    Every figure of COMPARED (and of the gates) is tested on all articles, those of
    SLICE_COMPARED on each slice, by paired approximate randomisation; p-values are
    corrected by Holm's method in three families: figures of all articles, of slices, and of
    gates. Holm's correction holds for any dependence between tests.

    Args:
        a: folder of the earlier run, or baseline.
        b: folder of the later run.
        gates: figures of `b` that must not be worse than those of `a`.
        data: the gold data sets of both; none: where run `a` found them. The split is that of
            run `a`.
        format, codes, texts, lenient: how to load it, as `load_gold` has them.
        slices: metadata columns to slice by; None: those with few values.
        seed: of randomisation and bootstrap.
        resamples: of the bootstrap.
        rounds: of the randomisation.

    Raises:
        OnRecordError: a folder holds no run, the runs are over different data, the data is
            not what they were scored on, or a gate names no figure.
    """
    record_a, record_b = read_record(a), read_record(b)
    _check_same_data(a, b, record_a, record_b)
    scored_on = record_a.signature.data
    sets = load_sets(
        data or scored_on.paths,
        split=scored_on.split,
        format=format,
        codes=codes,
        texts=texts,
        lenient=lenient,
    )
    _check_data(sets, record_a)
    targets = [Target(article) for article in sets.data.articles]
    pairs_a, pairs_b = (_pairs(folder, targets) for folder in (a, b))
    counts_a, counts_b = count(pairs_a), count(pairs_b)
    _check_gates(gates, counts_a, counts_b)
    wanted = list(dict.fromkeys([*COMPARED, *(gate.figure for gate in gates)]))

    chance = _Chance(seed=seed, resamples=resamples, rounds=rounds)
    tests = _corrected(chance.tests(counts_a, counts_b, wanted))
    by_slice = [
        test
        for dimension, groups in article_slices(sets.data.articles, slices, sets.names).items()
        for value, members in groups.items()
        if len(members) >= FEWEST_FOR_INTERVAL
        for test in chance.tests(
            counts_a[members], counts_b[members], SLICE_COMPARED, dimension, value
        )
    ]
    comparison = Comparison(
        a=record_a.signature,
        b=record_b.signature,
        rounds=rounds,
        seed=seed,
        tests=tests,
        slices=_corrected(by_slice),
        gates=judge(gates, tests),
        changes=changes(pairs_a, pairs_b),
    )
    return Compared(comparison, pairs_a, pairs_b)


def _pairs(folder: Path, targets: Sequence[Target]) -> list[Pair]:
    path = folder / PREDICTIONS
    return pair_up(targets, align([t.article for t in targets], read_predictions(path), path))


class _Chance(msgspec.Struct, frozen=True, kw_only=True):
    """How differences are tested."""

    seed: int
    resamples: int
    rounds: int

    def tests(
        self,
        a: Sums,
        b: Sums,
        names: Sequence[str],
        dimension: str | None = None,
        value: str | None = None,
    ) -> list[Test]:
        """One uncorrected test for each figure that is defined on both sides."""

        def chosen(sums: Sums) -> Values:
            found = values(sums)
            return {name: found[name] for name in names}

        p = randomisation_test(a, b, chosen, seed=self.seed, rounds=self.rounds)
        intervals = self._intervals(a, b, chosen)
        all_a, all_b = chosen(a.sum(axis=0)), chosen(b.sum(axis=0))
        return [
            Test(
                figure=name,
                dimension=dimension,
                value=value,
                articles=len(a),
                a=float(all_a[name]),
                b=float(all_b[name]),
                difference=float(all_b[name] - all_a[name]),
                interval=intervals.get(name),
                p=p[name],
                p_corrected=p[name],
                better=None,
            )
            for name in names
            if name in p
        ]

    def _intervals(self, a: Sums, b: Sums, make: Callable[[Sums], Values]) -> dict[str, Interval]:
        if len(a) < FEWEST_FOR_INTERVAL:
            return {}
        bootstrap = Bootstrap(len(a), seed=self.seed, resamples=self.resamples)
        figures_a, figures_b = make(bootstrap.sums(a)), make(bootstrap.sums(b))
        found = {name: interval(figures_b[name] - figures_a[name]) for name in figures_a}
        return {name: limits for name, limits in found.items() if limits is not None}


def _corrected(tests: Sequence[Test]) -> list[Test]:
    corrected = holm([test.p for test in tests])
    return [
        msgspec.structs.replace(
            test,
            p_corrected=p,
            better=(test.difference < 0) == lower_is_better(test.figure) if p < ALPHA else None,
        )
        for test, p in zip(tests, corrected, strict=True)
    ]


def _check_same_data(a: Path, b: Path, record_a: RunRecord, record_b: RunRecord) -> None:
    one, other = record_a.signature.data, record_b.signature.data
    if one.sha256 != other.sha256:
        raise OnRecordError(
            f"{a} was scored on {_listed(one.paths)} ({one.articles} articles, {one.sha256[:12]}) "
            f"and {b} on {_listed(other.paths)} ({other.articles} articles, "
            f"{other.sha256[:12]}); only runs on the same data can be compared."
        )


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(paths)


def _check_data(sets: GoldSets, record: RunRecord) -> None:
    if sets.data.sha256 != record.signature.data.sha256:
        raise OnRecordError(
            f"{_listed(sets.paths)} is not the data that the runs were scored on (its hash is "
            f"{sets.data.sha256[:12]}, theirs {record.signature.data.sha256[:12]}); give that "
            "data with --data."
        )


def _check_gates(gates: Sequence[Gate], a: Sums, b: Sums) -> None:
    figures_a, figures_b = values(a.sum(axis=0)), values(b.sum(axis=0))
    known = [name for name in figures_a if name.rsplit(".", 1)[-1] not in COUNTED]
    for gate in gates:
        if gate.figure not in known:
            raise OnRecordError(
                f"There is no figure {gate.figure} to gate on; choose one of {', '.join(known)}."
            )
        if np.isnan(figures_a[gate.figure]) or np.isnan(figures_b[gate.figure]):
            raise OnRecordError(
                f"{gate.figure} is not defined on this data, so it can't be a gate; choose another."
            )
