"""Making the int8 ONNX graph of a trained network.

Weights are int8 ahead of time, activations are scaled as they come (dynamic quantisation).
Static quantisation is known to ruin taggers.
"""

import logging
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import torch

from onrecord.models.errors import OnRecordError
from onrecord.models.export.label_check import check_texts, difference
from onrecord.models.export.network import ExportNetwork
from onrecord.models.export.quantisation import Quantisation
from onrecord.models.export.ranges import Ranges, measure
from onrecord.models.network.model import OUTPUTS, OnRecordModel
from onrecord.models.runtimes.model_folder import GRAPH, check_folder
from onrecord.models.runtimes.onnx import INPUTS, OnnxRuntime
from onrecord.models.runtimes.torch import TorchRuntime, read_network

#: Share of words whose label may differ between the graph and PyTorch.
TOLERANCE: Final = 0.005
_OPSET: Final = 20


def export(
    folder: Path,
    check: Sequence[str] = (),
    measured: Sequence[str] = (),
    tolerance: float = TOLERANCE,
    how: Quantisation | None = None,
) -> float:
    """Write the int8 graph beside the weights in `folder`; gives the share of words that differ.

    Args:
        folder: a trained model.
        check: texts that the graph must label as PyTorch does.
        measured: texts on which it is measured how far activations range; some hundred
            articles like those that will be audited make the graph more exact. Of more than
            `how.most_measured` texts, at most so many are taken.
        tolerance: how much of `check` may be labelled otherwise.
        how: how products are made to fit into int8 (None: as the shipped graph's).

    The fictional articles that come with the package stand in for either where it is empty.

    Raises:
        OnRecordError: `folder` holds no model or a damaged one, more than `tolerance` of the
            words of `check` get another label than from PyTorch, or the packages that write
            ONNX are missing (no graph is written).
    """
    check_folder(folder)
    _need_exporter()
    how = how or Quantisation()
    graph = folder / GRAPH
    model = read_network(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export.") as scratch:
        written = Path(scratch) / GRAPH
        ranges = measure(model, folder, _some_of(measured, how.most_measured) or check_texts())
        write_graph(model, ranges, how, written)
        exact = TorchRuntime(model, "cpu")
        share = difference(folder, OnnxRuntime(written), exact, check or check_texts())
        if share > tolerance:
            raise OnRecordError(
                f"The int8 graph labels {share:.2%} of the words of the check set differently "
                f"from PyTorch, over the {tolerance:.2%} allowed; no graph was written. Audit "
                "with --runtime torch."
            )
        written.replace(graph)
    return share


def write_graph(
    model: OnRecordModel, ranges: Mapping[str, Ranges], how: Quantisation, path: Path
) -> None:
    """Write the int8 graph of `model`, for windows of any number of subwords and tokens."""
    network = ExportNetwork(model, ranges, how).train(False)
    subwords, tokens = torch.export.Dim("subwords", max=512), torch.export.Dim("units", max=512)
    shapes = tuple({0: tokens if n == "unit_at" else subwords} for n in INPUTS)
    example = tuple(torch.ones(40 if n == "unit_at" else 64, dtype=torch.long) for n in INPUTS)
    with warnings.catch_warnings(), torch.no_grad():
        # What the exporter says about its internals is of no interest to users.
        warnings.simplefilter("ignore")
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        program = torch.onnx.export(
            network,
            example,
            dynamo=True,
            dynamic_shapes=shapes,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            opset_version=_OPSET,
            verbose=False,
        )
    assert program is not None
    program.save(str(path))


def _some_of(texts: Sequence[str], most: int) -> list[str]:
    """At most `most` of `texts`, from all over the list."""
    step = max(1, -(-len(texts) // most))
    return list(texts[::step])


def _need_exporter() -> None:
    try:
        import onnx  # noqa: F401
        import onnxscript  # noqa: F401
    except ImportError as error:
        raise OnRecordError(
            "Writing a graph needs more packages; install them with pip install 'onrecord[train]'."
        ) from error
