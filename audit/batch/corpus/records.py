"""Files of records: JSON Lines, JSON, CSV and TSV as streams of rows."""

import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import IO, Final

import msgspec

from onrecord.audit.batch.corpus.columns import article_of
from onrecord.audit.batch.corpus.expansion import PACKED
from onrecord.audit.batch.corpus.lines import Line, lines
from onrecord.audit.batch.errors import ArchiveError, RecordError
from onrecord.audit.batch.types import Raw, ReadOptions
from onrecord.audit.ingest.encoding import decode
from onrecord.audit.ingest.errors import shown, size
from onrecord.audit.ingest.types import Document

#: A character of JSON takes six bytes at the most (``\\u00e9``), and there are other columns.
_PER_BYTE: Final = 6
_OTHER_COLUMNS: Final = 1_000_000
#: A JSON file that isn't one record a line is held whole.
_LONGEST_JSON: Final = 256_000_000
_DELIMITERS: Final = ",\t;|"
_HEADER: Final = 1_000_000

Reader = Callable[[IO[bytes], str, ReadOptions], Iterator[Raw]]


def json_lines(stream: IO[bytes], name: str, options: ReadOptions) -> Iterator[Raw]:
    """One record a line; empty lines are none."""
    longest = _PER_BYTE * options.max_bytes + _OTHER_COLUMNS
    for line in lines(stream, longest):
        if line.data is None or line.data.strip():
            yield _json_line(line, name, options, longest)


def json_file(stream: IO[bytes], name: str, options: ReadOptions) -> Iterator[Raw]:
    """A list of records, or a single one; one record a line is read too.

    Raises:
        ArchiveError: it is no JSON, or too large to be read whole.
    """
    longest = _PER_BYTE * options.max_bytes + _OTHER_COLUMNS
    source = lines(stream, _LONGEST_JSON)
    head = [line for line in _first(source, 2) if line.data is not None]
    if len(head) == 2 and all(_is_object(line.data) for line in head):
        for line in chain(head, source):
            if line.data is None or line.data.strip():
                yield _json_line(line, name, options, longest)
        return
    parts: list[bytes] = []
    total = 0
    for line in chain(head, source):
        total += _LONGEST_JSON + 1 if line.data is None else len(line.data) + 1
        if total > _LONGEST_JSON:
            raise ArchiveError(
                f"{shown(name)} is over {size(_LONGEST_JSON)} of JSON in one piece; write one "
                "record a line (JSON Lines)."
            )
        parts.append(line.data or b"")
    records = _parsed(b"\n".join(parts), name)
    for number, record in enumerate(records if isinstance(records, list) else [records], 1):
        place = f"{name}:{number}"
        yield Raw(place, _loader(record, options, place))


def comma_separated(stream: IO[bytes], name: str, options: ReadOptions) -> Iterator[Raw]:
    """One record a row, the names of the columns in the first; the delimiter is told from it.

    Raises:
        ArchiveError: there is no row with names.
    """
    longest = 2 * options.max_bytes + _OTHER_COLUMNS
    csv.field_size_limit(min(longest, sys.maxsize))
    source = lines(stream, longest)
    first = next((line for line in source if line.data and line.data.strip()), None)
    if first is None or first.data is None or len(first.data) > _HEADER:
        raise ArchiveError(f"{shown(name)} has no first row with the names of its columns.")
    suffixes = [one for one in PurePath(name.lower()).suffixes if one not in PACKED]
    delimiter = "\t" if suffixes[-1:] == [".tsv"] else _delimiter(first.data)
    texts = _Texts(source)
    header = next(csv.reader([_escaped(first.data)], delimiter=delimiter))
    names = [_honest(cell).strip() for cell in header]
    rows = csv.reader(texts, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        place = f"{name}:{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"{shown(place)} is no row of a table ({error}); mend or remove it."
            yield Raw(place, _refusal(RecordError(reason)))
            continue
        if row:
            yield Raw(place, _row_loader(row, names, options, place))


class _Texts:
    """Lines as strings for `csv`; what isn't UTF-8 is kept as escapes and decoded by the cell."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        if line.data is None:
            raise csv.Error("an endless line")
        return _escaped(line.data) + "\n"


def _escaped(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _honest(cell: str) -> str:
    """A cell in the encoding that it is in."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return decode(cell.encode("utf-8", "surrogateescape"), name="A cell")
    return cell


def _delimiter(header: bytes) -> str:
    """The one of the usual delimiters that stands most often in the row of names."""
    text = _escaped(header)
    return max(_DELIMITERS, key=text.count)


def _row_loader(
    row: list[str], names: list[str], options: ReadOptions, place: str
) -> Callable[[], Document]:
    def load() -> Document:
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            raise RecordError(
                f"{shown(place)} has {len(row)} cells for {len(names)} columns; put cells that "
                "hold the delimiter in quotation marks."
            )
        cells = dict(zip(names, map(_honest, row), strict=False))
        return article_of({name: cell or None for name, cell in cells.items()}, options, place)

    return load


def _json_line(line: Line, name: str, options: ReadOptions, longest: int) -> Raw:
    place = f"{name}:{line.number}"

    def load() -> Document:
        if line.data is None or len(line.data) > longest:
            raise RecordError(
                f"{shown(place)} is a line of over {size(longest)}; --max-bytes allows more."
            )
        return _loader(_parsed(line.data, place), options, place)()

    return Raw(place, load)


def _loader(record: object, options: ReadOptions, place: str) -> Callable[[], Document]:
    def load() -> Document:
        if not isinstance(record, Mapping):
            raise RecordError(f"{shown(place)} is JSON, but no record with names and values.")
        return article_of(record, options, place)

    return load


def _parsed(data: bytes, place: str) -> object:
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        if "utf-8" not in str(error).lower():
            raise RecordError(f"{shown(place)} is not JSON ({error}); mend or remove it.") from None
    except UnicodeDecodeError:
        pass
    except RecursionError:
        raise RecordError(f"{shown(place)} is JSON nested too deeply; remove it.") from None
    try:
        return msgspec.json.decode(decode(data, name=place))
    except msgspec.DecodeError as error:
        raise RecordError(f"{shown(place)} is not JSON ({error}); mend or remove it.") from None


def _refusal(error: Exception) -> Callable[[], Document]:
    def load() -> Document:
        raise error

    return load


def refused(place: str, error: Exception) -> Raw:
    """A record in the place of something that can't be read at all."""
    return Raw(place, _refusal(error))


def _is_object(data: bytes | None) -> bool:
    try:
        return isinstance(msgspec.json.decode(data or b""), dict)
    except (ValueError, RecursionError):
        return False


def _first(source: Iterator[Line], count: int) -> Iterator[Line]:
    for line in source:
        if line.data is None or line.data.strip():
            yield line
            count -= 1
        if not count:
            return
