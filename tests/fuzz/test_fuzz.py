"""A small part of what ``tools/fuzz.py`` does: some inputs of every target."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, input_of

pytestmark = pytest.mark.slow

#: Inputs of each target; those that make whole audits take longest.
FEW = 40
SLOW = {"audit and reports": 12, "decisions": 20}


@pytest.mark.parametrize("name", TARGETS)
def test_no_shape_breaks_it(name: str) -> None:
    for seed in range(SLOW.get(name, FEW)):
        TARGETS[name].check(input_of(name, seed))


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in SLOW])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_no_bytes_break_it(name: str, data: bytes) -> None:
    TARGETS[name].check(data)


def test_inputs_are_the_same_each_time() -> None:
    assert all(input_of(name, 3) == input_of(name, 3) for name in TARGETS)
    assert len({input_of("page", seed) for seed in range(50)}) > 45
