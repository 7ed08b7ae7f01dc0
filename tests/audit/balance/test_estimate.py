"""The interval of a share of claims."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.balance.estimate import estimate_share, poisson_binomial
from onrecord.audit.schema.audit import Claim
from onrecord.models.labels import Label


def claim(label: Label, confidence: float) -> Claim:
    return Claim(
        id="c1",
        spans=[(0, 1)],
        sentence=0,
        paragraph=0,
        label=label,
        type=None,
        style=None,
        confidence=confidence,
        attribution_id=None,
        source_id=None,
    )


def test_equal_chances_give_the_binomial() -> None:
    first, masses = poisson_binomial([0.5] * 4)
    assert (first, masses) == (0, pytest.approx([1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16]))


@given(st.lists(st.floats(0, 1), max_size=60))
def test_the_distribution_has_the_right_mean_and_mass(chances: list[float]) -> None:
    first, masses = poisson_binomial(chances)
    assert sum(masses) == pytest.approx(1, abs=1e-9)
    mean = sum((first + k) * mass for k, mass in enumerate(masses))
    assert mean == pytest.approx(sum(chances), abs=1e-6)


@given(st.lists(st.sampled_from([0.0, 0.05, 0.3, 0.5, 0.91, 1.0]), max_size=60))
def test_the_order_of_trials_and_the_sure_ones_change_nothing(chances: list[float]) -> None:
    masses = [1.0]
    for p in chances:
        masses = [
            (masses[k] * (1 - p) if k < len(masses) else 0) + (masses[k - 1] * p if k else 0)
            for k in range(len(masses) + 1)
        ]
    first, found = poisson_binomial(chances)
    padded = [0.0] * first + found + [0.0] * (len(masses) - first - len(found))
    assert padded == pytest.approx(masses, abs=1e-10)


def test_the_interval_covers_what_draws_give() -> None:
    chosen = random.Random(7)
    claims = [claim("named", chosen.uniform(0.6, 0.95)) for _ in range(40)]
    found = estimate_share(claims, "named")
    assert found is not None
    draws = sorted(sum(chosen.random() < c.confidence for c in claims) / 40 for _ in range(20_000))
    assert found.low == pytest.approx(draws[500], abs=0.026)
    assert found.high == pytest.approx(draws[19_500], abs=0.026)
    assert found.mean == pytest.approx(sum(draws) / len(draws), abs=0.003)


def test_a_claim_lends_its_doubt_to_the_other_labels() -> None:
    claims = [claim("named", 0.8)]
    means = {
        label: found.mean
        for label in ("named", "anonymous", "unsourced")
        if (found := estimate_share(claims, label)) is not None
    }
    assert means == {"named": 0.8, "anonymous": 0.1, "unsourced": 0.1}


def test_an_interval_ends_where_the_probability_is_reached() -> None:
    found = estimate_share([claim("named", 0.025)], "named")
    assert found is not None
    assert (found.low, found.high) == (0.0, 0.0)
    found = estimate_share([claim("named", 0.03)], "named")
    assert found is not None
    assert (found.low, found.high) == (0.0, 1.0)


def test_no_interval_where_labels_are_certain_or_missing() -> None:
    assert estimate_share([], "named") is None
    assert estimate_share([claim("named", 1.0), claim("unsourced", 1.0)], "named") is None
