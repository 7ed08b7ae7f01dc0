"""The network as ONNX Runtime runs it fastest: a window at a time, its big products in int8.

Computes what `OnRecordModel` computes, with the operators of ONNX Runtime and the matrix
products of the encoder in int8. Weights are int8 by output, activations are scaled as they
come. What makes activations fit into eight bits changes nothing in exact arithmetic:

- [CLS], the first position, carries a few huge values that hardly depend on the text and
  would leave everything else a few steps of the scale. What it usually carries is
  subtracted before a product, and what that would have given is added after it.
- Channels are centred, which biases make good.
- Channels of wide range are divided and the weights that read them multiplied
  (SmoothQuant: Xiao et al. 2023, arXiv:2211.10438).
- The widest layer's rows are divided by their largest value, and what comes out multiplied.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import torch
from torch import Tensor, nn
from torch.onnx.ops import symbolic, symbolic_multi_out

from onrecord.models.export.fit import Fit, Fitted, add_to_first_row
from onrecord.models.export.quantisation import Quantisation
from onrecord.models.export.ranges import Ranges
from onrecord.models.export.rounding import rounded, rounded_rows
from onrecord.models.network.model import OUTPUTS, OnRecordModel

_CONTRIB: Final = "com.microsoft::"


class ExportNetwork(nn.Module):
    """`OnRecordModel` for one window: inputs (subwords,) and (tokens,), outputs (tokens, width)."""

    table: Tensor
    table_scale: Tensor

    def __init__(
        self, model: OnRecordModel, ranges: Mapping[str, Ranges], how: Quantisation
    ) -> None:
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
        fits = [_fits(ranges, i, how) for i in range(len(encoder.encoder.layer))]
        centres = [*(fit["attention.self.query"].centre for fit in fits), torch.zeros(())]
        self.norm = _shifted(embeddings.LayerNorm, centres[0])
        heads = encoder.config.num_attention_heads
        self.layers = nn.ModuleList(
            ExportLayer(layer, heads, fit, after, how)
            for layer, fit, after in zip(encoder.encoder.layer, fits, centres[1:], strict=True)
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
    """A layer of the encoder.

    What it is given lacks the centre of ``fits["attention.self.query"]``, and what it gives
    lacks `after`.
    """

    def __init__(
        self, layer: Any, heads: int, fits: Mapping[str, Fit], after: Tensor, how: Quantisation
    ) -> None:
        super().__init__()
        self.heads = heads
        attention, read = layer.attention, fits["attention.self.query"]
        self.read = Fitted(read)
        self.query, self.key, self.value = (
            Int8Linear(getattr(attention.self, name), read, how)
            for name in ("query", "key", "value")
        )
        join = fits["attention.output.dense"]
        # Attention takes means of values, so that what is done to them is done to the means.
        self.value.change_outputs(-join.centre, 1 / join.scale)
        self.joined = Fitted(join, scaled=True)
        self.join = Int8Linear(attention.output.dense, join, how)
        self.join.change_outputs(read.centre)
        widen = fits["intermediate.dense"]
        self.attention_norm = _shifted(attention.output.LayerNorm, widen.centre)
        self.widened = Fitted(widen)
        self.widen = Int8Linear(layer.intermediate.dense, widen, how)
        narrow = fits["output.dense"]
        self.narrowed = Fitted(narrow)
        self.narrow = Int8Linear(layer.output.dense, narrow, how)
        self.narrow.change_outputs(widen.centre)
        self.smallest = how.smallest_row * narrow.largest
        self.norm = _shifted(layer.output.LayerNorm, after)

    def forward(self, hidden: Tensor) -> Tensor:
        """What `BertLayer` computes of (subwords, width)."""
        quantised = _quantise(self.read(hidden))
        q, k, v = (part.of_quantised(*quantised) for part in (self.query, self.key, self.value))
        joined = self.join(self.joined(_attention(q, k, v, self.heads)))
        hidden = self.attention_norm(joined + hidden)
        wide = self.narrowed(nn.functional.gelu(self.widen(self.widened(hidden))))
        largest = wide.amax(1, keepdim=True).clamp_min(self.smallest)
        return cast(Tensor, self.norm(self.narrow.by_row(wide, largest) + hidden))


class Int8Linear(nn.Module):
    """A linear layer in int8, on inputs that were made to fit."""

    weight: Tensor
    scale: Tensor
    bias: Tensor
    first: Tensor

    def __init__(self, layer: nn.Linear, fit: Fit, how: Quantisation) -> None:
        super().__init__()
        exact = layer.weight.data
        weight, scale = rounded(exact * fit.scale, fit.products, how.damping)
        self.register_buffer("weight", weight.T.contiguous())
        self.register_buffer("scale", scale)
        self.register_buffer("bias", layer.bias.data + exact @ fit.centre)
        # What the first row's inputs lack beyond what all rows' inputs lack.
        self.register_buffer("first", (exact @ (fit.first - fit.centre))[None])

    def change_outputs(self, plus: Tensor, times: Tensor | float = 1.0) -> None:
        """Add `plus` to what the layer gives, then multiply by `times`, both (width,)."""
        self.bias = (self.bias + plus) * times
        self.scale = self.scale * times
        self.first = self.first * times

    def forward(self, x: Tensor) -> Tensor:
        """The layer on float32 `x`, (rows, width), which is quantised on the way."""
        return add_to_first_row(self._product(x, self.bias), self.first)

    def by_row(self, x: Tensor, largest: Tensor) -> Tensor:
        """The layer on float32 `x`, whose rows are divided by (rows, 1) on the way."""
        product = self._product(x * largest.reciprocal(), None)
        return add_to_first_row(product * largest + self.bias, self.first)

    def of_quantised(self, x: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
        """The layer on what `_quantise` gave."""
        arguments = (x, self.weight, scale, self.scale, zero, None, self.bias)
        product = _contrib("MatMulIntegerToFloat", arguments, self._shape(x))
        return add_to_first_row(product, self.first)

    def _product(self, x: Tensor, bias: Tensor | None) -> Tensor:
        arguments = (x, self.weight, self.scale, None, bias)
        return _contrib("DynamicQuantizeMatMul", arguments, self._shape(x))

    def _shape(self, x: Tensor) -> tuple[int, int]:
        return (x.shape[0], self.weight.shape[1])


def _fits(ranges: Mapping[str, Ranges], layer: int, how: Quantisation) -> dict[str, Fit]:
    """How to make the inputs of a layer's products fit, by their names in `BertLayer`."""
    prefix = f"encoder.layer.{layer}."
    below = {n.removeprefix(prefix): r for n, r in ranges.items() if n.startswith(prefix)}
    # GELU's results have no maker whose bias could centre them.
    return {name: Fit(r, how, centred=name != "output.dense") for name, r in below.items()}


def _shifted(norm: Any, centre: Tensor) -> nn.LayerNorm:
    """A layer norm that gives `centre` less."""
    copy = nn.LayerNorm(norm.normalized_shape, eps=norm.eps)
    copy.weight.data = norm.weight.data.clone()
    copy.bias.data = norm.bias.data - centre
    return copy


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


def _contrib(name: str, inputs: tuple[Tensor | None, ...], shape: Any, **attributes: int) -> Tensor:
    """A float32 result of one of ONNX Runtime's own operators."""
    return symbolic(_CONTRIB + name, inputs, {**attributes}, dtype=torch.float32, shape=shape)
