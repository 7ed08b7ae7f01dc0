"""Corpora in Arrow's formats: Parquet files, saved data sets, data sets from a hub."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from onrecord.audit.batch.corpus.columns import article_of
from onrecord.audit.batch.types import Raw, ReadOptions
from onrecord.audit.ingest.errors import shown
from onrecord.audit.ingest.types import Document
from onrecord.models.errors import OnRecordError

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

HUB: Final = "hub:"
_ROWS: Final = 32
#: Packages whose errors are of the connection; others raise OSError for it.
_NETWORK: Final = ("aiohttp", "fsspec", "httpcore", "httpx", "huggingface_hub", "requests")
#: What `datasets` leaves in a folder that it saved.
_SAVED: Final = ("dataset_dict.json", "state.json")


class HubName(NamedTuple):
    """A data set on a hub, its split, and the revision that is read."""

    name: str
    split: str | None
    revision: str


def parquet(stream: IO[bytes], name: str, options: ReadOptions) -> Iterator[Raw]:
    """The rows of a Parquet file, a few dozen at a time."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    file = pq.ParquetFile(stream)
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS):
        for row in range(batch.num_rows):
            number += 1
            yield _row(batch, row, f"{name}:{number}", options)


def is_saved(folder: Path) -> bool:
    """Whether `folder` is what ``Dataset.save_to_disk`` or ``DatasetDict.save_to_disk`` wrote."""
    return any((folder / name).is_file() for name in _SAVED)


def saved(folder: Path, options: ReadOptions) -> Iterator[Raw]:
    """The rows of a data set that `datasets` saved; its splits in the order of their names."""
    import datasets

    loaded = datasets.load_from_disk(str(folder))
    splits = loaded if isinstance(loaded, Mapping) else {"": loaded}
    for split in sorted(splits):
        place = f"{folder}/{split}" if split else str(folder)
        for number, record in enumerate(splits[split], 1):
            yield _record(record, f"{place}:{number}", options)


def hub_name(given: str) -> HubName:
    """What ``hub:owner/name`` or ``hub:owner/name:split`` means now.

    Raises:
        OnRecordError: the hub doesn't know it, or can't be reached.
    """
    from huggingface_hub import HfApi

    name, _, split = given.removeprefix(HUB).partition(":")
    try:
        revision = HfApi().dataset_info(name).sha
    except Exception as error:
        raise OnRecordError(
            f"The data set {shown(name)} can't be found on the hub ({type(error).__name__}); "
            "check its name and the connection."
        ) from error
    return HubName(name, split or None, revision or "")


def from_hub(found: HubName, options: ReadOptions) -> Iterator[Raw]:
    """The rows of a data set on a hub, streamed.

    Raises:
        OnRecordError: the connection is lost; what follows would be lost in silence otherwise.
    """
    import datasets

    try:
        loaded = datasets.load_dataset(
            found.name, split=found.split, revision=found.revision or None, streaming=True
        )
        splits = loaded if isinstance(loaded, Mapping) else {found.split or "": loaded}
        for split in sorted(splits):
            for number, record in enumerate(splits[split], 1):
                yield _record(record, f"{HUB}{found.name}:{split}:{number}", options)
    except Exception as error:
        if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _NETWORK:
            raise OnRecordError(
                f"{shown(HUB + found.name)} can't be read on ({type(error).__name__}); check the "
                "connection and give the same command again: it goes on where it stopped."
            ) from error
        raise


def _record(record: Mapping[str, object], place: str, options: ReadOptions) -> Raw:
    return Raw(place, lambda: article_of(record, options, place))


def _row(batch: "pa.RecordBatch", row: int, place: str, options: ReadOptions) -> Raw:
    def load() -> Document:
        (record,) = batch.slice(row, 1).to_pylist()
        return article_of(record, options, place)

    return Raw(place, load)
