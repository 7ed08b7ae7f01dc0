"""The readable reports of a run: Markdown, and one HTML page with plots."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, Final

from onrecord.eval.gold.loading.sets import short_names
from onrecord.eval.metrics.figures import METRICS
from onrecord.eval.metrics.reliability import Calibration
from onrecord.eval.runs.report import plots
from onrecord.eval.runs.report.figure_names import (
    ARTICLE_COLUMNS,
    ATTRIBUTION_COLUMNS,
    GROUPS,
    NOT_DEFINED,
    Named,
    figure,
    limits,
    number,
)
from onrecord.eval.runs.report.pages import render_page, render_text
from onrecord.eval.runs.types import Calibrated, Row, RunRecord, SliceRow

_CONFUSIONS: Final = {
    "words": "Words by label",
    "claims": "Claims by label",
    "codes": "Found attributions by code",
}
_CALIBRATION: Final = ("accuracy", "confidence", "ece", "brier", "errors_in_least_certain")


def to_markdown(record: RunRecord) -> str:
    """The report as Markdown."""
    return render_text("run.md.jinja", _context(record))


def to_html(record: RunRecord) -> str:
    """The report as one page that needs nothing else."""
    drawn = {
        "names": [row.name for row in record.rows],
        "lines": plots.headline_plot(record.rows),
        "share_plots": plots.share_plots(record.shares),
        "confusions": record.confusions,
        "confusion_titles": _CONFUSIONS,
    }
    return render_page("run.html.jinja", _context(record) | drawn)


def definitions() -> dict[str, str]:
    """What each metric means, by the name that its figures begin with."""
    texts = {metric.name: inspect.getdoc(metric) or "" for metric in METRICS}
    texts["calibration"] = inspect.getdoc(Calibration) or ""
    return {name: _plain(text) for name, text in texts.items()}


def _plain(docstring: str) -> str:
    """A docstring as one paragraph, without its list of attributes."""
    text = docstring.split("\n\nAttributes:")[0]
    return " ".join(text.replace("*", "").replace("`", "").split())


def _context(record: RunRecord) -> dict[str, Any]:
    predictor, data = record.signature.predictor, record.signature.data
    return {
        "title": f"{predictor.name} {predictor.version or ''}".strip(),
        "data_name": ", ".join(short_names(data.paths)),
        "data": data,
        "line": record.signature.line(),
        "signature": record.signature,
        "notes": record.notes,
        "rows": record.rows,
        "groups": [(heading, _lines(record, named)) for heading, named in GROUPS.items()],
        "sets": [part.row.name for part in record.sets],
        "by_set": [(heading, _by_set(record, named)) for heading, named in GROUPS.items()],
        "calibration": {name: _calibrated(item) for name, item in record.calibration.items()},
        "slices": [
            _slices("Articles", "articles", ARTICLE_COLUMNS, record.article_slices),
            _slices("Attributions", "in gold", ATTRIBUTION_COLUMNS, record.attribution_slices),
        ],
        "definitions": definitions(),
    }


def _lines(record: RunRecord, group: Sequence[Named]) -> list[dict[str, Any]]:
    return [
        {
            "title": named.title,
            "points": named.points,
            "shown": [figure(row, named) for row in record.rows],
            "interval": limits(record.row.intervals.get(named.figure), named),
        }
        for named in group
    ]


def _by_set(record: RunRecord, group: Sequence[Named]) -> list[dict[str, Any]]:
    return [
        {
            "title": named.title,
            "points": named.points,
            "cells": [_cell(part.row, named) for part in record.sets],
        }
        for named in group
    ]


def _calibrated(item: Calibrated) -> dict[str, Any]:
    values = [getattr(item.figures, name) for name in _CALIBRATION]
    return {
        "answers": item.figures.answers,
        "points": plots.reliability_plot(item.figures),
        "shown": [NOT_DEFINED if v is None else number(v, points=False) for v in values],
    }


def _slices(
    title: str, counted: str, columns: Sequence[Named], slices: Mapping[str, Sequence[SliceRow]]
) -> dict[str, Any]:
    tables = {
        dimension: [
            {"value": row.value, "size": row.size, "cells": [_cell(row, c) for c in columns]}
            for row in rows
        ]
        for dimension, rows in slices.items()
        if rows
    }
    titles = [column.title for column in columns]
    return {"title": title, "counted": counted, "columns": titles, "tables": tables}


def _cell(row: Row | SliceRow, named: Named) -> dict[str, str]:
    value = row.figures.get(named.figure)
    around = limits(row.intervals.get(named.figure), named)
    return {
        "value": NOT_DEFINED if value is None else number(value, points=named.points),
        "interval": f"[{around}]" if around else "",
    }
