"""Plots as coordinates; the templates draw them as inline SVG."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.eval.metrics.reliability import CalibrationFigures
from onrecord.eval.runs.report.figure_names import HEADLINES, figure
from onrecord.eval.runs.types import ArticleShares, Row
from onrecord.models.labels import LABELS, Label

#: Side of a square plot, in units of its view box.
SIDE: Final = 200


class Mark(NamedTuple):
    """A row's figure on a line from 0 to 100: its predictor, place and interval."""

    name: str
    x: float
    low: float
    high: float
    text: str


class Line(NamedTuple):
    """One figure of the first plot, with the marks of all rows."""

    title: str
    marks: list[Mark]


class Point(NamedTuple):
    """A point of a square plot, from its lower left; `size` is a radius."""

    x: float
    y: float
    size: float
    text: str


class Scatter(NamedTuple):
    """Gold against predicted shares of one label, a point an article."""

    label: Label
    points: list[Point]


def headline_plot(rows: Sequence[Row]) -> list[Line]:
    """The main figures of every row on one scale; figures that no row has are left out."""
    lines = []
    for named in HEADLINES:
        marks = []
        for row in rows:
            value = row.figures.get(named.figure)
            if value is not None:
                low, high = row.intervals.get(named.figure, (value, value))
                text = figure(row, named)
                marks.append(Mark(row.name, 100 * value, 100 * low, 100 * high, text))
        if marks:
            lines.append(Line(named.title, marks))
    return lines


def share_plots(shares: Sequence[ArticleShares]) -> list[Scatter]:
    """For each label, what share of each article gold and the prediction give it."""
    return [
        Scatter(
            label,
            [
                Point(
                    SIDE * article.gold[i],
                    SIDE * (1 - article.predicted[i]),
                    3,
                    f"{article.id}: gold {article.gold[i]:.0%}, "
                    f"predicted {article.predicted[i]:.0%}",
                )
                for article in shares
            ],
        )
        for i, label in enumerate(LABELS)
    ]


def reliability_plot(figures: CalibrationFigures) -> list[Point]:
    """The reliability curve; a point's area grows with the answers that it stands for."""
    most = max((b.answers for b in figures.curve), default=1)
    return [
        Point(
            SIDE * b.confidence,
            SIDE * (1 - b.accuracy),
            2 + 3 * (b.answers / most) ** 0.5,
            f"confidence {b.confidence:.2f}, right {b.accuracy:.2f}, {b.answers} answers",
        )
        for b in figures.curve
    ]
