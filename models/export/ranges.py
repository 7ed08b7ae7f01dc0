"""The ranges of the inputs of the encoder's linear layers, measured on texts."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import torch
from torch import Tensor, nn

from onrecord.models.network.model import OnRecordModel
from onrecord.models.runtimes.torch import TorchRuntime
from onrecord.models.tagger import Tagger


class Ranges(msgspec.Struct):
    """What a linear layer was given; float32 vectors as wide as its input.

    `first` is the mean at position 0, [CLS]. Of all `rows` other positions `low` and `high`
    are the extremes, `sums` the sums, and `products` the sums of the products of any two
    channels, (width, width).
    """

    first: Tensor
    low: Tensor
    high: Tensor
    sums: Tensor
    products: Tensor
    rows: int

    def products_about(self, centre: Tensor) -> Tensor:
        """What `products` would be if `centre`, (width,), were subtracted from every row."""
        cross = torch.outer(self.sums, centre)
        return self.products - cross - cross.T + self.rows * torch.outer(centre, centre)


class _Watch:
    """Gathers the `Ranges` of one layer."""

    def __init__(self) -> None:
        self._firsts: list[Tensor] = []
        self._parts: list[Ranges] = []

    def __call__(self, _: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        x = inputs[0][0]
        # A copy: a view would keep all of x for as long.
        first, others = x[0].clone(), x[1:]
        part = Ranges(
            first, others.amin(0), others.amax(0), others.sum(0), others.T @ others, len(others)
        )
        self._parts = [_joined([*self._parts, part])]
        self._firsts.append(first)

    def ranges(self) -> Ranges:
        """What was gathered."""
        first = torch.stack(self._firsts).mean(0)
        return msgspec.structs.replace(_joined(self._parts), first=first)


def _joined(parts: Sequence[Ranges]) -> Ranges:
    return Ranges(
        parts[0].first,
        torch.stack([p.low for p in parts]).amin(0),
        torch.stack([p.high for p in parts]).amax(0),
        torch.stack([p.sums for p in parts]).sum(0),
        torch.stack([p.products for p in parts]).sum(0),
        sum(p.rows for p in parts),
    )


def measure(model: OnRecordModel, folder: Path, texts: Sequence[str]) -> dict[str, Ranges]:
    """Ranges of every linear layer of the encoder, by its name, over the windows of `texts`.

    `model` is the network in `folder`.
    """
    layers = {n: m for n, m in model.encoder.named_modules() if isinstance(m, nn.Linear)}
    watches = {name: _Watch() for name in layers}
    handles = [layers[n].register_forward_pre_hook(watch) for n, watch in watches.items()]
    runtime = TorchRuntime(model, "cpu")
    runtime.threads = 1
    try:
        Tagger(folder, runtime).analyse(texts)
    finally:
        for handle in handles:
            handle.remove()
    return {name: watch.ranges() for name, watch in watches.items()}
