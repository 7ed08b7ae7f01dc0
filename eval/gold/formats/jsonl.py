"""OnRecord JSONL: an article a line, as `onrecord.eval.gold.formats.rows` describes it."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.audit.files import write_atomically
from onrecord.eval.gold.file_contents import parse_json, read_bytes
from onrecord.eval.gold.formats.rows import article_of_row, row_of_article
from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.gold.validate import unique


def read_rows(path: Path, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSONL file (plain, gzipped or zipped), each with its place ("line 3").

    A line that is not a JSON object goes to `problems`; empty lines are passed over.
    """
    for number, line in enumerate(read_bytes(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            row = parse_json(line)
        except ValueError as error:
            problems.fault(str(path), place, str(error))
            continue
        if isinstance(row, dict):
            yield place, row
        else:
            problems.fault(str(path), place, "it is not a JSON object")


def read_jsonl(path: Path, problems: Problems) -> list[GoldArticle]:
    """The articles of an OnRecord JSONL file; what can't be used goes to `problems`.

    Raises:
        GoldError: the file can't be read, or `problems` is strict and an item can't be used.
    """
    articles = (
        article_of_row(row, str(path), place, problems) for place, row in read_rows(path, problems)
    )
    return unique(((str(path), a) for a in articles if a is not None), problems)


def to_jsonl(articles: Iterable[GoldArticle]) -> bytes:
    """Articles as OnRecord JSONL, UTF-8, a line each."""
    return b"".join(msgspec.json.encode(row_of_article(a)) + b"\n" for a in articles)


def write_jsonl(articles: Iterable[GoldArticle], path: Path) -> None:
    """Write OnRecord JSONL to `path`, gzipped (the same bytes every time) where it ends in .gz.

    Raises:
        OnRecordError: `path` can't be written.
    """
    raw = to_jsonl(articles)
    write_atomically(path, gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)
