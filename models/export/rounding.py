"""Rounding weights to int8 so that the errors cancel out on the inputs that occur.

Method: GPTQ (Frantar et al. 2023, arXiv:2210.17323), which rounds input by input and lets the
inputs that come later make good for the error.
"""

from typing import Final, cast

import torch
from torch import Tensor

_LARGEST: Final = torch.iinfo(torch.int8).max


def rounded(weight: Tensor, moments: Tensor, damping: float) -> tuple[Tensor, Tensor]:
    """The (outputs, inputs) `weight` as int8, and the scale of each output that gives it back.

    `moments` are the sums of the products of inputs, (inputs, inputs); `damping` is as in
    `onrecord.models.export.quantisation.Quantisation`.
    """
    scale = weight.abs().amax(1).clamp_min(1e-12) / _LARGEST
    # Inputs that matter most come first, when there are most others to make good.
    order = moments.diagonal().argsort(descending=True)
    left = (weight / scale[:, None])[:, order].double().T.contiguous()
    spread = _spread(moments[order][:, order].double(), damping)
    done, errors = torch.empty_like(left), torch.empty_like(left)
    block = 64  # inputs that are rounded before what is behind them is corrected
    for start in range(0, len(left), block):
        end = min(start + block, len(left))
        for i in range(start, end):
            done[i] = left[i].round().clamp(-_LARGEST, _LARGEST)
            errors[i] = (left[i] - done[i]) / spread[i, i]
            left[i + 1 : end] -= torch.outer(spread[i, i + 1 : end], errors[i])
        # The inputs behind the block make good for all of its errors in one product.
        left[end:] -= spread[start:end, end:].T @ errors[start:end]
    return done[order.argsort()].T.contiguous().to(torch.int8), scale


def rounded_rows(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Rows to the nearest int8, and the scale of each row, (rows, 1), that gives it back."""
    scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-12) / _LARGEST
    return (weight / scale).round().to(torch.int8), scale


def _spread(moments: Tensor, damping: float) -> Tensor:
    """The upper Cholesky factor of the inverse of `moments`: how an error spreads."""
    added = damping * moments.diagonal().mean().clamp_min(1e-12)
    damped = moments + added * torch.eye(len(moments), dtype=moments.dtype)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(damped))
    return cast(Tensor, torch.linalg.cholesky(inverse, upper=True))
