"""The files that a model's weights lie in: one, or several with an index (shards).

As `transformers` names them. GitHub refuses files of 100 MB and more.
"""

import re
from pathlib import Path
from typing import Final

import msgspec

from onrecord.models.errors import OnRecordError

#: The file of weights that are not divided, and the index of those that are.
WEIGHTS: Final = "model.safetensors"
INDEX: Final = "model.safetensors.index.json"
#: Nothing but a name beside the index, since that may come from a stranger.
_SHARD: Final = re.compile(r"model-\d{5}-of-\d{5}\.safetensors")
#: How large the index may be, in bytes.
_MOST: Final = {INDEX: 1_000_000}


class _Index(msgspec.Struct, frozen=True):
    weight_map: dict[str, str]


def weight_names(folder: Path) -> list[str]:
    """The names of the files of weights in `folder`, sorted; those that are not there, too.

    Raises:
        OnRecordError: the index is damaged, or names files that are no shards.
    """
    path = folder / INDEX
    if (folder / WEIGHTS).is_file() or not path.is_file():
        return [WEIGHTS]
    names: list[str] = []
    if path.stat().st_size <= _MOST[INDEX]:
        try:
            index = msgspec.json.decode(path.read_bytes(), type=_Index)
            names = sorted(set(index.weight_map.values()))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            names = []
    if not names or not all(map(_SHARD.fullmatch, names)):
        raise _damaged(str(path))
    return [INDEX, *names]


def weight_files(folder: Path) -> list[Path]:
    """The safetensors files in `folder` that have its weights.

    Raises:
        OnRecordError: as `weight_names`.
    """
    return [folder / name for name in weight_names(folder) if name != INDEX]


def damaged_weights(folder: Path) -> OnRecordError:
    """What to say of weights in `folder` that can't be those of a model."""
    paths = [str(path) for path in weight_files(folder)]
    return _damaged(paths[0] if len(paths) == 1 else f"One of {', '.join(paths)}")


def _damaged(which: str) -> OnRecordError:
    return OnRecordError(
        f"{which} is damaged or not the weights of an OnRecord model; copy it again, or give the "
        "folder model/ that 'onrecord train' wrote."
    )
