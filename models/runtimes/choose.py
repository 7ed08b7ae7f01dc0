"""Choosing what runs the network."""

import importlib.util
from pathlib import Path
from typing import Final

from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.runtimes.scores import Runtime

RUNTIMES: Final = ("onnx", "torch")


def load_runtime(folder: Path, name: str | None) -> Runtime:
    """The runtime called `name` for the model in `folder`.

    None chooses: the int8 graph where it is there and no GPU is, else PyTorch.

    Raises:
        OnRecordError: there is no such runtime, or nothing it could run in `folder`.
    """
    if name is not None:
        check_runtime(folder, name)
    if name == "onnx" or (name is None and _has_graph(folder) and not _has_gpu()):
        from onrecord.models.runtimes.onnx import OnnxRuntime

        return OnnxRuntime.load(folder)
    from onrecord.models.runtimes.torch import TorchRuntime

    return TorchRuntime.load(folder)


def check_runtime(folder: Path, name: str) -> None:
    """Make sure that the runtime called `name` has something to run in `folder`.

    Raises:
        OnRecordError: it has not, or there is no such runtime.
    """
    if name not in RUNTIMES:
        raise OnRecordError(f"There is no runtime '{name}'; choose one of {', '.join(RUNTIMES)}.")
    if name == "onnx" and not _has_graph(folder):
        raise OnRecordError(
            f"{folder} has no ONNX graph; run 'onrecord export {folder}' or choose --runtime torch."
        )


def _has_graph(folder: Path) -> bool:
    return (folder / GRAPH).is_file()


def _has_gpu() -> bool:
    """Whether PyTorch sees a GPU; without an NVIDIA driver PyTorch is not even imported."""
    if not Path("/proc/driver/nvidia").exists() and not Path("/dev/nvidiactl").exists():
        return False
    if importlib.util.find_spec("torch") is None:
        return False
    import torch

    return bool(torch.cuda.is_available())
