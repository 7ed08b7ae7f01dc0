"""What runs the network: the same answers whatever the company a window keeps."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.arrays import FloatArray
from onrecord.models.errors import OnRecordError
from onrecord.models.export.label_check import check_texts
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.subwords import Encoded, Subwords
from onrecord.models.network.windows import Batch, collate, cut_windows
from onrecord.models.runtimes import choose, onnx
from onrecord.models.runtimes.choose import load_runtime
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.runtimes.onnx import OnnxRuntime
from onrecord.models.runtimes.scores import Reader, Runtime
from onrecord.models.runtimes.threads import available_threads
from onrecord.models.runtimes.torch import TorchRuntime, grouped, padded, padding
from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.text.view import TextView
from tests.models.miniature import TEXT
from tests.models.model_copy import model_copy

pytestmark = pytest.mark.slow

SPECIAL = (101, 102, 0)
CAPACITY, MARGIN = 318, 32


@pytest.fixture(scope="module")
def articles() -> list[Encoded]:
    subwords = Subwords.load(shipped_weights())
    return [subwords.encode(TextView(text).tokens) for text in (TEXT, "No.", *check_texts()[:2])]


@pytest.fixture(scope="module")
def windows(articles: list[Encoded]) -> list[Batch]:
    return [
        collate([(article, window)], *SPECIAL)
        for article in articles
        for window in cut_windows(article, CAPACITY, MARGIN)
    ]


@pytest.fixture(scope="module", params=["onnx", "torch"])
def runtime(request: pytest.FixtureRequest) -> Runtime:
    if request.param == "onnx":
        return OnnxRuntime.load(shipped_weights())
    return TorchRuntime.load(shipped_weights(), "cpu")


def same_bytes(one: Sequence[FloatArray], other: Sequence[FloatArray]) -> bool:
    return all(a.tobytes() == b.tobytes() for a, b in zip(one, other, strict=True))


def test_a_window_gives_the_same_bytes_in_any_company(
    runtime: Runtime, windows: list[Batch]
) -> None:
    together = list(runtime.run(windows))
    backwards = list(runtime.run(windows[::-1]))[::-1]
    alone = [next(iter(runtime.run([window]))) for window in windows]
    for one, other, third in zip(together, backwards, alone, strict=True):
        assert same_bytes(one, other)
        assert same_bytes(one, third)


def test_outputs_have_a_row_for_every_token(runtime: Runtime, windows: list[Batch]) -> None:
    for window, outputs in zip(windows, runtime.run(windows), strict=True):
        assert len(outputs) == len(TokenScores.__struct_fields__)
        assert {len(o) for o in outputs} == {window.unit_at.shape[1]}
        assert all(o.dtype == np.float32 and np.isfinite(o).all() for o in outputs)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(windows: list[Batch], threads: int) -> None:
    one = OnnxRuntime(shipped_weights() / GRAPH, threads=1).run(windows)
    many = OnnxRuntime(shipped_weights() / GRAPH, threads=threads).run(windows)
    assert all(same_bytes(a, b) for a, b in zip(one, many, strict=True))


def test_cpus_without_vnni_get_the_same_answers(
    windows: list[Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = list(OnnxRuntime.load(shipped_weights()).run(windows))
    monkeypatch.setattr(onnx, "overflows", lambda: True)
    exact = OnnxRuntime.load(shipped_weights()).run(windows)
    for one, other in zip(fast, exact, strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-3)


def test_an_article_is_put_together_from_its_windows(
    runtime: Runtime, articles: list[Encoded]
) -> None:
    reader = Reader(runtime, SPECIAL, CAPACITY, MARGIN)
    for article, scores in zip(articles, reader.read(articles), strict=True):
        expected = reader.read([article])[0]
        for name in TokenScores.__struct_fields__:
            values = getattr(scores, name)
            assert len(values) == len(article.tokens)
            assert values.tobytes() == getattr(expected, name).tobytes()
    assert reader.read([]) == []


def test_a_cpu_gets_the_graph() -> None:
    assert load_runtime(shipped_weights(), None).name == "onnx"
    assert load_runtime(shipped_weights(), "torch").name == "torch"


def test_a_gpu_gets_pytorch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "_has_gpu", lambda: True)
    assert load_runtime(shipped_weights(), None).name == "torch"
    assert load_runtime(shipped_weights(), "onnx").name == "onnx"


def test_a_missing_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="has no ONNX graph; run 'onrecord export"):
        load_runtime(tmp_path, "onnx")


def test_a_broken_graph_is_named(tmp_path: Path) -> None:
    model_copy(tmp_path, graph=False)
    (tmp_path / GRAPH).write_bytes(b"no graph")
    with pytest.raises(OnRecordError, match="can't be read by ONNX Runtime; write it again"):
        Tagger.load(tmp_path)


def test_threads_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    assert available_threads() == 5
    for nonsense in ("0", "many", ""):
        monkeypatch.setenv("OMP_NUM_THREADS", nonsense)
        assert available_threads() >= 1


@given(st.lists(st.integers(2, 320), max_size=60), st.integers(1, 3000))
def test_batches_hold_every_window_once(lengths: list[int], budget: int) -> None:
    groups = grouped(lengths, budget)
    assert [i for group in groups for i in group] == list(range(len(lengths)))
    for group in groups:
        held = [lengths[i] for i in group]
        assert len(held) == 1 or len(held) * max(held) <= budget
        assert min(held) >= 0.9 * max(held)


@given(st.lists(st.integers(20, 320), min_size=1, max_size=300))
def test_sorted_windows_are_padded_little(lengths: list[int]) -> None:
    ordered = sorted(lengths, reverse=True)
    assert padding(ordered) <= 0.1 * sum(ordered)
    assert padding(ordered, budget=1) == 0


def test_padding_hides_nothing(windows: list[Batch]) -> None:
    batch = padded(windows)
    for row, window in enumerate(windows):
        length, tokens = window.input_ids.shape[1], window.unit_at.shape[1]
        assert batch.mask[row].sum() == length
        assert (batch.input_ids[row, :length] == window.input_ids[0]).all()
        assert (batch.unit_at[row, :tokens] == window.unit_at[0]).all()
        assert batch.token_mask[row].sum() == tokens


def test_padded_windows_give_almost_the_same(windows: list[Batch]) -> None:
    runtime = TorchRuntime.load(shipped_weights(), "cpu")
    alone = list(runtime.run(windows))
    ordered = sorted(range(len(windows)), key=lambda i: -windows[i].input_ids.shape[1])
    together = runtime.run_batched([windows[i] for i in ordered])
    for i, outputs in zip(ordered, together, strict=True):
        for a, b in zip(alone[i], outputs, strict=True):
            np.testing.assert_allclose(a, b, atol=2e-3)


def test_a_window_divided_among_threads_gives_the_same_bytes(windows: list[Batch]) -> None:
    plain = OnnxRuntime(shipped_weights() / GRAPH, threads=2)
    divided = plain.dividing()
    for window in windows:
        assert same_bytes(*(next(r.run([window])) for r in (plain, divided)))
    together = zip(plain.run(windows), divided.run(windows), strict=True)
    assert all(same_bytes(one, other) for one, other in together)


def test_one_thread_divides_nothing() -> None:
    alone = OnnxRuntime(shipped_weights() / GRAPH, threads=1)
    assert alone.dividing() is alone
