"""Averages of weights: along a run (Polyak and Juditsky 1992; as in Mean Teacher), and of runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn


class AveragedWeights:
    """The running average of a module's parameters, with a decay that warms up."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.values = {k: v.detach().clone().float() for k, v in model.named_parameters()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move the average towards the weights of `model` after training step `step`."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in model.named_parameters():
            self.values[name].lerp_(value.detach().float(), 1 - decay)

    @torch.no_grad()
    def copy_to(self, model: nn.Module) -> None:
        """Put the average into `model`."""
        for name, value in model.named_parameters():
            value.copy_(self.values[name])

    @contextmanager
    def swapped_in(self, model: nn.Module) -> Iterator[None]:
        """`model` holds the average inside the block, and its own weights again after it."""
        own: dict[str, Tensor] = {k: v.detach().clone() for k, v in model.named_parameters()}
        self.copy_to(model)
        try:
            yield
        finally:
            with torch.no_grad():
                for name, value in model.named_parameters():
                    value.copy_(own[name])

    def save(self, path: Path) -> None:
        """Write the average as safetensors."""
        save_file(self.values, path)

    def load(self, path: Path) -> None:
        """Read what `save` wrote."""
        self.values = load_file(path)


def mean_weights(shares: Mapping[Path, float]) -> dict[str, Tensor]:
    """The mean of the weights in safetensors files, by the share that each is given.

    Shares need not sum to 1.
    """
    total = sum(shares.values())
    mean: dict[str, Tensor] = {}
    for path, share in shares.items():
        for name, value in load_file(path).items():
            part = value.float() * (share / total)
            mean[name] = mean[name] + part if name in mean else part
    return mean
