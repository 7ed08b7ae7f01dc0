"""How far the inputs of the encoder's linear layers range, measured on texts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import Tensor, nn

from onrecord.models.network import OnRecordModel
from onrecord.models.tagger import Tagger
from onrecord.models.torch_runtime import TorchRuntime


class Ranges(msgspec.Struct):
    """What a linear layer was given; float32, as wide as its input.

    `first` is the mean at position 0, [CLS]. Of all other positions `spread` is the largest
    absolute value and `moments` the sums of the products of any two, (width, width).
    """

    first: Tensor
    spread: Tensor
    moments: Tensor


def measure(model: OnRecordModel, folder: Path, texts: Sequence[str]) -> dict[str, Ranges]:
    """Ranges of every linear layer of the encoder, by its name, over the windows of `texts`.

    `model` is the network in `folder`.
    """
    firsts: dict[str, list[Tensor]] = {}
    spreads: dict[str, Tensor] = {}
    moments: dict[str, Tensor] = {}

    def watch(name: str) -> Any:
        def hook(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            first, others = inputs[0][0, 0], inputs[0][0, 1:]
            firsts.setdefault(name, []).append(first)
            spread = others.abs().amax(0)
            spreads[name] = torch.maximum(spreads.get(name, spread), spread)
            moments[name] = moments.get(name, torch.zeros(())) + others.T @ others

        return hook

    layers = {n: m for n, m in model.encoder.named_modules() if isinstance(m, nn.Linear)}
    handles = [layer.register_forward_pre_hook(watch(name)) for name, layer in layers.items()]
    try:
        Tagger(folder, TorchRuntime(model, "cpu")).analyse(texts)
    finally:
        for handle in handles:
            handle.remove()
    return {
        name: Ranges(torch.stack(firsts[name]).mean(0), spreads[name], moments[name])
        for name in layers
    }
