"""The corpus report as one self-contained HTML page."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.audit.batch.report import phrasing
from onrecord.audit.batch.report.compared_figures import Ratio
from onrecord.audit.batch.report.groups import NOT_GIVEN
from onrecord.audit.batch.report.types import (
    CorpusReport,
    Distribution,
    Estimate,
    Group,
    Grouping,
    Part,
)
from onrecord.audit.reports.html.page import render_page

_STYLES: Final = ("page.css", "article.css", "corpus.css")
#: Units of the drawings, which scale with the page.
_WIDTH: Final = 400
_HEIGHT: Final = 100
_LABELS: Final = ("named", "anonymous", "unsourced")


class Column(NamedTuple):
    """A bar of a histogram: place and height in the units of the drawing, and its text."""

    x: float
    y: float
    width: float
    height: float
    text: str


class Histogram(NamedTuple):
    """A distribution as it is drawn; `median` is its place."""

    one: Distribution
    columns: list[Column]
    median: float
    low: str
    high: str


class TrendLine(NamedTuple):
    """A label over time: its line, and the band of its intervals (empty: none)."""

    label: str
    points: str
    band: str
    dots: list[tuple[float, float]]


class Row(NamedTuple):
    """A group as the table prints it: its figures with their intervals, its bar by label."""

    group: Group
    cells: list[tuple[str, str]]
    bar: list[tuple[str, float, float]]


class GroupTable(NamedTuple):
    """A table of groups side by side."""

    title: str
    rows: list[Row]
    more: int


class PartChart(NamedTuple):
    """Shares as rows of bars, in the shape of `bars.html.jinja`."""

    title: str
    of: str
    rows: list[dict[str, object]]


def render_html(report: CorpusReport) -> str:
    """The page; nothing in it leads out but the links to the outliers' own reports."""
    trend = report.trend
    ratios = phrasing.columns(report)
    context = {
        "report": report,
        "lead": phrasing.lead(report),
        "accounting": phrasing.accounting(report),
        "overall": _table("All articles", [report.overall], 0, ratios),
        "tables": [
            _table(phrasing.key_name(g.by), g.groups, g.more, ratios) for g in report.groupings
        ],
        "trend": None if trend is None else _trend_table(trend, ratios),
        "lines": [] if trend is None else trend_lines(trend.groups),
        "ticks": [] if trend is None else _ticks(trend.groups),
        "histograms": [
            histogram(one) for one in report.distributions if any((one.mean, *one.quantiles))
        ],
        "ratios": ratios,
        "parts": [
            _parts("Sectors", report.sectors, "plain"),
            _parts("Anonymous, by type", report.anonymous_types, "anonymous"),
        ],
        "made": phrasing.made(report),
        "intervals": " ".join(
            filter(None, [phrasing.intervals(report), phrasing.left_out(report)])
        ),
        "r": phrasing,
    }
    return render_page("corpus_report.html.jinja", context, _STYLES)


def histogram(one: Distribution) -> Histogram:
    """Bars for the eye; the figures stand in a table beside them."""
    highest = max(count for _, count in one.bars)
    width = _WIDTH / len(one.bars)
    columns = []
    for i, (edge, count) in enumerate(one.bars):
        height = round(_HEIGHT * count / highest, 2)
        low = phrasing.figure(edge, one.is_share)
        high = phrasing.figure(edge + one.width, one.is_share)
        columns.append(
            Column(
                round(i * width + 1, 2),
                round(_HEIGHT - height, 2),
                round(width - 2, 2),
                height,
                f"{low} to {high}: {count:,}",
            )
        )
    end = one.width * len(one.bars)
    median = round(_WIDTH * min(one.quantiles[2] / end, 1.0), 2)
    return Histogram(
        one,
        columns,
        median,
        phrasing.figure(0.0, one.is_share),
        phrasing.figure(end, one.is_share),
    )


def trend_lines(groups: Sequence[Group]) -> list[TrendLine]:
    """The three labels over the periods, evenly spaced in their order."""
    known = _periods(groups)
    if len(known) < 2:
        return []
    step = _WIDTH / (len(known) - 1)
    lines = []
    for label in _LABELS:
        estimates = [group.figures[label] for group in known]
        dots = [(round(i * step, 2), _y(e.value)) for i, e in enumerate(estimates)]
        lines.append(
            TrendLine(label, " ".join(f"{x},{y}" for x, y in dots), _band(estimates, step), dots)
        )
    return lines


def _band(estimates: Sequence[Estimate], step: float) -> str:
    """The outline of the intervals, where every period has one."""
    if any(one.low is None or one.high is None for one in estimates):
        return ""
    above = [f"{round(i * step, 2)},{_y(e.high)}" for i, e in enumerate(estimates)]
    below = [f"{round(i * step, 2)},{_y(e.low)}" for i, e in enumerate(estimates)]
    return " ".join([*above, *reversed(below)])


def _y(share: float | None) -> float:
    return round(_HEIGHT * (1 - (share or 0.0)), 2)


def _ticks(groups: Sequence[Group]) -> list[tuple[float, str, str]]:
    """The first and the last period: place, name, alignment."""
    known = _periods(groups)
    if len(known) < 2:
        return []
    return [(0, known[0].name, "start"), (_WIDTH, known[-1].name, "end")]


def _periods(groups: Sequence[Group]) -> list[Group]:
    """The groups that are a time and have shares; articles without a date are no period."""
    return [g for g in groups if g.name != NOT_GIVEN and g.figures["named"].value is not None]


def _table(title: str, groups: Sequence[Group], more: int, ratios: Sequence[Ratio]) -> GroupTable:
    return GroupTable(title, [_row(group, ratios) for group in groups], more)


def _trend_table(trend: Grouping, ratios: Sequence[Ratio]) -> GroupTable:
    name = trend.by.removeprefix("date:")
    return _table(f"Over time, by {name}", trend.groups, trend.more, ratios)


def _row(group: Group, ratios: Sequence[Ratio]) -> Row:
    bar = []
    at = 0.0
    for label in _LABELS:
        share = group.figures[label].value or 0.0
        bar.append((label, round(100 * at, 2), round(100 * share, 2)))
        at += share
    return Row(group, phrasing.cells(group, ratios), bar)


def _parts(title: str, parts: Sequence[Part], tone: str) -> PartChart:
    rows: list[dict[str, object]] = [
        {
            "name": phrasing.part_name(part.name),
            "share": part.share,
            "words": part.words,
            "tone": tone,
        }
        for part in sorted(parts, key=lambda part: -part.words)
    ]
    return PartChart(title, "share of attributed words", rows)
