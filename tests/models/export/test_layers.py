"""What the graph takes from an encoder that is MPNet's, and the int8 graph made of it."""

from pathlib import Path

import numpy as np
import pytest
import torch

from onrecord.models.export.graph import write_graph
from onrecord.models.export.label_check import check_texts
from onrecord.models.export.layers import distances_of
from onrecord.models.export.quantisation import Quantisation
from onrecord.models.export.ranges import measure
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.runtimes.onnx import OnnxRuntime
from onrecord.models.runtimes.torch import TorchRuntime, read_network
from onrecord.models.tagger import Tagger
from onrecord.models.weight_files import weight_files
from tests.models.miniature import TEXT
from tests.models.small_mpnet import saved_in_shards, small_mpnet

pytestmark = pytest.mark.slow


def test_distances_are_those_of_the_encoder() -> None:
    encoder = small_mpnet().encoder
    distances = distances_of(encoder, 512)
    assert distances is not None
    place = torch.arange(40)
    ours = distances[place[None] - place[:, None] + 511].permute(2, 0, 1)[None]
    theirs = encoder.encoder.compute_position_bias(torch.zeros(1, 40, 48))
    torch.testing.assert_close(ours, theirs)


def test_the_graph_computes_what_the_network_computes(tmp_path: Path) -> None:
    folder = saved_in_shards(small_mpnet(), tmp_path / "model")
    assert len(weight_files(folder)) > 1
    network = read_network(folder)
    texts = check_texts()[:2]
    ranges = measure(network, folder, texts)
    write_graph(network, ranges, Quantisation(), folder / GRAPH)
    graph, exact = OnnxRuntime.load(folder), TorchRuntime(network, "cpu")
    errors: list[float] = []

    class Compared:
        name = "onnx"
        runs_alone = True

        def run(self, windows):  # type: ignore[no-untyped-def]
            for ours, theirs in zip(graph.run(windows), exact.run(windows), strict=True):
                for a, b in zip(ours, theirs, strict=True):
                    assert a.shape == b.shape
                    errors.append(float(np.linalg.norm(a - b) / np.linalg.norm(b)))
                yield ours

    Tagger(folder, Compared()).analyse([TEXT, "Yes.", *texts])
    assert len(errors) > 40
    # An int8 product alone is off by about one hundredth.
    assert max(errors) < 0.1
