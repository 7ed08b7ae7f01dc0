"""Copies of the model that ships, to be changed or damaged."""

from pathlib import Path

from safetensors.numpy import load_file

from onrecord.models.arrays import FloatArray
from onrecord.models.runtimes.model_folder import GRAPH, model_files
from onrecord.models.tagger import shipped_weights
from onrecord.models.weight_files import weight_files


def model_copy(folder: Path, *, graph: bool = True, links: bool = False) -> Path:
    """`folder`, made if it isn't there, with what the model needs; `graph`: with the graph, too.

    With `links`, all but ``config.json`` are links, which costs no space.
    """
    folder.mkdir(exist_ok=True)
    shipped = shipped_weights()
    for name in [*model_files(shipped), *([GRAPH] if graph else [])]:
        if links and name != "config.json":
            (folder / name).symlink_to(shipped / name)
        else:
            (folder / name).write_bytes((shipped / name).read_bytes())
    return folder


def every_weight(folder: Path) -> dict[str, FloatArray]:
    """The weights of the model in `folder`, by name."""
    return {name: value for path in weight_files(folder) for name, value in load_file(path).items()}
