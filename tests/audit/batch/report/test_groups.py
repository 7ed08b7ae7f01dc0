"""Groups, distributions, outliers and sources against figures worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from onrecord.audit.batch.report.compared_figures import DISTRIBUTED, OUTLYING
from onrecord.audit.batch.report.distribution import DistributionCounter
from onrecord.audit.batch.report.groups import (
    NOT_GIVEN,
    GroupCounter,
    check_keys,
    estimate_groups,
    groups_of,
    period_of,
)
from onrecord.audit.batch.report.outliers import MOST, Ends
from onrecord.audit.batch.report.parquet_files import TableFiles
from onrecord.audit.batch.report.tables import article_rows
from onrecord.audit.batch.report.tally import SourceTally, normalised
from onrecord.audit.batch.report.types import Group, Grouping
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError
from tests.audit.batch.audits import audit_of

#: Publisher, words in the named claim, words in the unsourced one.
CORPUS = [
    ("Courier", 30, 10),
    ("Courier", 10, 10),
    ("Ledger", 20, 20),
    ("Courier", 40, 20),
    ("Ledger", 10, 30),
    ("Courier", 12, 8),
    ("Courier", 8, 12),
    (None, 10, 10),
]


def audits() -> list[Audit]:
    return [
        audit_of(i, named=n, unsourced=u, publisher=p, date=f"2024-0{1 + i // 4}-03")
        for i, (p, n, u) in enumerate(CORPUS)
    ]


def grouped(folder: Path, *keys: str) -> tuple[Group, list[Grouping]]:
    counters = [GroupCounter(key) for key in keys]
    with TableFiles(folder) as tables:
        for audit in audits():
            tables.add(audit)
            for counter in counters:
                counter.add(article_rows(audit)[0])
    return estimate_groups(folder / "articles.parquet", counters)


def test_a_group_is_the_sum_of_its_articles(tmp_path: Path) -> None:
    overall, (by,) = grouped(tmp_path, "publisher")
    assert by.by == "publisher"
    assert [(g.name, g.articles) for g in by.groups] == [
        ("Courier", 5),
        ("Ledger", 2),
        (NOT_GIVEN, 1),
    ]
    courier, ledger, _ = by.groups
    assert courier.figures["named"].value == round(100 / 160, 4)
    assert courier.figures["unsourced"].value == round(60 / 160, 4)
    assert ledger.figures["named"].value == round(30 / 80, 4)
    assert courier.figures["official"].value == 1.0
    assert courier.figures["sources"].value == 1.0
    assert courier.figures["quoted"].value == 0.0
    assert overall.articles == 8
    assert overall.figures["named"].value == round(140 / 260, 4)
    assert overall.words == sum(audit.article.words for audit in audits())


def test_intervals_are_those_of_the_bootstrap(tmp_path: Path) -> None:
    _, (by,) = grouped(tmp_path, "publisher")
    draws = np.random.default_rng([2016, 0]).poisson(1.0, (8, 1000))
    mine = [i for i, (publisher, _, _) in enumerate(CORPUS) if publisher == "Courier"]
    named = sum(draws[i] * CORPUS[i][1] for i in mine)
    claimed = sum(draws[i] * (CORPUS[i][1] + CORPUS[i][2]) for i in mine)
    shares = named[claimed > 0] / claimed[claimed > 0]
    low, high = np.percentile(shares, [2.5, 97.5])
    figure = by.groups[0].figures["named"]
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=1e-4)
    assert figure.low is not None
    assert figure.value is not None
    assert figure.high is not None
    assert figure.low < figure.value < figure.high
    assert by.groups[1].figures["named"].low is None  # two articles tell nothing


def test_periods_come_in_their_order(tmp_path: Path) -> None:
    _, (months,) = grouped(tmp_path, "date:month")
    assert [(g.name, g.articles) for g in months.groups] == [("2024-01", 4), ("2024-02", 4)]
    assert months.groups[0].figures["named"].value == round(100 / 160, 4)


@pytest.mark.parametrize(
    ("date", "period", "expected"),
    [
        ("2024-03-05T10:00:00+01:00", "day", "2024-03-05"),
        ("2024-03-05", "month", "2024-03"),
        ("2024-12-30", "week", "2025-W01"),
        ("2024-03", "month", "2024-03"),
        ("2024-03", "day", NOT_GIVEN),
        ("2024", "month", NOT_GIVEN),
        ("2024", "year", "2024"),
        (None, "year", NOT_GIVEN),
    ],
)
def test_a_date_falls_in_a_period_as_far_as_it_says(
    date: str | None, period: str, expected: str
) -> None:
    assert period_of(date, period) == expected


def test_an_article_counts_for_each_of_its_authors() -> None:
    assert groups_of({"author": "Ann Lee; Tom Roe; Ann Lee"}, "author") == ["Ann Lee", "Tom Roe"]
    assert groups_of({"author": " ; "}, "author") == [NOT_GIVEN]


def test_an_unknown_key_is_refused() -> None:
    check_keys(["publisher", "date:week"])
    with pytest.raises(OnRecordError, match="mood"):
        check_keys(["mood"])


def test_a_distribution_by_hand() -> None:
    distribution = DistributionCounter(DISTRIBUTED[0])
    for value in [None, 0.0, 0.05, 0.049, 0.5, 0.5, 1.0]:
        distribution.add(value)
    found = distribution.distribution()
    assert found is not None
    assert found.articles == 6
    assert found.mean == round((0.05 + 0.049 + 0.5 + 0.5 + 1.0) / 6, 4)
    assert found.quantiles == [0.0, 0.049, 0.05, 0.5, 1.0]
    heights = dict(found.bars)
    assert (heights[0.0], heights[0.05], heights[0.5], heights[0.95]) == (2, 1, 2, 1)
    assert sum(heights.values()) == 6
    assert distribution.fence() == pytest.approx(0.5 + 1.5 * (0.5 - 0.049))


def test_every_twentieth_falls_into_its_own_bar() -> None:
    distribution = DistributionCounter(DISTRIBUTED[0])
    for i in range(20):
        distribution.add(i / 20)
    found = distribution.distribution()
    assert found is not None
    assert [count for _, count in found.bars] == [1] * 20


def test_outliers_are_the_highest_and_the_first_of_equals() -> None:
    ends = Ends(OUTLYING[1])
    for i in range(30):
        audit = audit_of(i, named=60, unsourced=200 if i == 7 else 60)
        ends.add(article_rows(audit)[0], i, 100 * i)
    ends.add(article_rows(audit_of(99, named=5, unsourced=20))[0], 30, 0)  # too short to tell
    found = ends.found()
    assert len(found) == MOST
    assert [one.id for one in found[:3]] == ["n7", "n0", "n1"]
    assert found[0].at == 700
    listed = ends.listed({one.id: f"articles/{one.id}.html" for one in found})
    assert listed is not None
    assert listed.median == 0.5
    assert [one.far_out for one in listed.articles[:2]] == [True, False]


def test_names_are_joined_where_they_are_the_same_string(tmp_path: Path) -> None:
    tally = SourceTally(tmp_path / "sources.sqlite")
    for i, name in enumerate(["The  Harbour Board", "harbour board", "Ms. Quill", "Nora Quill"]):
        tally.add(audit_of(i, named=10, unsourced=5, source=name))
    used = tally.most("named", 10)
    assert (used[0].name, used[0].articles, used[0].words) == ("The  Harbour Board", 2, 20)
    assert len(used) == 3
    tally.close()
    assert not (tmp_path / "sources.sqlite").exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Board", "board"), ("“Deep Lake”", '"deep lake"'), ("ＡＢＣ News", "abc  news,")],
)
def test_normalised(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
