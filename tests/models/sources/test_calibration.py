import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.scaling import Scaling
from onrecord.models.sources.calibration import Calibration, fit_scaling


@pytest.mark.slow
def test_overconfidence_is_found_and_undone() -> None:
    rng = np.random.default_rng(1)
    true = rng.uniform(0.02, 0.98, 40_000)
    logit = np.log(true / (1 - true))
    # The model's log-odds are twice what they should be, and half too high.
    claimed = 1 / (1 + np.exp(-(2 * logit + 1)))
    scaling = fit_scaling(claimed.tolist(), (rng.random(40_000) < true).tolist())
    assert scaling.temperature == pytest.approx(2, rel=0.05)
    assert scaling.bias == pytest.approx(-0.5, abs=0.05)
    back = scaling.of_all(claimed.astype(np.float32))
    np.testing.assert_allclose(back, true, atol=0.02)


def test_one_outcome_alone_teaches_nothing() -> None:
    assert fit_scaling([0.3, 0.9], [True, True]) == Scaling()
    assert fit_scaling([], []) == Scaling()


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.2, 5), st.floats(-2, 2))
def test_scaling_keeps_the_order_and_stays_a_probability(
    one: float, other: float, temperature: float, bias: float
) -> None:
    scaling = Scaling(temperature, bias)
    low, high = scaling(min(one, other)), scaling(max(one, other))
    assert 0 <= low <= high <= 1
    array = np.array([one, other], dtype=np.float64).astype(np.float32)
    np.testing.assert_allclose(scaling.of_all(array), [scaling(float(p)) for p in array], atol=1e-5)


def test_settings_come_back() -> None:
    calibration = Calibration(content=Scaling(1.5, 0.1), claims={"named": Scaling(0.9, -0.2)})
    assert msgspec.convert(calibration.to_settings(), Calibration) == calibration
