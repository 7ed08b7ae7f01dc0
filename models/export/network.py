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
from typing import Any, Final, NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.onnx.ops import symbolic, symbolic_multi_out
from transformers import BertModel

from onrecord.models.export.fit import Fit, Fitted, add_to_first_row
from onrecord.models.export.layers import LayerParts, distances_of, parts_of, positions_of
from onrecord.models.export.quantisation import Quantisation
from onrecord.models.export.ranges import Ranges
from onrecord.models.export.rounding import rounded, rounded_rows
from onrecord.models.network.model import OUTPUTS, OnRecordModel

_CONTRIB: Final = "com.microsoft::"


class ExportNetwork(nn.Module):
    """`OnRecordModel` for one window: inputs (subwords,) and (tokens,), outputs (tokens, width)."""

    table: Tensor
    table_scale: Tensor
    positions: Tensor
    distances: Tensor | None
    head_weight: Tensor

    def __init__(
        self, model: OnRecordModel, ranges: Mapping[str, Ranges], how: Quantisation
    ) -> None:
        super().__init__()
        encoder, embeddings = model.encoder, model.encoder.embeddings
        table, scale = rounded_rows(embeddings.word_embeddings.weight.data)
        self.register_buffer("table", table)
        self.register_buffer("table_scale", scale)
        self.casing, self.quote, self.gap = model.casing, model.quote, model.gap
        self.features_at = model.config.features_at
        self.is_bert = isinstance(encoder, BertModel)
        # Half precision, here and for the heads, keeps two megabytes out of the file.
        self.register_buffer("positions", positions_of(encoder).half())
        self.places = len(self.positions)
        self.register_buffer("distances", distances_of(encoder, self.places))
        layers = parts_of(encoder)
        names = {module: name for name, module in encoder.named_modules()}
        fits = [LayerFits.of(parts, names, ranges, how) for parts in layers]
        centres = [*(fit.query.centre for fit in fits), torch.zeros(())]
        self.norm = _shifted(embeddings.LayerNorm, centres[0])
        heads = encoder.config.num_attention_heads
        self.layers = nn.ModuleList(
            ExportLayer(parts, heads, fit, after, how)
            for parts, fit, after in zip(layers, fits, centres[1:], strict=True)
        )
        outputs = [cast(nn.Linear, getattr(model, name)) for name in OUTPUTS]
        self.widths = [o.out_features for o in outputs]
        weight = torch.cat([o.weight.data for o in outputs])
        bias = torch.cat([o.bias.data for o in outputs])
        if isinstance(model.narrow, nn.Linear):
            # One product instead of two that follow each other.
            bias = bias + weight @ model.narrow.bias.data
            weight = weight @ model.narrow.weight.data
        self.register_buffer("head_weight", weight.half())
        self.head_bias = nn.Parameter(bias)

    def forward(
        self, input_ids: Tensor, casing: Tensor, quote: Tensor, gap: Tensor, unit_at: Tensor
    ) -> tuple[Tensor, ...]:
        """The tensors that `network.OUTPUTS` names; see `OnRecordModel.forward`."""
        embed = nn.functional.embedding
        words = embed(input_ids, self.table).float() * embed(input_ids, self.table_scale)
        features = self.casing(casing) + self.quote(quote) + self.gap(gap)
        hidden = words + self.positions[: words.shape[0]].float()
        distances = self._between(words.shape[0])
        # BERT's features are added before the embeddings' norm.
        hidden = self.norm(hidden + features if self.is_bert else hidden)
        for number, layer in enumerate(self.layers):
            if not self.is_bert and number == self.features_at:
                hidden = hidden + features
            hidden = layer(hidden, distances)
        tokens = embed(unit_at, hidden)
        scores = nn.functional.linear(tokens, self.head_weight.float(), self.head_bias)
        return torch.split(scores, self.widths, dim=-1)

    def _between(self, places: int) -> Tensor | None:
        """(1, heads, places, places) what is added to attention for the distance of places."""
        if self.distances is None:
            return None
        place = torch.arange(places)
        offsets = place[None] - place[:, None] + (self.places - 1)
        return nn.functional.embedding(offsets, self.distances).permute(2, 0, 1)[None]


class LayerFits(NamedTuple):
    """How the inputs of a layer's products are made to fit, by what reads them."""

    query: Fit
    join: Fit
    widen: Fit
    narrow: Fit

    @classmethod
    def of(
        cls,
        parts: LayerParts,
        names: Mapping[nn.Module, str],
        ranges: Mapping[str, Ranges],
        how: Quantisation,
    ) -> "LayerFits":
        """The fits of a layer; `names` are those by which `ranges` know its modules."""
        read = (parts.query, parts.join, parts.widen, parts.narrow)
        # GELU's results have no maker whose bias could centre them.
        return cls(*(Fit(ranges[names[m]], how, centred=m is not parts.narrow) for m in read))


class ExportLayer(nn.Module):
    """A layer of the encoder.

    What it is given lacks the centre of ``fits.query``, and what it gives lacks `after`.
    """

    def __init__(
        self, parts: LayerParts, heads: int, fits: LayerFits, after: Tensor, how: Quantisation
    ) -> None:
        super().__init__()
        self.heads = heads
        read, join, widen, narrow = fits
        self.read = Fitted(read)
        self.query, self.key, self.value = (
            Int8Linear(layer, read, how) for layer in (parts.query, parts.key, parts.value)
        )
        # Attention takes means of values, so that what is done to them is done to the means.
        self.value.change_outputs(-join.centre, 1 / join.scale)
        self.joined = Fitted(join, scaled=True)
        self.join = Int8Linear(parts.join, join, how)
        self.join.change_outputs(read.centre)
        self.attention_norm = _shifted(parts.attention_norm, widen.centre)
        self.widened = Fitted(widen)
        self.widen = Int8Linear(parts.widen, widen, how)
        self.narrowed = Fitted(narrow)
        self.narrow = Int8Linear(parts.narrow, narrow, how)
        self.narrow.change_outputs(widen.centre)
        self.smallest = how.smallest_row * narrow.largest
        self.norm = _shifted(parts.norm, after)

    def forward(self, hidden: Tensor, distances: Tensor | None) -> Tensor:
        """What the encoder's layer computes of (subwords, width).

        `distances`, (1, heads, subwords, subwords), is added to attention.
        """
        quantised = _quantise(self.read(hidden))
        q, k, v = (part.of_quantised(*quantised) for part in (self.query, self.key, self.value))
        joined = self.join(self.joined(_attention(q, k, v, self.heads, distances)))
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


def _attention(q: Tensor, k: Tensor, v: Tensor, heads: int, distances: Tensor | None) -> Tensor:
    inputs: tuple[Tensor | None, ...] = (q[None], k[None], v[None])
    if distances is not None:
        inputs = (*inputs, None, None, distances)
    joined = _contrib("MultiHeadAttention", inputs, (1, *q.shape), num_heads=heads)
    return joined.squeeze(0)


def _contrib(name: str, inputs: tuple[Tensor | None, ...], shape: Any, **attributes: int) -> Tensor:
    """A float32 result of one of ONNX Runtime's own operators."""
    return symbolic(_CONTRIB + name, inputs, {**attributes}, dtype=torch.float32, shape=shape)
