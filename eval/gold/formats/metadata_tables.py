"""Metadata of articles as the tab-separated table that PolNeAR ships (`metadata.tsv`)."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from onrecord.eval.gold.file_contents import decode, read_bytes
from onrecord.eval.gold.problems import GoldError

FILE_NAME: Final = "metadata.tsv"
#: Columns that are not metadata: the article's file, its id where that differs, its annotators.
KEY: Final = "filename"
OWN_COLUMNS: Final = (KEY, "id", "annotators")
#: PolNeAR's names of what OnRecord calls otherwise.
OUR_NAME: Final = {"publication_date": "date"}
_THEIR_NAME: Final = {v: k for k, v in OUR_NAME.items()}
_PREFIX: Final = "meta:"


def read_table(path: Path) -> dict[str, dict[str, str]]:
    """Rows by file name; each with its own columns and metadata, without empty cells.

    Raises:
        GoldError: the file can't be read, is not UTF-8, or has no column `filename`.
    """
    try:
        text = decode(read_bytes(path))
    except ValueError as error:
        raise GoldError(f"{path} can't be read: {error}.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect="excel-tab", restval="")
    try:
        rows = list(reader)
    except csv.Error as error:
        raise GoldError(f"{path} is not a tab-separated table: {error}.") from error
    if KEY not in (reader.fieldnames or []):
        raise GoldError(f"{path} has no column {KEY!r}; its first line must name the columns.")
    return {row[KEY]: _row(row) for row in rows}


def _row(row: Mapping[str, str]) -> dict[str, str]:
    return {
        OUR_NAME.get(name, name): value
        for name, value in row.items()
        if name is not None and isinstance(value, str) and value
    }


def metadata_of(row: Mapping[str, str]) -> dict[str, str]:
    """The metadata among the cells of a row."""
    return {
        name.removeprefix(_PREFIX): value for name, value in row.items() if name not in OWN_COLUMNS
    }


def format_table(rows: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]) -> str:
    """The table of (own columns, metadata) pairs, with a header line."""
    cells = [{**own, **{_column(k): v for k, v in meta.items()}} for own, meta in rows]
    names = list(dict.fromkeys(name for row in cells for name in row))
    out = io.StringIO(newline="")
    # The dialect's own line end: with another one, a lone \r in a cell would not be quoted.
    writer = csv.DictWriter(out, names, restval="", dialect="excel-tab")
    writer.writeheader()
    writer.writerows(cells)
    return out.getvalue()


def _column(name: str) -> str:
    theirs = _THEIR_NAME.get(name, name)
    clashes = theirs in OWN_COLUMNS or name in OUR_NAME or name.startswith(_PREFIX) or not name
    return f"{_PREFIX}{name}" if clashes else theirs
