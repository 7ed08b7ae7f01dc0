"""The questions of docs/queries.md, asked of the small archive that comes with the repository."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from onrecord.audit.batch.report.tables import TABLES
from onrecord.audit.batch.run.choices import Choices
from onrecord.audit.batch.run.run_batch import run_batch

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[4]
PAGE = ROOT / "docs" / "queries.md"
ARCHIVE = ROOT / "examples" / "archive"
_BLOCK = re.compile(r"```(sql|python)\n(.*?)```\s+```text\n(.*?)```", re.DOTALL)


class Example(NamedTuple):
    """A question, and what the page says that it gives."""

    language: str
    code: str
    printed: str


def examples() -> list[Example]:
    """Those of the page, in order."""
    return [Example(*found) for found in _BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


def asked(example: Example) -> str:
    """What a question gives, as the page prints it."""
    if example.language == "sql":
        table = duckdb.sql(example.code).df()
    else:
        scope: dict[str, object] = {}
        exec(example.code, scope)
        table = scope["result"]
    assert isinstance(table, pd.DataFrame)
    return table.to_string(index=False) + "\n"


@pytest.fixture(autouse=True)
def in_the_archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(ARCHIVE)
    yield


def test_the_page_asks_each_question_in_both_ways() -> None:
    assert [example.language for example in examples()] == ["sql", "python"] * 3


@pytest.mark.parametrize("number", range(6))
def test_each_question_gives_what_the_page_says(number: int) -> None:
    example = examples()[number]
    assert asked(example) == example.printed


def test_the_tables_are_what_the_command_on_the_page_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_model: None
) -> None:
    """Shares and confidences may differ in the last digit between processors."""
    monkeypatch.chdir(ARCHIVE.parent)
    run_batch(["archive.jsonl"], tmp_path / "out", Choices(processes=1))
    for table in TABLES:
        made, kept = (pq.read_table(folder / table.file) for folder in (tmp_path / "out", ARCHIVE))
        pd.testing.assert_frame_equal(made.to_pandas(), kept.to_pandas(), atol=0.02)
