"""A command writes what it was asked to write, and nothing anywhere else."""

import gzip
import io
import os
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.audit.batch.corpora import rows, story
from tests.cli.test_main import PROGRAM

pytestmark = pytest.mark.slow

COMMANDS = {
    "audit": ["audit", "a.txt", "page.html", "-f", "json", "-o", "out"],
    "batch": ["batch", "a.txt", "news.parquet.gz", "-o", "out", "--processes", "2"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("weights")
def test_no_files_in_the_home_or_among_temporary_ones(command: str, tmp_path: Path) -> None:
    home, temporary, place = (tmp_path / name for name in ("home", "temporary", "place"))
    for folder in (home, temporary, place):
        folder.mkdir()
    table = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows(3)), table)
    (place / "a.txt").write_text(story(9))
    (place / "page.html").write_text(f"<html><body><article><p>{story(8)}</p></article></html>")
    (place / "news.parquet.gz").write_bytes(gzip.compress(table.getvalue()))
    before = {path.name for path in place.iterdir()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    subprocess.run(
        [*PROGRAM, *COMMANDS[command]],
        cwd=place,
        env=kept | {"HOME": str(home), "TMPDIR": str(temporary)},
        check=True,
        capture_output=True,
    )
    assert {path.name for path in place.iterdir()} == before | {"out"}
    assert not [path for folder in (home, temporary) for path in folder.rglob("*")]
