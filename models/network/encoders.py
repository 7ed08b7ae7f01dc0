"""The encoders that the network can have: BERT's and MPNet's layers, given our features of tokens.

MPNet (Song et al. 2020, arXiv:2004.09297) adds to every layer's attention what it has learnt of
the distance between two subwords.
"""

from typing import Any, Final, TypeAlias, cast

import torch
from torch import Tensor
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from onrecord.models.errors import OnRecordError
from onrecord.models.network.tags import FORBIDDEN

Encoder: TypeAlias = BertModel | MPNetModel
#: The kind of an encoder whose settings tell none.
BERT: Final = BertConfig.model_type


def make_encoder(settings: dict[str, Any]) -> Encoder:
    """An encoder with fresh weights; `settings` are those of its own ``config.json``.

    Raises:
        OnRecordError: `settings` are those of another kind of encoder.
    """
    kind = settings.get("model_type", BERT)
    told = {name: value for name, value in settings.items() if name != "model_type"}
    if kind == BERT:
        bert = BertConfig(**told)
        bert._attn_implementation = "sdpa"
        return BertModel(bert, add_pooling_layer=False)
    if kind == MPNetConfig.model_type:
        return MPNetModel(MPNetConfig(**told), add_pooling_layer=False)
    raise OnRecordError(
        f"The network can't have an encoder of the kind {kind}; choose bert or mpnet."
    )


def run_encoder(
    encoder: Encoder, words: Tensor, features: Tensor, mask: Tensor, features_at: int
) -> Tensor:
    """What `encoder` makes of every subword, (batch, subwords, width).

    Args:
        encoder: what `make_encoder` gave.
        words: (batch, subwords, width), the vectors of subwords.
        features: (batch, subwords, width), what is added to the input of layer `features_at`, or
            to `words` in BERT.
        mask: (batch, subwords), 1 where there is a subword.
        features_at: the number of a layer, from 0; BERT's is 0.
    """
    if isinstance(encoder, BertModel):
        output = encoder(inputs_embeds=words + features, attention_mask=mask)
        return cast(Tensor, output.last_hidden_state)
    hidden = encoder.embeddings(inputs_embeds=words)
    layers: Any = encoder.encoder
    buckets = encoder.config.relative_attention_num_buckets
    distances = layers.compute_position_bias(hidden, num_buckets=buckets)
    # Added to attention, so that nobody attends to places that hold nothing.
    closed = torch.where(mask[:, None, None] > 0, 0.0, FORBIDDEN).to(hidden.dtype)
    for number, layer in enumerate(layers.layer):
        if number == features_at:
            hidden = hidden + features
        hidden = layer(hidden, closed, distances)[0]
    return cast(Tensor, hidden)
