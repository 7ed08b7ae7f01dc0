"""The model card, written from evaluation runs so that no figure in it is typed by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.files import write_together
from onrecord.eval.runs.report.ceiling import Ceiling
from onrecord.eval.runs.report.figure_names import (
    ARTICLE_COLUMNS,
    ATTRIBUTION_COLUMNS,
    GROUPS,
    HEADLINES,
    NOT_DEFINED,
    Named,
    figure,
    limits,
    number,
)
from onrecord.eval.runs.slices import DATA_SET, LENGTH
from onrecord.eval.runs.types import Row, RunRecord, SliceRow
from onrecord.models.measured import FILE, Measured

CARD: Final = "README.md"
#: Slices with fewer articles or attributions say too little to print.
_FEWEST: Final = {"article": 8, "attribution": 30}


def write_card(
    folder: Path,
    records: Mapping[str, RunRecord],
    introduction: str,
    ceiling: Ceiling | None = None,
) -> None:
    """Write the card and the figures that reports quote into the model's `folder`.

    Args:
        folder: the model's folder.
        records: evaluation runs of that model by a title for their data, the main one first.
            Where that is over several data sets, each has a column too.
        introduction: what the card says in words (Markdown): data, use, failures.
        ceiling: how far annotators agree, as a column of its own.

    Raises:
        OnRecordError: the folder can't be written.
    """
    (title, main), *others = records.items()
    measured = Measured(
        measured_on=f"{title}, {main.row.articles} articles",
        headlines={n.title: figure(main.row, n) for n in HEADLINES}
        | {"Balance error": figure(main.row, Named("balance.error", "", points=True))},
        figures={k: round(v, 6) for k, v in sorted(main.row.figures.items())},
        signature=main.signature.line(),
    )
    card = "\n\n".join(
        [
            introduction.strip(),
            "## Figures",
            "F1 scores unless stated otherwise; 95 % intervals (bootstrap over articles) in "
            "brackets. Each column is one set of articles that the model was not trained on.",
            _figures(records, ceiling),
            *([f"*{ceiling.title}*: {ceiling.note}"] if ceiling else []),
            *(_with_references(name, record) for name, record in records.items()),
            "## Calibration",
            _calibration(records),
            f"## By slice ({title})",
            *_slices(main),
            *(part for name, record in others for part in _short_slices(name, record)),
            "## Signatures",
            "\n".join(f"- {name}: `{r.signature.line()}`" for name, r in records.items()),
        ]
    )
    figures = msgspec.json.format(msgspec.json.encode(measured), indent=2)
    write_together({folder / CARD: card + "\n", folder / FILE: figures + b"\n"})


def _figures(records: Mapping[str, RunRecord], ceiling: Ceiling | None) -> str:
    (title, main), *others = records.items()
    columns = {title: main.row} | {part.row.name: part.row for part in main.sets}
    columns |= {name: record.row for name, record in others}
    rows = []
    for group, items in GROUPS.items():
        for named in items:
            cells = [_cell(row, named) for row in columns.values()]
            people = [ceiling.shown(named)] if ceiling else []
            rows.append([f"{group}: {named.title}", *cells, *people])
    return _table(["figure", *columns, *([ceiling.title] if ceiling else [])], rows)


def _with_references(name: str, record: RunRecord) -> str:
    """The model beside the floor and the ceiling on the same articles."""
    if len(record.rows) < 2:
        return ""
    rows = [[n.title, *(figure(row, n) for row in record.rows)] for n in HEADLINES]
    notes = [f"{row.name}: {row.note}" for row in record.rows if row.note]
    table = _table(["figure", *(row.name for row in record.rows)], rows)
    return "\n\n".join([f"### {name}: next to baselines and people", table, *notes])


def _calibration(records: Mapping[str, RunRecord]) -> str:
    (_, main), *_ = records.items()
    calibrated = [(name, record.calibration) for name, record in records.items()]
    calibrated[1:1] = [(part.row.name, part.calibration) for part in main.sets]
    rows = [
        [
            name,
            kind,
            number(c.figures.ece, points=False) if c.figures.ece is not None else NOT_DEFINED,
            number(c.figures.brier, points=False) if c.figures.brier is not None else NOT_DEFINED,
        ]
        for name, calibration in calibrated
        for kind, c in calibration.items()
    ]
    return _table(["data", "answers", "expected calibration error", "Brier score"], rows)


def _slices(record: RunRecord) -> list[str]:
    parts = []
    for dimension, rows in record.article_slices.items():
        parts.append(_slice_table(dimension, rows, ARTICLE_COLUMNS, _FEWEST["article"]))
    for dimension, rows in record.attribution_slices.items():
        parts.append(_slice_table(dimension, rows, ATTRIBUTION_COLUMNS, _FEWEST["attribution"]))
    return [part for part in parts if part]


def _short_slices(title: str, record: RunRecord) -> list[str]:
    """The slices of a further run by data set and length, where it has enough articles."""
    tables = [
        _slice_table(
            dimension, record.article_slices.get(dimension, []), ARTICLE_COLUMNS, _FEWEST["article"]
        )
        for dimension in (DATA_SET, LENGTH)
    ]
    found = [table for table in tables if table]
    return [f"## By slice ({title})", *found] if found else []


def _slice_table(
    dimension: str, rows: list[SliceRow], columns: tuple[Named, ...], fewest: int
) -> str:
    kept = [row for row in rows if row.size >= fewest]
    if len(kept) < 2:
        return ""
    lines = [
        [row.value, str(row.size), *(_cell(_as_row(row), named) for named in columns)]
        for row in kept
    ]
    return _table([dimension, "n", *(named.title for named in columns)], lines)


def _as_row(row: SliceRow) -> Row:
    return Row(name=row.value, articles=row.size, figures=row.figures, intervals=row.intervals)


def _cell(row: Row, named: Named) -> str:
    interval = row.intervals.get(named.figure)
    shown = figure(row, named)
    return f"{shown} ({limits(interval, named)})" if interval and shown != NOT_DEFINED else shown


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_escaped(cell) for cell in line) + " |" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("<", "&lt;")
