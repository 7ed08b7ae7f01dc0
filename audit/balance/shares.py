"""Dividing and rounding as every figure of the balance does it."""

from typing import Final

DECIMALS: Final = 4


def rounded(value: float) -> float:
    """`value` to four decimals, never negative zero."""
    return round(value, DECIMALS) + 0.0


def share(part: float, whole: float) -> float | None:
    """`part` / `whole` to four decimals; None where `whole` is nought."""
    return rounded(part / whole) if whole else None
