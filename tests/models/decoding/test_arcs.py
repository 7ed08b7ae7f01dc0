"""Arc scores against their definition, pair by pair."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.decoding.arcs import Arcs
from onrecord.models.network.arc_distance import ARC_BUCKETS, arc_buckets


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_scores_are_scaled_products_and_the_bias_of_their_bucket(data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(1, 80), min_size=1, max_size=6))
    paragraphs = np.repeat(np.arange(len(lengths)), lengths)
    n, size = len(paragraphs), 4
    start, low = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    end, high = data.draw(st.integers(start + 1, n)), data.draw(st.integers(low + 1, n))
    rng = np.random.default_rng(n)
    dependents, heads = rng.normal(size=(2, n, size)).astype(np.float32)
    bias = rng.normal(size=ARC_BUCKETS).astype(np.float32)
    expected = dependents[start:end] @ heads[low:high].T / size**0.5
    expected += bias[arc_buckets(np.arange(start, end), np.arange(low, high), paragraphs)]
    scores = Arcs(dependents, heads, bias, paragraphs).scores((start, end), (low, high))
    np.testing.assert_allclose(scores, expected, atol=1e-5)
