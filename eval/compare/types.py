"""The typed result of comparing two runs."""

from typing import Literal

import msgspec

from onrecord.eval.runs.types import Signature
from onrecord.eval.statistics.intervals import Interval

#: A difference is called significant where its corrected p-value is below this.
ALPHA = 0.05


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that must not get worse by more than `tolerance` (in the figure's own unit)."""

    figure: str
    tolerance: float


class Test(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of both runs, on all articles or on a slice of them.

    `difference` is b - a, `interval` its 95 % interval by paired bootstrap; `p` is the
    two-sided p-value of the paired approximate randomisation test, `p_corrected` that of
    Holm's correction over its family. `better` says whether b is better where the
    difference is significant, None where it is not.
    """

    figure: str
    dimension: str | None
    value: str | None
    articles: int
    a: float
    b: float
    difference: float
    interval: Interval | None
    p: float
    p_corrected: float
    better: bool | None


class GateResult(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a gate held, and why as a sentence."""

    figure: str
    tolerance: float
    passed: bool
    reason: str


class ArticleChange(msgspec.Struct, frozen=True, kw_only=True):
    """An article whose attributions changed, by ids of gold attributions.

    `a` and `b` are the article's F1 of attributions with source and label; `gained` are
    right in b only, `lost` right in a only.
    """

    id: str
    a: float
    b: float
    gained: list[str]
    lost: list[str]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Run b held against run a, over the same articles.

    `changes` has every article whose figure changed, the most improved first and the most
    worsened last.
    """

    schema: Literal["onrecord.eval-comparison/1"] = "onrecord.eval-comparison/1"
    a: Signature
    b: Signature
    rounds: int
    seed: int
    tests: list[Test]
    slices: list[Test]
    gates: list[GateResult]
    changes: list[ArticleChange]

    @property
    def passed(self) -> bool:
        """Whether every gate held."""
        return all(gate.passed for gate in self.gates)
