"""Putting MPNet's first layers in the place of a network's encoder."""

import msgspec
from torch import nn

from onrecord.models.network.model import OnRecordModel


class Wider(msgspec.Struct, frozen=True, kw_only=True):
    """MPNet's first `layers` as the encoder, under heads that read vectors of `width`.

    Its vectors of words, places and distances and its first `frozen` layers are not trained: they
    hold what much more text has taught, and leaving them saves half of the backward pass. What we
    know of tokens joins behind them. At most `fitted_on` articles serve to fit the encoder to the
    heads before the training.
    """

    layers: int = 6
    frozen: int = 3
    width: int = 384
    fitted_on: int = 60


def freeze(model: OnRecordModel, wider: Wider) -> list[nn.Module]:
    """Leave what `wider` does not train as it is; gives these parts, which drop nothing either."""
    layers = model.encoder.encoder
    frozen = [model.encoder.embeddings, *layers.layer[: wider.frozen]]
    for part in [*frozen, layers.relative_attention_bias]:
        part.requires_grad_(False)
    return frozen
