"""The tables as their documentation and other programs see them."""

from pathlib import Path

import pyarrow.parquet as pq

from onrecord.audit.batch import tables
from onrecord.audit.batch.parquet_files import TableFiles
from onrecord.audit.batch.tables import TABLES
from tests.audit.batch.audits import audit_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "batch.md"


def test_every_column_is_documented() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for table in TABLES:
        at = lines.index(f"### `{table.file}`")
        documented = []
        for line in lines[at + 4 :]:
            if not line.startswith("|"):
                break
            documented.append(line)
        assert documented == [f"| `{c.name}` | {c.type} | {c.holds} |" for c in table.columns]


def test_a_row_has_no_column_that_the_table_lacks() -> None:
    audit = audit_of(1, named=10, unsourced=10)
    for table in TABLES:
        names = {column.name for column in table.columns}
        for row in table.rows(audit):
            assert row.keys() == names


def test_types_and_descriptions_are_in_the_files(tmp_path: Path) -> None:
    with TableFiles(tmp_path) as files:
        files.add(audit_of(1, named=10, unsourced=10))
    for table in TABLES:
        schema = pq.read_schema(tmp_path / table.file)
        assert schema.equals(tables.schema(table.columns), check_metadata=False)
        for column in table.columns:
            metadata = schema.field(column.name).metadata
            assert metadata[b"description"].decode() == column.holds


def test_a_failure_leaves_no_half_table(tmp_path: Path) -> None:
    try:
        with TableFiles(tmp_path) as files:
            files.add(audit_of(1, named=10, unsourced=10))
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert list(tmp_path.iterdir()) == []
