"""How certain a share of claims is, from the calibrated confidences of the claims."""

from collections.abc import Sequence
from typing import Final

from onrecord.audit.balance.shares import rounded
from onrecord.audit.schema.audit import Claim
from onrecord.audit.schema.claim_figures import Estimate
from onrecord.models.labels import Label

#: The middle 95 %.
TAIL: Final = 0.025
#: Probabilities under this are cut from both ends, which keeps a long article quick.
NEGLIGIBLE: Final = 1e-13


def estimate_share(claims: Sequence[Claim], label: Label) -> Estimate | None:
    """The expected share of claims with `label` and its 95 % interval (see `Estimate`).

    None where there is no claim, or no confidence under 1.
    """
    if all(claim.confidence >= 1.0 for claim in claims):
        return None
    chances = [
        claim.confidence if claim.label == label else (1.0 - claim.confidence) / 2
        for claim in claims
    ]
    first, masses = poisson_binomial(chances)
    n = len(claims)
    return Estimate(
        mean=rounded(sum(chances) / n),
        low=rounded(_quantile(first, masses, TAIL) / n),
        high=rounded(_quantile(first, masses, 1 - TAIL) / n),
    )


def poisson_binomial(chances: Sequence[float]) -> tuple[int, list[float]]:
    """Distribution of the number of successes in independent trials, by convolution.

    Two trials are taken at a time, which halves the work.

    Args:
        chances: probability of success of each trial.

    Returns:
        The smallest number of successes kept, and the probability of that number, the next
        number and so on; both ends are cut where they are negligible.
    """
    first, masses = chances.count(1.0), [1.0]
    # With the surest first, the distribution stays narrow for longest.
    trials = sorted((p for p in chances if 0.0 < p < 1.0), key=lambda p: p * (1 - p))
    if len(trials) % 2:
        trials.insert(0, 0.0)
    for p, q in zip(trials[::2], trials[1::2], strict=True):
        none, one, both = (1 - p) * (1 - q), p * (1 - q) + q * (1 - p), p * q
        shifted = zip([*masses, 0.0, 0.0], [0.0, *masses, 0.0], [0.0, 0.0, *masses], strict=True)
        masses = [a * none + b * one + c * both for a, b, c in shifted]
        while masses[-1] < NEGLIGIBLE:
            masses.pop()
        negligible = 0
        while masses[negligible] < NEGLIGIBLE:
            negligible += 1
        del masses[:negligible]
        first += negligible
    return first, masses


def _quantile(first: int, masses: Sequence[float], level: float) -> int:
    """The smallest number whose cumulative probability reaches `level`."""
    total = 0.0
    for k, mass in enumerate(masses):
        total += mass
        if total >= level:
            return first + k
    return first + len(masses) - 1
