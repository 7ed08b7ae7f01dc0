"""Making the inputs of int8 products fit into eight bits."""

import torch
from torch import Tensor, nn

from onrecord.models.export.quantisation import Quantisation
from onrecord.models.export.ranges import Ranges


class Fit:
    """How to make the input of a linear layer fit: subtract `centre`, then divide by `scale`.

    In row 0 `first` is subtracted instead of `centre`. All are (width,); `products` are the
    sums of products of channels of the input made to fit, (width, width).
    """

    def __init__(self, ranges: Ranges, how: Quantisation, *, centred: bool) -> None:
        middle = (ranges.low + ranges.high) / 2
        self.centre = middle if centred else torch.zeros_like(middle)
        self.first = ranges.first
        spread = torch.maximum(ranges.high - self.centre, self.centre - ranges.low)
        self.scale = torch.maximum(spread, how.narrowest * spread.median()) ** how.migration
        self.largest = float((spread / self.scale).max())
        self.products = ranges.products_about(self.centre) / torch.outer(self.scale, self.scale)


class Fitted(nn.Module):
    """Makes an input fit that was centred where it was made, by the biases of its maker.

    `scaled`: it was divided there, too.
    """

    factor: Tensor
    offset: Tensor

    def __init__(self, fit: Fit, *, scaled: bool = False) -> None:
        super().__init__()
        self.scaled = scaled
        self.register_buffer("factor", 1 / fit.scale)
        self.register_buffer("offset", ((fit.centre - fit.first) / fit.scale)[None])

    def forward(self, x: Tensor) -> Tensor:
        """`x`, (rows, width), made to fit."""
        return add_to_first_row(x if self.scaled else x * self.factor, self.offset)


def add_to_first_row(x: Tensor, row: Tensor) -> Tensor:
    """`x` plus (1, width) at its first row; ONNX Runtime does it in place."""
    at = torch.zeros(row.shape, dtype=torch.long)
    return x.scatter_add(0, at, row)
