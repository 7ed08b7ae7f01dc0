"""The tables as their documentation and other programs see them."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.audit.batch.report import parquet_files, tables
from onrecord.audit.batch.report.parquet_files import TableFiles
from onrecord.audit.batch.report.tables import TABLES
from onrecord.models.errors import OnRecordError
from tests.audit.batch.audits import audit_of
from tests.full_disk import full_disk

PAGE = Path(__file__).resolve().parents[4] / "docs" / "batch.md"


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


def filled(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    with TableFiles(folder) as files:
        for number in range(count):
            files.add(audit_of(number, named=10 * number, unsourced=10))


@pytest.mark.slow
@pytest.mark.parametrize("rows", [2, parquet_files.ROWS], ids=["full in add", "full at the end"])
def test_a_full_disk_leaves_the_tables_that_were_there(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never one new table among old ones, at whichever of them the disk is full."""
    monkeypatch.setattr(parquet_files, "ROWS", rows)
    filled(tmp_path / "whole", 40)
    sizes = sorted(path.stat().st_size for path in (tmp_path / "whole").iterdir())
    filled(tmp_path / "old", 1)
    old = {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()}
    for size in (0, 100, *(size - 1 for size in sizes)):
        with full_disk(size), pytest.raises(OnRecordError, match=r"can't be written .*; make room"):
            filled(tmp_path / "old", 40)
        assert {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()} == old


def test_nothing_is_written_through_links(tmp_path: Path) -> None:
    theirs, folder = tmp_path / "theirs", tmp_path / "out"
    theirs.write_text("theirs")
    folder.mkdir()
    for table in TABLES:
        (folder / table.file).symlink_to(theirs)
        (folder / f".{table.file}.part").symlink_to(theirs)
    filled(folder, 1)
    assert theirs.read_text() == "theirs"
    assert not any(path.is_symlink() for path in folder.iterdir())


def test_a_folder_in_the_place_of_a_table_is_named(tmp_path: Path) -> None:
    (tmp_path / TABLES[-1].file).mkdir()
    with pytest.raises(OnRecordError, match=rf"{TABLES[-1].file} can't be written"):
        filled(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == [TABLES[-1].file]
