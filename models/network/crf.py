"""A linear-chain conditional random field over token tags (Lafferty et al. 2001)."""

import torch
from torch import Tensor, nn

from onrecord.models.network.tags import legal_transitions


class ChainCrf(nn.Module):
    """Transition scores between `tags` tags; illegal BIO transitions are forbidden.

    `transitions` is (tags + 1, tags): row i, column j scores j after i, the last row the
    start of a window.
    """

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags + 1, tags))

    def scores(self) -> Tensor:
        """Transitions with the illegal ones forbidden, (tags + 1, tags)."""
        legal = torch.from_numpy(legal_transitions(self.transitions.shape[1]))
        return self.transitions + legal.to(self.transitions.device)

    def negative_log_likelihood(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Sum over the batch of -log p(tags | emissions).

        Args:
            emissions: (batch, tokens, tags), float32.
            tags: (batch, tokens), long; what stands where `mask` is false is not read.
            mask: (batch, tokens), bool, true for a prefix of each row.
        """
        scores = self.scores()
        between, start = scores[:-1], scores[-1]
        alpha = start + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            following = torch.logsumexp(alpha.unsqueeze(2) + between, dim=1) + emissions[:, step]
            alpha = torch.where(mask[:, step, None], following, alpha)
        total = torch.logsumexp(alpha, dim=1)
        tags = torch.where(mask, tags, 0)
        emitted = emissions.gather(2, tags.unsqueeze(2)).squeeze(2)
        moved = torch.cat([start[tags[:, :1]], between[tags[:, :-1], tags[:, 1:]]], dim=1)
        gold = ((emitted + moved) * mask).sum(1)
        return (total - gold).sum()
