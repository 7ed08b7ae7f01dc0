"""Figures on the anonymity cases: `python tests/models/grants/test_anonymity_cases.py` prints them.

A grant is found where its words and the gold ones overlap at Jaccard .5 or more; reason,
type and target are judged on found grants.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from onrecord.models.config import GrantConfig
from onrecord.models.grants.find import find_grants, grant_target
from onrecord.models.labels import ReasonType
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans
from onrecord.models.types import Grant, Span

CASES = Path(__file__).parents[2] / "fixtures" / "anonymity" / "cases.jsonl"


class GoldGrant(msgspec.Struct, forbid_unknown_fields=True):
    span: Span
    reason: str | None
    reason_type: ReasonType | None
    target: Span


class Case(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    topic: str
    text: str
    mentions: list[Span]
    grants: list[GoldGrant]


class Figures(msgspec.Struct):
    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    reason: int = 0
    reason_type: int = 0
    target: int = 0

    @property
    def precision(self) -> float:
        return self.found / self.predicted

    @property
    def recall(self) -> float:
        return self.found / self.gold

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.gold + self.predicted)

    def share(self, count: int) -> float:
        return count / self.found


def read_cases() -> list[Case]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Case) for line in lines]


def overlap(text: str, one: Span, other: Span) -> float:
    a, b = set(word_spans(text, *one)), set(word_spans(text, *other))
    return len(a & b) / len(a | b) if a | b else 0.0


def matched(text: str, gold: GoldGrant, predicted: Sequence[Grant]) -> Grant | None:
    near = [grant for grant in predicted if overlap(text, grant.span, gold.span) >= 0.5]
    return near[0] if near else None


def measure(cases: Sequence[Case], verbose: bool = False) -> Figures:
    figures = Figures()
    for case in cases:
        predicted = find_grants(TextView(case.text), GrantConfig())
        figures.gold += len(case.grants)
        figures.predicted += len(predicted)
        hits = [(gold, matched(case.text, gold, predicted)) for gold in case.grants]
        for gold, grant in hits:
            if grant is None:
                if verbose:
                    print(f"{case.id} missed: {case.text[slice(*gold.span)]}")
                continue
            target = grant_target(TextView(case.text), grant, case.mentions, GrantConfig())
            right = target is not None and case.mentions[target] == gold.target
            figures.found += 1
            figures.exact += grant.span == gold.span
            figures.reason += grant.reason == gold.reason
            figures.reason_type += grant.reason_type == gold.reason_type
            figures.target += right
            if verbose and (grant.reason, grant.reason_type) != (gold.reason, gold.reason_type):
                print(f"{case.id} reason: {grant.reason} ({grant.reason_type})")
            if verbose and not right:
                print(f"{case.id} target: {target}")
        claimed = [grant for _, grant in hits if grant is not None]
        for grant in predicted:
            if verbose and grant not in claimed:
                print(f"{case.id} no grant: {case.text[slice(*grant.span)]}")
    return figures


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(read_cases())


def test_a_hundred_well_formed_cases() -> None:
    cases = read_cases()
    assert len(cases) == 100
    assert sum(not case.grants for case in cases) >= 25
    for case in cases:
        for grant in case.grants:
            assert grant.target in case.mentions
            assert (grant.reason is None) == (grant.reason_type is None)
            assert grant.reason is None or grant.reason in case.text[slice(*grant.span)]


def test_grants_are_found(figures: Figures) -> None:
    assert figures.precision >= 0.98
    assert figures.recall >= 0.97
    assert figures.share(figures.exact) >= 0.85


def test_reasons_and_their_types(figures: Figures) -> None:
    assert figures.share(figures.reason) >= 0.98
    assert figures.share(figures.reason_type) >= 0.98


def test_whom_they_are_for(figures: Figures) -> None:
    assert figures.share(figures.target) >= 0.99


if __name__ == "__main__":
    result = measure(read_cases(), verbose=True)
    print(
        f"precision {result.precision:.3f} recall {result.recall:.3f} F1 {result.f1:.3f} | of "
        f"found: exact span {result.share(result.exact):.3f}, reason "
        f"{result.share(result.reason):.3f}, reason type {result.share(result.reason_type):.3f}, "
        f"target {result.share(result.target):.3f}"
    )
