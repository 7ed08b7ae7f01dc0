"""Writing the tables: Parquet files, a row group for so many rows, whole or not at all."""

from pathlib import Path
from typing import Final, Self

from onrecord.audit.batch.tables import TABLES, Row, Table, schema
from onrecord.audit.types import Audit
from onrecord.models.errors import OnRecordError

#: Rows of a row group; it depends on nothing else, so that the same audits give the same bytes.
ROWS: Final = 5_000


class TableFiles:
    """The three tables of a folder, filled audit by audit."""

    def __init__(self, folder: Path) -> None:
        self._files = [TableFile(folder, table) for table in TABLES]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        for file in self._files:
            file.discard() if error else file.finish()

    def add(self, audit: Audit) -> None:
        """Add the rows of one audit."""
        for file in self._files:
            file.add(audit)


class TableFile:
    """One table, written beside its place until it is whole."""

    def __init__(self, folder: Path, table: Table) -> None:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        self._path = folder / table.file
        self._beside = folder / f".{table.file}.part"
        self._table = table
        self._schema = schema(table.columns)
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(self._beside, self._schema, compression="zstd")

    def add(self, audit: Audit) -> None:
        """Add the rows of one audit; full row groups are written."""
        self._rows.extend(self._table.rows(audit))
        while len(self._rows) >= ROWS:
            self._write(self._rows[:ROWS])
            self._rows = self._rows[ROWS:]

    def finish(self) -> None:
        """Write what is left, and put the file in its place.

        Raises:
            OnRecordError: the disk is full or fails.
        """
        try:
            if self._rows:
                self._write(self._rows)
            self._writer.close()
            self._beside.replace(self._path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OnRecordError(f"{self._path} can't be written ({reason}); make room.") from error

    def discard(self) -> None:
        """Leave nothing half-written."""
        try:
            self._writer.close()
        finally:
            self._beside.unlink(missing_ok=True)

    def _write(self, rows: list[Row]) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist(rows, schema=self._schema))
