"""Writing the tables: Parquet files, a row group for so many rows, whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from onrecord.audit.batch.report.tables import TABLES, Row, Table, schema
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError

#: Rows of a row group; it depends on nothing else, so that the same audits give the same bytes.
ROWS: Final = 5_000


def beside(name: str) -> str:
    """What the table called `name` is called until it is whole."""
    return f".{name}.part"


class TableFiles:
    """The three tables of a folder, filled audit by audit, and put in their places together."""

    def __init__(self, folder: Path) -> None:
        """Begin the tables beside their places.

        Raises:
            OnRecordError: the folder can't be written.
        """
        self._files: list[TableFile] = []
        try:
            for table in TABLES:
                self._files.append(TableFile(folder, table))
        except BaseException:
            self._discard()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if not error:
                for file in self._files:
                    file.finish()
                for file in self._files:
                    file.put()
        finally:
            self._discard()

    def add(self, audit: Audit) -> None:
        """Add the rows of one audit.

        Raises:
            OnRecordError: the disk is full or fails.
        """
        for file in self._files:
            file.add(audit)

    def _discard(self) -> None:
        for file in self._files:
            file.discard()


class TableFile:
    """One table, written beside its place until it is whole."""

    def __init__(self, folder: Path, table: Table) -> None:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        self._path = folder / table.file
        self._beside = folder / beside(table.file)
        self._table = table
        self._schema = schema(table.columns)
        self._rows: list[Row] = []
        with self._worded():
            if self._path.is_dir() and not self._path.is_symlink():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            # What a killed run left may be a link by now, and would be written through.
            self._beside.unlink(missing_ok=True)
            self._file = self._beside.open("xb")  # Arrow takes no name that isn't text
            try:
                self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd")
            except BaseException:
                with suppress(OSError):
                    self._file.close()
                self._beside.unlink(missing_ok=True)
                raise

    def add(self, audit: Audit) -> None:
        """Add the rows of one audit; full row groups are written."""
        self._rows.extend(self._table.rows(audit))
        while len(self._rows) >= ROWS:
            self._write(self._rows[:ROWS])
            self._rows = self._rows[ROWS:]

    def finish(self) -> None:
        """Write what is left, and see it safely on disk."""
        if self._rows:
            self._write(self._rows)
        with self._worded():
            self._writer.close()
            self._file.flush()
            os.fsync(self._file.fileno())

    def put(self) -> None:
        """Put the file in its place."""
        with self._worded():
            self._beside.replace(self._path)

    def discard(self) -> None:
        """Leave nothing beside the place."""
        with suppress(OSError):  # a full disk: what it couldn't take isn't wanted any more
            self._writer.close()
        with suppress(OSError):
            self._file.close()
        self._beside.unlink(missing_ok=True)

    def _write(self, rows: list[Row]) -> None:
        import pyarrow as pa

        with self._worded():
            self._writer.write_table(pa.Table.from_pylist(rows, schema=self._schema))

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """Say in a line why the table can't be written."""
        try:
            yield
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise OnRecordError(f"{self._path} can't be written ({reason}); make room.") from error
