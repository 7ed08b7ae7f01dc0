"""The folder of a training run: its settings, and the checkpoints to go on from."""

import re
import shutil
from pathlib import Path
from typing import Final

import msgspec

from onrecord.models.errors import OnRecordError

#: The running average of the weights, which is written last of all that a checkpoint has.
AVERAGE: Final = "average.safetensors"
_SETTINGS: Final = "settings.json"
_CHECKPOINT: Final = re.compile(r"checkpoint-(\d+)")


def begin(
    output: Path, settings: msgspec.Struct, free: frozenset[str], *, resume: bool
) -> Path | None:
    """The newest whole checkpoint in `output` (None: there is none); notes down `settings` there.

    Settings whose names are in `free` may change from call to call. Without `resume`, older
    checkpoints are removed: counted on, they would be taken for newer ones.

    Raises:
        OnRecordError: the checkpoints are those of a run with other settings.
    """
    told = msgspec.to_builtins(settings)
    told = {name: value for name, value in told.items() if name not in free}
    path = output / _SETTINGS
    found = _checkpoints(output)
    if not resume:
        for folder in found.values():
            shutil.rmtree(folder)
        found = {}
    if found and path.is_file():
        before = msgspec.json.decode(path.read_bytes())
        other = sorted(name for name in told if before.get(name) != told[name])
        if other:
            raise OnRecordError(
                f"{output} holds a run with other settings ({', '.join(other)}); name another "
                "folder, or start over with --restart."
            )
    output.mkdir(parents=True, exist_ok=True)
    # A run that is killed here must find whole settings, or none, when it is taken up again.
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(told)))
    part.replace(path)
    whole = [number for number, folder in found.items() if (folder / AVERAGE).is_file()]
    return found[max(whole)] if whole else None


def _checkpoints(output: Path) -> dict[int, Path]:
    """The folders of checkpoints in `output`, whole or not, by their steps."""
    if not output.is_dir():
        return {}
    named = ((_CHECKPOINT.fullmatch(path.name), path) for path in output.iterdir())
    return {int(match[1]): path for match, path in named if match and path.is_dir()}
