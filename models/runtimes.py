"""Choosing what runs the network."""

from pathlib import Path
from typing import Final

from onrecord.models.errors import OnRecordError
from onrecord.models.scores import Runtime

RUNTIMES: Final = ("torch",)


def load_runtime(folder: Path, name: str | None) -> Runtime:
    """The runtime called `name` for the model in `folder`.

    Raises:
        OnRecordError: there is no such runtime.
    """
    if name not in (None, *RUNTIMES):
        raise OnRecordError(f"There is no runtime '{name}'; choose one of {', '.join(RUNTIMES)}.")
    from onrecord.models.torch_runtime import TorchRuntime

    return TorchRuntime.load(folder)
