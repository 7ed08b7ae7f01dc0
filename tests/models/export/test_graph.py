"""The int8 graph, made from the weights that ship."""

from pathlib import Path

import numpy as np
import pytest
import torch

from onrecord.models.errors import OnRecordError
from onrecord.models.export import graph as exporting
from onrecord.models.export.graph import TOLERANCE, export
from onrecord.models.export.label_check import check_texts, difference, word_labels
from onrecord.models.export.quantisation import Quantisation
from onrecord.models.export.rounding import rounded, rounded_rows
from onrecord.models.runtimes.model_folder import GRAPH, model_files
from onrecord.models.runtimes.onnx import OnnxRuntime
from onrecord.models.runtimes.scores import Runtime
from onrecord.models.runtimes.torch import TorchRuntime
from onrecord.models.tagger import Tagger
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, Attribution
from tests.models.miniature import TEXT
from tests.models.model_copy import model_copy

pytestmark = pytest.mark.slow

LARGEST_GRAPH = 40_000_000
DAMPING = Quantisation().damping


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped model without its graph."""
    return model_copy(tmp_path_factory.mktemp("model"), graph=False)


@pytest.fixture(scope="module")
def share(folder: Path) -> float:
    """Exports into `folder`; the share of words that got another label."""
    return export(folder)


def test_the_graph_labels_as_pytorch_does(folder: Path, share: float) -> None:
    assert 0 <= share <= TOLERANCE
    exact, some = TorchRuntime.load(folder, "cpu"), check_texts()[:2]
    found = difference(folder, OnnxRuntime.load(folder), exact, some)
    assert found * words_of(some) <= share * words_of(check_texts()) + 1e-6


def words_of(texts: list[str]) -> int:
    return sum(len(word_spans(text)) for text in texts)


def test_the_graph_is_small_and_nothing_else_is_left(folder: Path, share: float) -> None:
    assert (folder / GRAPH).stat().st_size <= LARGEST_GRAPH
    assert {p.name for p in folder.iterdir()} == {*model_files(folder), GRAPH}


def test_the_graph_computes_what_the_network_computes(folder: Path, share: float) -> None:
    errors: list[float] = []

    class Compared:
        name = "onnx"
        runs_alone = True

        def run(self, windows):  # type: ignore[no-untyped-def]
            exact = TorchRuntime.load(folder, "cpu").run(windows)
            for ours, theirs in zip(OnnxRuntime.load(folder).run(windows), exact, strict=True):
                for a, b in zip(ours, theirs, strict=True):
                    assert a.shape == b.shape
                    errors.append(float(np.linalg.norm(a - b) / np.linalg.norm(b)))
                yield ours

    Tagger(folder, Compared()).analyse([TEXT, "Yes.", "A", *check_texts()[:2]])
    # An int8 product alone is off by about one hundredth.
    assert max(errors) < 0.1


def test_a_graph_that_labels_otherwise_is_refused(
    folder: Path, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / GRAPH).read_bytes()
    # The graph of before saves the time of writing it again.
    monkeypatch.setattr(exporting, "measure", lambda *_: {})
    monkeypatch.setattr(exporting, "write_graph", lambda *a: a[-1].write_bytes(before))
    with pytest.raises(OnRecordError, match=r"over the -100\.00% allowed; no graph was written"):
        export(folder, [TEXT], tolerance=-1)
    assert (folder / GRAPH).read_bytes() == before
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]


def test_the_difference_is_a_share_of_words(folder: Path) -> None:
    class Silent:
        """Finds nothing anywhere."""

        name = "silent"
        runs_alone = True

        def __init__(self, runtime: Runtime) -> None:
            self._runtime = runtime

        def run(self, windows):  # type: ignore[no-untyped-def]
            for outputs in self._runtime.run(windows):
                yield [outputs[0] * 0 + np.eye(1, outputs[0].shape[1]) * 99, *outputs[1:]]

    exact = TorchRuntime.load(folder, "cpu")
    labels = word_labels(TEXT, Tagger(folder, exact).analyse([TEXT])[0])
    attributed = sum(label != "unsourced" for label in labels)
    assert attributed > 0
    found = difference(folder, Silent(exact), exact, [TEXT])
    assert found == pytest.approx(attributed / len(labels))


def test_labels_are_those_of_the_attributions() -> None:
    text = "It rained, he said."
    attribution = Attribution(
        id="a1",
        source=[(11, 13)],
        cue=[(14, 18)],
        content=[(0, 9)],
        style="indirect",
        kind="speech",
        code="X",
        label="anonymous",
        type="individual",
        source_id="s1",
    )
    labels = word_labels(text, Analysis(attributions=[attribution], sources=[], grants=[]))
    assert len(labels) == len(word_spans(text))
    assert labels == ["anonymous", "anonymous", "unsourced", "unsourced"]


def test_there_are_ten_check_texts() -> None:
    texts = check_texts()
    assert len(texts) == 10
    assert all(len(word_spans(text)) > 400 for text in texts)


def test_rounding_makes_good_for_its_errors() -> None:
    generator = torch.Generator().manual_seed(7)
    weight = torch.randn(24, 64, generator=generator)
    inputs = torch.randn(500, 6, generator=generator) @ torch.randn(6, 64, generator=generator)
    inputs += 0.05 * torch.randn(500, 64, generator=generator)
    exact = inputs @ weight.T
    ours, scale = rounded(weight, inputs.T @ inputs, DAMPING)
    nearest, row_scale = rounded_rows(weight)
    error = (inputs @ (ours.float() * scale[:, None]).T - exact).norm()
    assert error < 0.5 * (inputs @ (nearest.float() * row_scale).T - exact).norm()
    assert ours.abs().max() <= 127


def test_rounding_survives_inputs_that_never_occur() -> None:
    weight = torch.randn(4, 8, generator=torch.Generator().manual_seed(1))
    ours, scale = rounded(weight, torch.zeros(8, 8), DAMPING)
    assert torch.allclose(ours.float() * scale[:, None], weight, atol=float(scale.max()))
    zeros, _ = rounded(torch.zeros(4, 8), torch.eye(8), DAMPING)
    assert not zeros.any()
