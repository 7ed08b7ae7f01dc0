"""Masked-language modelling beside the tagging, so that the encoder learns its news (BERT's task).

Method: Devlin et al. 2019 (the task); Gururangan et al. 2020 (adaptation to the domain). Here
both run on the same pass: subwords that are hidden must be guessed while their labels are learnt.
"""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.models.arrays import IntArray


class MaskedWords(nn.Module):
    """Guesses hidden subwords from the encoder's output; used in training only.

    `width` is that of the output, `embedded` that of the vectors of subwords (None: the same).
    """

    def __init__(self, width: int, vocabulary: int, embedded: int | None = None) -> None:
        super().__init__()
        embedded = embedded or width
        self.transform = nn.Linear(width, embedded)
        self.norm = nn.LayerNorm(embedded)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def loss(self, hidden: Tensor, embeddings: Tensor, right: Tensor) -> Tensor:
        """Mean cross entropy of the subwords `right`, (n,), at which the encoder gave `hidden`.

        `hidden` is (n, width); `embeddings`, (vocabulary, embedded), are the encoder's own.
        """
        guess = self.norm(functional.gelu(self.transform(hidden)))
        logits = guess @ embeddings.T + self.bias
        return functional.cross_entropy(logits.float(), right)


def hide(
    ids: IntArray,
    kept: IntArray,
    mask: int,
    rate: float,
    random: np.random.Generator,
    hidden: float = 0.85,
) -> tuple[IntArray, IntArray]:
    """Draw `rate` of the subwords to be guessed, and hide most of them.

    Args:
        ids: subword ids of a batch, (windows, subwords).
        kept: ids of special tokens, which are never drawn.
        mask: id of [MASK].
        rate: share to draw.
        random: draws.
        hidden: of those drawn, the share that is shown as [MASK]; the rest stays as it is.

    Returns:
        `ids` with [MASK] in places, and the flat positions of all that were drawn.
    """
    drawn = (random.random(ids.shape) < rate) & ~np.isin(ids, kept)
    shown = np.where(drawn & (random.random(ids.shape) < hidden), mask, ids)
    return shown, np.flatnonzero(drawn)
