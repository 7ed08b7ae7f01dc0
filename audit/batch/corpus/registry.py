"""The formats of files that hold many records, by what their names end in."""

from pathlib import PurePath
from typing import Final

from onrecord.audit.batch.corpus.columnar import parquet
from onrecord.audit.batch.corpus.records import Reader, comma_separated, json_file, json_lines
from onrecord.audit.batch.corpus.warc import warc

_READERS: Final[dict[str, Reader]] = {
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": json_file,
    ".csv": comma_separated,
    ".tsv": comma_separated,
    ".parquet": parquet,
    ".pq": parquet,
    ".warc": warc,
}


def reader_of(name: str) -> Reader | None:
    """What reads the records of an unpacked file called `name`; None: it is one article."""
    return _READERS.get(PurePath(name).suffix.lower())
