"""Making the int8 ONNX graph of a trained network.

Dynamic quantisation, per channel: weights are int8 ahead of time, activations are scaled
as they come. Static quantisation is known to ruin taggers.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch

from onrecord.models.errors import OnRecordError
from onrecord.models.network import OUTPUTS, OnRecordModel
from onrecord.models.onnx_runtime import GRAPH, INPUTS, OnnxRuntime
from onrecord.models.scores import Runtime
from onrecord.models.tagger import Tagger
from onrecord.models.torch_runtime import TorchRuntime
from onrecord.models.types import Analysis
from onrecord.models.words import word_spans

#: Share of words whose label may differ between the graph and PyTorch.
TOLERANCE: Final = 0.005
_OPSET: Final = 20


def export(folder: Path, texts: Sequence[str], tolerance: float = TOLERANCE) -> float:
    """Write the int8 graph beside the weights in `folder`; gives the share of words that differ.

    Raises:
        OnRecordError: more than `tolerance` of the words of `texts` get another label than
            from PyTorch (no graph is written).
    """
    graph = folder / GRAPH
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export.") as scratch:
        plain, quantised = Path(scratch) / "plain.onnx", Path(scratch) / "int8.onnx"
        write_graph(OnRecordModel.from_pretrained(folder, dtype=torch.float32), plain)
        quantise(plain, quantised)
        share = difference(folder, OnnxRuntime(quantised), texts)
        if share > tolerance:
            raise OnRecordError(
                f"The int8 graph labels {share:.2%} of the words of the check set otherwise than "
                f"PyTorch does, over the {tolerance:.2%} allowed; no graph was written."
            )
        quantised.replace(graph)
    return share


def write_graph(model: OnRecordModel, path: Path) -> None:
    """Write `model` as a float32 ONNX graph whose batch, subwords and units may be any number."""
    model.train(False)
    model.encoder.set_attn_implementation("eager")
    batch, subwords, units = (
        torch.export.Dim(name, min=1, max=512) for name in ("batch", "subwords", "units")
    )
    shapes = {n: {0: batch, 1: units if n == "unit_at" else subwords} for n in INPUTS}
    example = [torch.ones(2, 40 if n == "unit_at" else 64, dtype=torch.long) for n in INPUTS]
    program = torch.onnx.export(
        model,
        tuple(example),
        dynamo=True,
        dynamic_shapes=shapes,
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        opset_version=_OPSET,
        verbose=False,
    )
    assert program is not None
    program.save(str(path))


def quantise(plain: Path, quantised: Path) -> None:
    """Quantise the graph in `plain` to int8 weights, dynamically and per channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = plain.with_suffix(".prepared.onnx")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(quantised),
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )


def difference(folder: Path, runtime: Runtime, texts: Sequence[str]) -> float:
    """Share of the words of `texts` that get another label from `runtime` than from PyTorch."""
    ours, theirs = Tagger(folder, runtime), Tagger(folder, TorchRuntime.load(folder))
    words = differing = 0
    for text, one, other in zip(texts, ours.analyse(texts), theirs.analyse(texts), strict=True):
        labels = _labels(text, one), _labels(text, other)
        words += len(labels[0])
        differing += sum(a != b for a, b in zip(*labels, strict=True))
    return differing / words if words else 0.0


def _labels(text: str, analysis: Analysis) -> list[str]:
    """The label of every word of `text`: its attribution's, or unsourced."""
    label = {
        start: a.label
        for a in analysis.attributions
        for s, e in a.content
        for start, _ in word_spans(text, s, e)
    }
    return [label.get(start, "unsourced") for start, _ in word_spans(text)]
