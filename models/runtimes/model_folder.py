"""The files that a model's folder holds."""

from pathlib import Path
from typing import Final

from onrecord.models.errors import OnRecordError
from onrecord.models.genre_words import GENRE_WORDS
from onrecord.models.sources.sector_words import SECTOR_WORDS
from onrecord.models.weight_files import WEIGHTS, weight_files, weight_names

#: The file of the int8 graph in a model's folder.
GRAPH: Final = "model.int8.onnx"

#: How large each file may be, in bytes, and all files of weights together: the largest models that
#: are made take a tenth of it.
_MOST: Final = {
    "config.json": 1_000_000,
    "tokenizer.json": 50_000_000,
    WEIGHTS: 2_000_000_000,
    GRAPH: 2_000_000_000,
    SECTOR_WORDS: 100_000_000,
    GENRE_WORDS: 100_000_000,
}


def model_files(folder: Path) -> list[str]:
    """The names of the files that `folder` must have: settings, weights, tokenizer."""
    return ["config.json", *weight_names(folder), "tokenizer.json"]


def check_folder(folder: Path) -> None:
    """Make sure that `folder` has the files of a model.

    Raises:
        OnRecordError: it lacks one, or one is larger than a model's.
    """
    missing = next((name for name in model_files(folder) if not (folder / name).is_file()), None)
    if missing is None:
        _check_sizes(folder)
        return
    inner = folder / "model"
    right = (
        inner if (inner / missing).is_file() else "the folder model/ that 'onrecord train' wrote"
    )
    raise OnRecordError(f"{folder} does not contain a model ({missing} is missing); give {right}.")


def _check_sizes(folder: Path) -> None:
    """Make sure that nothing is read which no memory holds."""
    sizes = {path: path.stat().st_size for name in _MOST if (path := folder / name).is_file()}
    shards = {path: path.stat().st_size for path in weight_files(folder)}
    # Together they may be as large as the one file.
    sizes |= {path: sum(shards.values()) for path in shards}
    for path, size in sizes.items():
        if size > _MOST.get(path.name, _MOST[WEIGHTS]):
            raise OnRecordError(
                f"{path} is too large for a file of an OnRecord model; copy it again, or give "
                "the folder model/ that 'onrecord train' wrote."
            )
