"""Gates: figures that a new run must not worsen."""

import math
from collections.abc import Sequence

from onrecord.eval.compare.types import ALPHA, Gate, GateResult, Test
from onrecord.eval.runs.report.figure_names import number
from onrecord.eval.statistics.significance import holm
from onrecord.models.errors import OnRecordError


def parse_gate(text: str) -> Gate:
    """The gate that ``METRIC:TOLERANCE`` spells (``labels.macro_f1:0.01``).

    Raises:
        OnRecordError: it is not of that form, or the tolerance is not a number from 0 up.
    """
    figure, _, tolerance = text.rpartition(":")
    try:
        number = float(tolerance)
    except ValueError:
        number = math.nan
    if not figure or not math.isfinite(number) or number < 0:
        raise OnRecordError(
            f"{text} is not a gate; write METRIC:TOLERANCE, as in labels.macro_f1:0.01."
        )
    return Gate(figure=figure, tolerance=number)


def lower_is_better(figure: str) -> bool:
    """Whether a figure is an error."""
    return figure.endswith(".error")


def in_points(figure: str) -> bool:
    """Whether a figure is in percentage points."""
    return figure.endswith((".error", ".bias"))


def judge(gates: Sequence[Gate], tests: Sequence[Test]) -> list[GateResult]:
    """Whether each gate holds: it fails on a significant change for the worse beyond tolerance.

    The p-values are corrected for the number of gates.

    Args:
        gates: the gates.
        tests: the tests of all articles, one for each gate's figure among them.
    """
    by_figure = {test.figure: test for test in tests}
    own = [by_figure[gate.figure] for gate in gates]
    corrected = holm([test.p for test in own])
    return [_judged(*each) for each in zip(gates, own, corrected, strict=True)]


def _judged(gate: Gate, test: Test, p: float) -> GateResult:
    worse = test.difference if lower_is_better(gate.figure) else -test.difference
    points = in_points(gate.figure)
    significant = p < ALPHA
    passed = not (worse > gate.tolerance and significant)
    change = f"{number(test.a, points=points)} to {number(test.b, points=points)}"
    evidence = f"corrected p = {p:.4f}"
    if worse <= 0:
        reason = f"{gate.figure} went from {change}, which is no worse."
    elif worse <= gate.tolerance:
        reason = f"{gate.figure} went from {change}, within the tolerance of {gate.tolerance:g}."
    elif significant:
        reason = (
            f"{gate.figure} got worse, from {change}: beyond the tolerance of "
            f"{gate.tolerance:g} and significantly ({evidence})."
        )
    else:
        reason = (
            f"{gate.figure} went from {change}, beyond the tolerance of {gate.tolerance:g} but "
            f"not significantly ({evidence})."
        )
    return GateResult(figure=gate.figure, tolerance=gate.tolerance, passed=passed, reason=reason)
