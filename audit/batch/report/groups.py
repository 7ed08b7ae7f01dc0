"""Groups of articles side by side, with intervals.

Intervals are those of a bootstrap over articles, 1,000 resamples, the middle 95 %. So that
memory doesn't grow with the corpus, an article's number of copies in a resample is drawn from
Poisson(1), which the multinomial draw comes to for many articles (J. A. Hanley and B. MacGibbon,
*Creating non-parametric bootstrap samples using Poisson frequencies*, 2006; N. Chamandy et al.,
*Estimating uncertainty for massive data streams*, 2012).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.audit.batch.report.compared_figures import RATIOS
from onrecord.audit.batch.report.types import Estimate, Group, Grouping
from onrecord.models.errors import OnRecordError

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES: Final = 1_000
SEED: Final = 2016
#: Groups that are listed: by number of articles, periods by time.
MOST_GROUPS: Final = 40
MOST_PERIODS: Final = 240
#: Under so many articles an interval by resampling says nothing.
FEWEST: Final = 5
NOT_GIVEN: Final = "not given"
KEYS: Final = ("publisher", "section", "author", "language", "genre")
PERIODS: Final = ("day", "week", "month", "year")
_BLOCK: Final = 500
_DIGITS: Final = 4
#: Columns that the sums are taken of.
_SUMMED: Final = tuple(
    dict.fromkeys(
        name for ratio in RATIOS for name in (*ratio.over, ratio.under) if name is not None
    )
)


def check_keys(keys: Sequence[str]) -> None:
    """Make sure that the corpus can be grouped by `keys`.

    Raises:
        OnRecordError: there is no such key.
    """
    known = (*KEYS, *(f"date:{period}" for period in PERIODS))
    for key in keys:
        if key not in known:
            raise OnRecordError(
                f"Articles can't be grouped by {key}; take any of {', '.join(known)}."
            )


def groups_of(row: Mapping[str, object], key: str) -> list[str]:
    """The groups that an article belongs to; with several authors, one for each."""
    if key.startswith("date:"):
        return [period_of(row.get("date"), key.removeprefix("date:"))]
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        return [NOT_GIVEN]
    if key == "author":
        names = dict.fromkeys(name.strip() for name in value.split(";") if name.strip())
        return list(names) or [NOT_GIVEN]
    return [value.strip()]


def period_of(value: object, period: str) -> str:
    """The day, ISO week, month or year of an ISO 8601 date, as far as it says."""
    if not isinstance(value, str):
        return NOT_GIVEN
    length = {"day": 10, "week": 10, "month": 7, "year": 4}[period]
    if len(value) < length:
        return NOT_GIVEN
    if period != "week":
        return value[:length]
    try:
        year, week, _ = date.fromisoformat(value[:10]).isocalendar()
    except ValueError:
        return NOT_GIVEN
    return f"{year}-W{week:02}"


class GroupCounter:
    """Counts articles by group, to know which groups to list."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._counts: Counter[str] = Counter()

    def add(self, row: Mapping[str, object]) -> None:
        """Count one article."""
        self._counts.update(groups_of(row, self.key))

    @property
    def known(self) -> int:
        """Groups apart from that of the articles without a value."""
        return len(self._counts.keys() - {NOT_GIVEN})

    @property
    def all(self) -> int:
        """All groups."""
        return len(self._counts)

    def listed(self) -> list[str]:
        """The groups to list: periods in their order (the last of them), others by articles."""
        names = sorted(self._counts, key=lambda name: (name == NOT_GIVEN, name))
        if self.key.startswith("date:"):
            return names[-MOST_PERIODS:]
        return sorted(names, key=lambda n: (n == NOT_GIVEN, -self._counts[n], n))[:MOST_GROUPS]


def estimate_groups(
    path: Path, counters: Sequence[GroupCounter], resamples: int = RESAMPLES
) -> tuple[Group, list[Grouping]]:
    """Figures over all articles in ``articles.parquet`` at `path`, and by each key."""
    overall = _Sums(resamples)
    sums = {c.key: {name: _Sums(resamples) for name in c.listed()} for c in counters}
    for block, rows in enumerate(_blocks(path)):
        values = np.array([[_number(row[name]) for name in _SUMMED] for row in rows])
        draws = np.random.default_rng([SEED, block]).poisson(1.0, (len(rows), resamples))
        weights = draws.astype(np.float64)
        words = np.array([_number(row["words"]) for row in rows])
        overall.add(values, weights, words)
        for key, groups in sums.items():
            members: dict[str, list[int]] = {}
            for index, row in enumerate(rows):
                for name in groups_of(row, key):
                    members.setdefault(name, []).append(index)
            for name, chosen in members.items():
                if name in groups:
                    groups[name].add(values[chosen], weights[chosen], words[chosen])
    groupings = [
        Grouping(
            by=counter.key,
            groups=[found.group(name) for name, found in sums[counter.key].items()],
            more=counter.all - len(sums[counter.key]),
        )
        for counter in counters
    ]
    return overall.group("all articles"), groupings


class _Sums:
    """Sums of the columns over a group's articles, and over each resample of them.

    Whole numbers, so that they are exact in whatever order they are added.
    """

    def __init__(self, resamples: int) -> None:
        self.articles = 0
        self.words = 0
        self._sums = np.zeros(len(_SUMMED))
        self._samples = np.zeros((resamples, len(_SUMMED)))
        self._sizes = np.zeros(resamples)

    def add(
        self,
        values: "NDArray[np.float64]",
        weights: "NDArray[np.float64]",
        words: "NDArray[np.float64]",
    ) -> None:
        """Add articles: values (articles, columns), weights (articles, resamples)."""
        self.articles += len(values)
        self.words += int(words.sum())
        self._sums += values.sum(axis=0)
        self._samples += weights.T @ values
        self._sizes += weights.sum(axis=0)

    def group(self, name: str) -> Group:
        """The figures with their intervals."""
        figures = {}
        for ratio in RATIOS:
            over = [_SUMMED.index(column) for column in ratio.over]
            under = None if ratio.under is None else _SUMMED.index(ratio.under)
            below = self.articles if under is None else float(self._sums[under])
            samples_below = self._sizes if under is None else self._samples[:, under]
            value = float(self._sums[over].sum()) / below if below else None
            low, high = self._interval(self._samples[:, over].sum(axis=1), samples_below)
            figures[ratio.name] = Estimate(value=_rounded(value), low=low, high=high)
        return Group(name=name, articles=self.articles, words=self.words, figures=figures)

    def _interval(
        self, above: "NDArray[np.float64]", below: "NDArray[np.float64]"
    ) -> tuple[float | None, float | None]:
        defined = below > 0
        if self.articles < FEWEST or not defined.any():
            return None, None
        low, high = np.percentile(above[defined] / below[defined], [2.5, 97.5])
        return _rounded(float(low)), _rounded(float(high))


def _blocks(path: Path) -> Iterator[list[dict[str, object]]]:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    columns = [*_SUMMED, "words", "date", *KEYS]
    with path.open("rb") as file:  # Arrow takes no name that isn't text
        for batch in pq.ParquetFile(file).iter_batches(batch_size=_BLOCK, columns=columns):
            yield batch.to_pylist()


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
