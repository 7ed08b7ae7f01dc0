"""The parts of an encoder's layers, whatever their library calls them."""

from typing import Any, NamedTuple, cast

import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.models.network.encoders import Encoder


class LayerParts(NamedTuple):
    """A layer's attention (`query`, `key`, `value`, `join`) and feed-forward layers.

    Those are `widen` and `narrow`. `attention_norm` follows the attention, `norm` the other two.
    """

    query: nn.Linear
    key: nn.Linear
    value: nn.Linear
    join: nn.Linear
    attention_norm: nn.LayerNorm
    widen: nn.Linear
    narrow: nn.Linear
    norm: nn.LayerNorm


def parts_of(encoder: Encoder) -> list[LayerParts]:
    """The parts of every layer of `encoder`."""
    # The libraries tell no types of what is in a layer.
    layers: list[Any] = list(encoder.encoder.layer)
    if isinstance(encoder, BertModel):
        return [_bert_parts(layer) for layer in layers]
    return [_mpnet_parts(layer) for layer in layers]


def _bert_parts(layer: Any) -> LayerParts:
    attention = layer.attention
    read, join = attention.self, attention.output
    linear = (read.query, read.key, read.value, join.dense)
    return LayerParts(*linear, join.LayerNorm, *_after_attention(layer))


def _mpnet_parts(layer: Any) -> LayerParts:
    read = layer.attention.attn
    linear = (read.q, read.k, read.v, read.o)
    return LayerParts(*linear, layer.attention.LayerNorm, *_after_attention(layer))


def _after_attention(layer: Any) -> tuple[nn.Linear, nn.Linear, nn.LayerNorm]:
    return layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm


def positions_of(encoder: Encoder) -> Tensor:
    """(places, width) what is added to words for their place in a window."""
    embeddings: Any = encoder.embeddings
    positions = embeddings.position_embeddings.weight
    if isinstance(encoder, BertModel):
        return cast(Tensor, positions + embeddings.token_type_embeddings.weight[0])
    return cast(Tensor, positions[embeddings.padding_idx + 1 :])


def distances_of(encoder: Encoder, places: int) -> Tensor | None:
    """(2 * places - 1, heads) what is added to attention for the distance of two places.

    The row ``places - 1 + other - one`` is for attention of place `one` to `other`; None: nothing
    is added.
    """
    if isinstance(encoder, BertModel):
        return None
    layers: Any = encoder.encoder
    offsets = torch.arange(1 - places, places)
    table = layers.relative_attention_bias.weight
    buckets = layers.relative_position_bucket(
        offsets, num_buckets=encoder.config.relative_attention_num_buckets
    )
    return cast(Tensor, table[buckets])
