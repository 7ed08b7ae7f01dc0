"""The network: one encoder pass over windows, and the heads on its tokens.

Method: span roles by a linear-chain CRF (Lafferty et al. 2001); links as arcs by biaffine
attention (Dozat and Manning 2017), content to cue and cue to source; sources by mention
ranking (Denis and Baldridge 2008; Lee et al. 2017).
"""

from typing import cast

import torch
from torch import Tensor, nn
from transformers import BertModel, PreTrainedModel

from onrecord.models.errors import OnRecordError
from onrecord.models.labels import CODES, SECTORS, UNNAMED
from onrecord.models.network.arc_distance import ARC_BUCKETS
from onrecord.models.network.crf import ChainCrf
from onrecord.models.network.encoders import make_encoder, run_encoder
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.pair_features import PAIR
from onrecord.models.network.tags import NAME_TAGS, ROLE_TAGS
from onrecord.models.text.tokens import Casing, Gap, QuoteState

#: Per-token outputs of the network, in the order in which `forward` returns them.
OUTPUTS = (
    "roles",
    "names",
    "content_dep",
    "cue_head",
    "cue_dep",
    "source_head",
    "no_source",
    "mention",
)


class OnRecordModel(PreTrainedModel):  # type: ignore[no-untyped-call]
    """Reads windows of an article; gives scores and vectors for every token."""

    config_class = OnRecordConfig
    base_model_prefix = "encoder"

    def __init__(self, config: OnRecordConfig) -> None:
        super().__init__(config)
        self.encoder = make_encoder(config.encoder)
        layers = self.encoder.config.num_hidden_layers
        if not 0 <= config.features_at < layers or (
            config.features_at and isinstance(self.encoder, BertModel)
        ):
            raise OnRecordError(
                f"What is known of tokens can't join the encoder at layer {config.features_at}; "
                "set features_at to one of its layers, and to 0 for bert."
            )
        wide = self.encoder.config.hidden_size
        self.casing = nn.Embedding(len(Casing) + 1, wide, padding_idx=0)
        self.quote = nn.Embedding(len(QuoteState) + 1, wide, padding_idx=0)
        self.gap = nn.Embedding(len(Gap) + 1, wide, padding_idx=0)
        width = config.width or wide
        self.narrow = nn.Linear(wide, width) if config.width else nn.Identity()
        self.dropout = nn.Dropout(0.1)
        self.roles = nn.Linear(width, len(ROLE_TAGS))
        self.names = nn.Linear(width, len(NAME_TAGS))
        self.crf = ChainCrf(len(ROLE_TAGS))
        self.content_dep = nn.Linear(width, config.arc_size)
        self.cue_head = nn.Linear(width, config.arc_size)
        self.cue_dep = nn.Linear(width, config.arc_size)
        self.source_head = nn.Linear(width, config.arc_size)
        self.no_source = nn.Linear(width, 1)
        self.content_arc_bias = nn.Parameter(torch.zeros(ARC_BUCKETS))
        self.source_arc_bias = nn.Parameter(torch.zeros(ARC_BUCKETS))
        self.mention = nn.Linear(width, config.mention_size)
        self.mentions = MentionHeads(config.mention_size, config.pair_size)
        self.post_init()  # type: ignore[no-untyped-call]

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
            if module.padding_idx is not None:
                with torch.no_grad():
                    module.weight[module.padding_idx].zero_()

    def forward(
        self,
        input_ids: Tensor,
        mask: Tensor,
        casing: Tensor,
        quote: Tensor,
        gap: Tensor,
        unit_at: Tensor,
    ) -> tuple[Tensor, ...]:
        """Scores and vectors of every token.

        Args:
            input_ids, mask, casing, quote, gap: (batch, subwords); see `windows.Batch`.
            unit_at: (batch, tokens), the position of each token's first subword.

        Returns:
            The tensors that OUTPUTS names, each (batch, tokens, its width).
        """
        return self.score(self.encode(input_ids, mask, casing, quote, gap), unit_at)

    def encode(
        self, input_ids: Tensor, mask: Tensor, casing: Tensor, quote: Tensor, gap: Tensor
    ) -> Tensor:
        """What the encoder makes of every subword for the heads, (batch, subwords, width)."""
        words = self.encoder.embeddings.word_embeddings(input_ids)
        features = self.casing(casing) + self.quote(quote) + self.gap(gap)
        hidden = run_encoder(self.encoder, words, features, mask, self.config.features_at)
        return cast(Tensor, self.narrow(hidden))

    def score(self, hidden: Tensor, unit_at: Tensor) -> tuple[Tensor, ...]:
        """The outputs of `forward`, given those of `encode`."""
        index = unit_at.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        tokens = self.dropout(torch.gather(hidden, 1, index))
        heads = [cast(nn.Linear, getattr(self, name)) for name in OUTPUTS]
        return tuple(head(tokens) for head in heads)


class MentionHeads(nn.Module):
    """What is decided mention by mention: code, sector, withheld name, and the link.

    Small enough to run in NumPy at inference (`onrecord.models.mention_scores`), hence ReLU.
    """

    def __init__(self, size: int, pair_size: int) -> None:
        super().__init__()
        self.elided = nn.Parameter(torch.zeros(size))
        self.hidden = nn.Linear(3 * size, size)
        self.code = nn.Linear(size, len(CODES))
        self.sector = nn.Linear(size, len(SECTORS))
        self.withheld = nn.Linear(size, 1)
        self.unnamed = nn.Linear(size, len(UNNAMED))
        self.insider = nn.Linear(size, 1)
        self.anaphor = nn.Linear(3 * size, pair_size)
        self.name = nn.Linear(2 * size, pair_size)
        self.antecedent = nn.Linear(3 * size, pair_size)
        self.pair = nn.Linear(pair_size + PAIR.width, 64)
        self.pair_out = nn.Linear(64, 1)
        self.new = nn.Linear(size, 1)
        self.dropout = nn.Dropout(0.1)

    def classes(self, mentions: Tensor) -> tuple[Tensor, ...]:
        """Logits of code, sector, withheld and of "new source" from `mentions`, (n, 3 * size)."""
        hidden = self.dropout(torch.relu(self.hidden(mentions)))
        return (
            self.code(hidden),
            self.sector(hidden),
            self.withheld(hidden).squeeze(-1),
            self.new(hidden).squeeze(-1),
            self.unnamed(hidden),
            self.insider(hidden).squeeze(-1),
        )

    def pair_scores(self, anaphors: Tensor, candidates: Tensor, features: Tensor) -> Tensor:
        """Scores (p,) of pairs given two projected vectors each (p, pair_size) and features."""
        joined = torch.cat([anaphors * candidates, features], dim=-1)
        return cast(Tensor, self.pair_out(self.dropout(torch.relu(self.pair(joined)))).squeeze(-1))
