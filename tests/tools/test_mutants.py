"""The sample of mutants that is tested, and what is said of it."""

import pytest

from tools.mutants import PACKAGES, chosen, report

NAMES = [
    f"onrecord.{module}.x_f__mutmut_{n}"
    for module in ("audit.claims.make", "audit.balance.links", "eval.matching", "eval.metrics.base")
    for n in range(1, 41)
]


def test_as_many_of_each_package_are_chosen_the_same_each_time() -> None:
    few, more = chosen(NAMES, 10), chosen(NAMES[::-1], 20)
    assert list(few) == list(PACKAGES)
    assert {package: len(names) for package, names in few.items()} == {
        "claims": 10,
        "balance": 10,
        "decisions": 0,
        "metrics": 10,
    }
    assert all(more[package][:10] == names for package, names in few.items())
    assert {name.split(".")[2] for name in more["metrics"]} == {"matching", "metrics"}
    assert sorted(name for names in chosen(NAMES, None).values() for name in names) == sorted(NAMES)


@pytest.mark.slow
def test_the_share_that_was_killed_comes_with_its_interval(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = {"a": 1, "b": 3, "c": -24, "d": 0, "e": 33, "f": None, "g": 2, "h": 1}
    report(codes, {"claims": list("abcdefgh"), "balance": ["f"]})
    assert capsys.readouterr().out.splitlines() == [
        "survives: d",
        "survives: e",
        "claims: 4 of 6 killed, 66.7% (30.0% to 90.3%), 1 of them as too slow; 2 to be tested",
    ]
