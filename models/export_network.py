"""The network as ONNX Runtime runs it fastest: a window at a time, its big products in int8.

Computes what `OnRecordModel` computes, with the operators of ONNX Runtime and the matrix
products of the encoder in int8. Weights are int8 by output, activations are scaled as they
come. Two things make activations fit into eight bits, both equal to the network in exact
arithmetic:

- [CLS], the first position, carries a few huge values that hardly depend on the text and
  would leave everything else a few steps of the scale. What it usually carries is
  subtracted before a product, and what that would have given is added after it.
- Channels of wide range are divided and the weights that read them multiplied
  (SmoothQuant: Xiao et al. 2023, arXiv:2211.10438).
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import torch
from torch import Tensor, nn
from torch.onnx.ops import symbolic, symbolic_multi_out

from onrecord.models.export_ranges import Ranges
from onrecord.models.export_rounding import rounded, rounded_rows
from onrecord.models.network import OUTPUTS, OnRecordModel

_CONTRIB: Final = "com.microsoft::"
#: How much of a channel's range moves into the weights: 0 nothing, 1 all of it.
_MIGRATION: Final = 0.75
#: Ranges below this share of the median are taken for it: other texts may range wider.
_NARROWEST: Final = 0.5


class ExportNetwork(nn.Module):
    """`OnRecordModel` for one window: inputs (subwords,) and (units,), outputs (units, width)."""

    table: Tensor
    table_scale: Tensor

    def __init__(self, model: OnRecordModel, ranges: Mapping[str, Ranges]) -> None:
        super().__init__()
        encoder = model.encoder
        embeddings = encoder.embeddings
        table, scale = rounded_rows(embeddings.word_embeddings.weight.data)
        self.register_buffer("table", table)
        self.register_buffer("table_scale", scale)
        self.casing, self.quote, self.gap = model.casing, model.quote, model.gap
        self.positions = nn.Parameter(
            embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]
        )
        self.norm = embeddings.LayerNorm
        heads = encoder.config.num_attention_heads
        self.layers = nn.ModuleList(
            ExportLayer(layer, heads, _below(ranges, f"encoder.layer.{i}."))
            for i, layer in enumerate(encoder.encoder.layer)
        )
        outputs = [cast(nn.Linear, getattr(model, name)) for name in OUTPUTS]
        self.widths = [o.out_features for o in outputs]
        self.head_weight = nn.Parameter(torch.cat([o.weight.data for o in outputs]))
        self.head_bias = nn.Parameter(torch.cat([o.bias.data for o in outputs]))

    def forward(
        self, input_ids: Tensor, casing: Tensor, quote: Tensor, gap: Tensor, unit_at: Tensor
    ) -> tuple[Tensor, ...]:
        """The tensors that `network.OUTPUTS` names; see `OnRecordModel.forward`."""
        embed = nn.functional.embedding
        words = embed(input_ids, self.table).float() * embed(input_ids, self.table_scale)
        features = self.casing(casing) + self.quote(quote) + self.gap(gap)
        hidden = self.norm(words + features + self.positions[: words.shape[0]])
        for layer in self.layers:
            hidden = layer(hidden)
        scores = nn.functional.linear(embed(unit_at, hidden), self.head_weight, self.head_bias)
        return torch.split(scores, self.widths, dim=-1)


class ExportLayer(nn.Module):
    """A layer of the encoder."""

    def __init__(self, layer: Any, heads: int, ranges: Mapping[str, Ranges]) -> None:
        super().__init__()
        attention = layer.attention
        self.heads = heads
        read = ranges["attention.self.query"]
        self.read = Scaled(read, centred=True)
        self.query, self.key, self.value = (
            Int8Linear(part, self.read)
            for part in (attention.self.query, attention.self.key, attention.self.value)
        )
        self.joined = Scaled(ranges["attention.output.dense"], centred=False)
        # The values' weights take the division that the joined values need.
        self.value.divide_outputs(self.joined.scale)
        self.join = Int8Linear(attention.output.dense, self.joined)
        self.attention_norm = attention.output.LayerNorm
        self.widened = Scaled(ranges["intermediate.dense"], centred=True)
        self.widen = Int8Linear(layer.intermediate.dense, self.widened)
        self.narrowed = Scaled(ranges["output.dense"], centred=True)
        self.narrow = Int8Linear(layer.output.dense, self.narrowed)
        self.norm = layer.output.LayerNorm

    def forward(self, hidden: Tensor) -> Tensor:
        """What `BertLayer` computes of (subwords, width)."""
        quantised = _quantise(self.read(hidden))
        q, k, v = (part.of_quantised(*quantised) for part in (self.query, self.key, self.value))
        joined = self.join(_attention(q, k, v, self.heads))
        hidden = self.attention_norm(joined + hidden)
        wide = nn.functional.gelu(self.widen(self.widened(hidden)))
        return cast(Tensor, self.norm(self.narrow(self.narrowed(wide)) + hidden))


class Scaled(nn.Module):
    """Makes the input of a product fit into eight bits.

    Subtracts the usual value of the first row (where `centred`) and divides by `scale`.
    """

    scale: Tensor
    factor: Tensor
    first: Tensor
    offset: Tensor

    def __init__(self, ranges: Ranges, *, centred: bool) -> None:
        super().__init__()
        floor = _NARROWEST * ranges.spread.median()
        scale = torch.maximum(ranges.spread, floor) ** _MIGRATION
        self.register_buffer("scale", scale, persistent=False)
        self.moments = ranges.moments / torch.outer(scale, scale)
        self.register_buffer("factor", 1 / scale)
        self.centred = centred
        self.register_buffer("first", ranges.first, persistent=False)
        self.register_buffer("offset", -(ranges.first / scale)[None])

    def forward(self, x: Tensor) -> Tensor:
        """`x`, (rows, width), made to fit."""
        scaled = x * self.factor
        return _add_to_first_row(scaled, self.offset) if self.centred else scaled


class Int8Linear(nn.Module):
    """A linear layer in int8, on inputs that `Scaled` made to fit."""

    weight: Tensor
    weight_scale: Tensor
    bias: Tensor
    first: Tensor

    def __init__(self, layer: nn.Linear, inputs: Scaled) -> None:
        super().__init__()
        weight, scale = rounded(layer.weight.data * inputs.scale, inputs.moments)
        self.register_buffer("weight", weight.T.contiguous())
        self.register_buffer("weight_scale", scale)
        self.register_buffer("bias", layer.bias.data.clone())
        self.centred = inputs.centred
        self.register_buffer("first", (layer.weight.data @ inputs.first)[None])

    def divide_outputs(self, scale: Tensor) -> None:
        """Divide what the layer gives by `scale`, (width,)."""
        self.weight_scale /= scale
        self.bias /= scale
        self.first /= scale

    def forward(self, x: Tensor) -> Tensor:
        """The layer on float32 `x`, (rows, width), which is quantised on the way."""
        arguments = (x, self.weight, self.weight_scale, None, self.bias)
        return self._uncentred(_contrib("DynamicQuantizeMatMul", arguments, self._shape(x)))

    def of_quantised(self, x: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
        """The layer on what `_quantise` gave."""
        arguments = (x, self.weight, scale, self.weight_scale, zero, None, self.bias)
        return self._uncentred(_contrib("MatMulIntegerToFloat", arguments, self._shape(x)))

    def _uncentred(self, x: Tensor) -> Tensor:
        return _add_to_first_row(x, self.first) if self.centred else x

    def _shape(self, x: Tensor) -> tuple[int, int]:
        return (x.shape[0], self.weight.shape[1])


def _below(ranges: Mapping[str, Ranges], prefix: str) -> dict[str, Ranges]:
    return {n.removeprefix(prefix): r for n, r in ranges.items() if n.startswith(prefix)}


def _quantise(x: Tensor) -> tuple[Tensor, ...]:
    """`x` as uint8, its scale, its zero."""
    kinds = (torch.uint8, torch.float32, torch.uint8)
    return tuple(
        symbolic_multi_out("DynamicQuantizeLinear", (x,), dtypes=kinds, shapes=(x.shape, (), ()))
    )


def _attention(q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    joined = _contrib(
        "MultiHeadAttention", (q[None], k[None], v[None]), (1, *q.shape), num_heads=heads
    )
    return joined.squeeze(0)


def _add_to_first_row(x: Tensor, row: Tensor) -> Tensor:
    """`x` plus (1, width) at its first row; ONNX Runtime works in place."""
    at = torch.zeros(row.shape, dtype=torch.long)
    return x.scatter_add(0, at, row)


def _contrib(name: str, inputs: tuple[Tensor | None, ...], shape: Any, **attributes: int) -> Tensor:
    """A float32 result of one of ONNX Runtime's own operators."""
    return symbolic(_CONTRIB + name, inputs, {**attributes}, dtype=torch.float32, shape=shape)
