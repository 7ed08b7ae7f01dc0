"""Averages of weights: along a run (Polyak and Juditsky 1992; as in Mean Teacher), and of runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from onrecord.models.weight_files import weight_files


class AveragedWeights:
    """The running average of a module's parameters, with a decay that warms up."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.values = {
            k: v.detach().clone().float() for k, v in model.named_parameters() if v.requires_grad
        }

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move the average towards the weights of `model` after training step `step`."""
        decay = min(self.decay, (1 + step) / (10 + step))
        own = dict(model.named_parameters())
        for name, value in self.values.items():
            value.lerp_(own[name].detach().float(), 1 - decay)

    def move_to(self, model: nn.Module) -> None:
        """Keep every value on the device of the parameter of `model` that it averages."""
        own = dict(model.named_parameters())
        self.values = {name: value.to(own[name].device) for name, value in self.values.items()}

    @torch.no_grad()
    def copy_to(self, model: nn.Module) -> None:
        """Put the average into `model`."""
        own = dict(model.named_parameters())
        for name, value in self.values.items():
            own[name].copy_(value)

    @contextmanager
    def swapped_in(self, model: nn.Module) -> Iterator[None]:
        """`model` holds the average inside the block, and its own weights again after it."""
        own = {k: v.detach().clone() for k, v in model.named_parameters() if k in self.values}
        self.copy_to(model)
        try:
            yield
        finally:
            with torch.no_grad():
                for name, value in model.named_parameters():
                    if name in own:
                        value.copy_(own[name])

    def save(self, path: Path) -> None:
        """Write the average as safetensors; nothing half-written bears the name of `path`."""
        part = path.with_name(f".{path.name}.part")
        save_file(self.values, part)
        part.replace(path)

    def load(self, path: Path) -> None:
        """Read what `save` wrote."""
        self.values = load_file(path)


def mean_weights(shares: Mapping[Path, float]) -> dict[str, Tensor]:
    """The mean of the weights in the folders of models, by the share that each is given.

    Shares need not sum to 1.
    """
    total = sum(shares.values())
    mean: dict[str, Tensor] = {}
    for folder, share in shares.items():
        for path in weight_files(folder):
            for name, value in load_file(path).items():
                part = value.float() * (share / total)
                mean[name] = mean[name] + part if name in mean else part
    return mean
