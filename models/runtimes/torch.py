"""The network run by PyTorch."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from logging import CRITICAL
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import torch
from transformers.utils import logging

from onrecord.models.arrays import FloatArray
from onrecord.models.errors import OnRecordError
from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.windows import Batch
from onrecord.models.runtimes.threads import available_threads
from onrecord.models.weight_files import damaged_weights

#: Subwords of one batch on a GPU, padding included.
_GPU_BUDGET: Final = 65_536


class TorchRuntime:
    """Runs `OnRecordModel`: in bfloat16 on a GPU, in float32 on a CPU.

    A GPU takes windows of about the same length together. On a CPU each window runs alone
    on one thread, as with `OnnxRuntime`: nothing is padded, and what a window gives depends
    on itself only.
    """

    name = "torch"

    def __init__(self, model: OnRecordModel, device: str | None = None) -> None:
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.threads = available_threads()
        self.runs_alone = self.device.type == "cpu"
        model.train(False)
        model.to(self.device)  # type: ignore[arg-type]
        self.model = model

    @classmethod
    def load(cls, folder: Path, device: str | None = None) -> "TorchRuntime":
        """Read the weights in `folder`; `device` is PyTorch's name of where to run.

        Raises:
            OnRecordError: they are damaged or not whole.
        """
        return cls(read_network(folder), device)

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        """Outputs of the network on `windows`; see `scores.Runtime`.

        Neighbours of about the same length share a batch on a GPU: sort them by length.
        """
        yield from self._run_alone(windows) if self.runs_alone else self.run_batched(windows)

    def run_batched(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        """As `run` does on a GPU."""
        for group in grouped([w.input_ids.shape[1] for w in windows], _GPU_BUDGET):
            members = windows[group.start : group.stop]
            outputs = self._run(padded(members))
            for row, window in enumerate(members):
                tokens = window.unit_at.shape[1]
                yield [o[row, :tokens] for o in outputs]

    def _run_alone(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            with ThreadPoolExecutor(self.threads) as pool:
                for outputs in pool.map(self._run, windows):
                    yield [o[0] for o in outputs]
        finally:
            torch.set_num_threads(before)

    @torch.inference_mode()
    def _run(self, batch: Batch) -> list[FloatArray]:
        names = ("input_ids", "mask", "casing", "quote", "gap", "unit_at")
        tensors = [torch.from_numpy(getattr(batch, n)).to(self.device) for n in names]
        on_gpu = self.device.type != "cpu"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=on_gpu):
            outputs = self.model(*tensors)
        # One transfer instead of eight.
        joined = torch.cat([o.float() for o in outputs], dim=-1).cpu().numpy()
        ends = np.cumsum([o.shape[-1] for o in outputs])[:-1]
        return np.split(joined, ends, axis=-1)


def read_network(folder: Path) -> OnRecordModel:
    """The network with the weights in `folder`, in float32.

    Raises:
        OnRecordError: the weights are damaged, not whole or not of the shape that the settings
            say.
    """
    with _quiet():
        try:
            loaded: Any = OnRecordModel.from_pretrained(
                folder,
                dtype=torch.float32,
                output_loading_info=True,
                # Nothing in a folder makes the library fetch what it names, or unpickle.
                local_files_only=True,
                use_safetensors=True,
            )
        except OnRecordError:
            raise
        except Exception as error:  # What goes wrong depends on the library that trips over it.
            raise damaged_weights(folder) from error
    model, told = loaded
    # The library would draw them by chance, and what comes out would be noise.
    if told["missing_keys"] or told["mismatched_keys"] or told["unexpected_keys"]:
        raise damaged_weights(folder)
    if not all(torch.isfinite(values).all() for values in model.state_dict().values()):
        raise damaged_weights(folder)
    return cast("OnRecordModel", model)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's progress and reports off stderr, which is for messages to the user."""
    shown, verbosity = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity(CRITICAL)
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def grouped(lengths: Sequence[int], budget: int, slack: float = 0.1) -> list[range]:
    """Runs of neighbours that share a batch of at most `budget` subwords, padding included.

    Within a batch no length falls short of the longest by more than a share of `slack`.
    """
    groups: list[range] = []
    start, longest = 0, 0
    for i, length in enumerate(lengths):
        widest = max(longest, length)
        shortest = min(lengths[start : i + 1])
        fits = (i + 1 - start) * widest <= budget and shortest >= (1 - slack) * widest
        if i > start and not fits:
            groups.append(range(start, i))
            start, widest = i, length
        longest = widest
    if lengths:
        groups.append(range(start, len(lengths)))
    return groups


def padding(lengths: Sequence[int], budget: int = _GPU_BUDGET) -> int:
    """Positions that batches of windows of `lengths`, in this order, fill up."""
    groups = [lengths[g.start : g.stop] for g in grouped(lengths, budget)]
    return sum(len(group) * max(group) - sum(group) for group in groups)


def padded(windows: Sequence[Batch]) -> Batch:
    """The windows as one `Batch`, padded at the right with zeros ([PAD] is 0)."""
    if len(windows) == 1:
        return windows[0]
    joined = {}
    for name in Batch.__struct_fields__:
        arrays = [getattr(w, name)[0] for w in windows]
        target = np.zeros((len(arrays), max(map(len, arrays))), dtype=arrays[0].dtype)
        for row, array in zip(target, arrays, strict=True):
            row[: len(array)] = array
        joined[name] = target
    return Batch(**joined)
