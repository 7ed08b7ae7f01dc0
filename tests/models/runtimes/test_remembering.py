"""A runtime that remembers: the same answers, for less work."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.eval.speed.articles import article_of
from onrecord.models.arrays import FloatArray
from onrecord.models.network.windows import Batch
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.runtimes.onnx import OnnxRuntime
from onrecord.models.runtimes.remembering import RememberingRuntime
from onrecord.models.runtimes.scores import Runtime
from onrecord.models.tagger import Tagger, shipped_weights


class Counting:
    """A runtime, and how many windows it was given."""

    name = "counting"
    runs_alone = True

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self.ran = runtime, 0

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        self.ran += len(windows)
        return self._runtime.run(windows)


class Echo:
    """Gives what tells a window from others."""

    name = "echo"
    runs_alone = True

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        for window in windows:
            yield [window.input_ids.astype(np.float32), window.quote.astype(np.float32)]


def window(number: int, quote: int) -> Batch:
    ids = np.full((1, 8), number, dtype=np.int64)
    return Batch(
        input_ids=ids,
        mask=np.ones_like(ids),
        casing=np.zeros_like(ids),
        quote=np.full_like(ids, quote),
        gap=np.zeros_like(ids),
        unit_at=np.zeros((1, 4), dtype=np.int64),
        token_mask=np.ones((1, 4), dtype=np.bool_),
    )


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), max_size=6), max_size=8),
    st.integers(0, 400),
)
def test_each_window_gets_its_own_outputs_whatever_is_kept(
    rounds: list[list[tuple[int, int]]], most_bytes: int
) -> None:
    remembering = RememberingRuntime(Echo(), most_bytes)
    for asked in rounds:
        given = list(remembering.run([window(*one) for one in asked]))
        assert [(int(o[0][0, 0]), int(o[1][0, 0])) for o in given] == asked
        assert remembering.bytes_kept <= most_bytes


@settings(max_examples=50)
@given(st.lists(st.integers(0, 9), max_size=30))
def test_what_was_seen_last_is_kept_and_not_run_again(numbers: list[int]) -> None:
    counting = Counting(Echo())
    size = sum(o.nbytes for o in next(Echo().run([window(0, 0)])))
    remembering = RememberingRuntime(counting, 3 * size)
    for n, number in enumerate(numbers):
        before = counting.ran
        list(remembering.run([window(number, 0)]))
        last = list(dict.fromkeys(reversed(numbers[:n])))[:3]
        assert (counting.ran == before) == (number in last)


@pytest.mark.slow
def test_an_edit_runs_few_windows_and_answers_are_those_of_a_whole_reading() -> None:
    if not (shipped_weights() / GRAPH).is_file():
        pytest.skip("the trained weights are not in this checkout")
    counting = Counting(OnnxRuntime.load(shipped_weights()))
    plain = Tagger(shipped_weights(), counting)
    remembering = plain.remembering(10**9)
    text = article_of(700)
    remembering.analyse([text])
    windows = counting.ran
    assert windows >= 4
    least = []
    for place in (200, 2_000):
        at = text.index(". ", place) + 2
        text = f"{text[:at]}Nobody else was told, she said yesterday. {text[at:]}"
        before = counting.ran
        seen = remembering.analyse([text])
        least.append(counting.ran - before)
        assert seen == plain.analyse([text])
    assert min(least) == 1
    assert max(least) < windows
    assert remembering.signature == plain.signature


def test_a_runtime_that_pads_windows_together_is_not_trusted_to_repeat_itself() -> None:
    class Batched(Echo):
        runs_alone = False

    tagger = Tagger(shipped_weights(), Batched())
    assert tagger.remembering(10**9) is tagger
