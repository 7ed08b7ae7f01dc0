"""The files that a model's folder holds."""

from pathlib import Path
from typing import Final

from onrecord.models.errors import OnRecordError

#: The file of the int8 graph in a model's folder.
GRAPH: Final = "model.int8.onnx"
#: The other files of a model's folder: settings, weights, tokenizer.
FILES: Final = ("config.json", "model.safetensors", "tokenizer.json")


def check_folder(folder: Path) -> None:
    """See to it that `folder` has the files of a model.

    Raises:
        OnRecordError: it lacks one.
    """
    missing = next((name for name in FILES if not (folder / name).is_file()), None)
    if missing is None:
        return
    inner = folder / "model"
    right = (
        inner if (inner / missing).is_file() else "the folder model/ that 'onrecord train' wrote"
    )
    raise OnRecordError(f"{folder} holds no model ({missing} is missing); give {right}.")
