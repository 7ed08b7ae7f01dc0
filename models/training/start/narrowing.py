"""Beginning a wider encoder under heads that were trained on another one."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from onrecord.models.network.model import OnRecordModel


@torch.no_grad()
def fit_narrowing(
    model: OnRecordModel, earlier: OnRecordModel, batches: Iterable[dict[str, Tensor]]
) -> None:
    """Make the vectors that the heads of `model` read as similar as possible to those of `earlier`.

    Ridge regression, over the subwords of `batches` (see `collation.TrainingCollator`), of what
    the encoder of `earlier` gives, (subwords, width), on what that of `model` gives, (subwords, its
    own width). `model.narrow`, a linear layer between these widths, is set to it. Leaves `model`
    in training mode and `earlier` in evaluation mode.
    """
    assert isinstance(model.narrow, nn.Linear)
    narrow, model.narrow = model.narrow, nn.Identity()
    model.train(False)
    earlier.train(False)
    wide, width = narrow.in_features + 1, narrow.out_features
    # The ridge: 1 is little beside thousands of subwords, and enough for an inverse.
    moments = torch.eye(wide, dtype=torch.float64)
    products = torch.zeros(wide, width, dtype=torch.float64)
    for batch in batches:
        inputs = [batch[k] for k in ("input_ids", "mask", "casing", "quote", "gap")]
        there = batch["mask"].bool()
        given = model.encode(*inputs)[there].double()
        wanted = earlier.encode(*inputs)[there].double()
        given = torch.cat([given, torch.ones(len(given), 1)], dim=1)
        moments += given.T @ given
        products += given.T @ wanted
    fitted = torch.linalg.solve(moments, products).float()
    narrow.weight.copy_(fitted[:-1].T)
    narrow.bias.copy_(fitted[-1])
    model.narrow = narrow
    model.train(True)
