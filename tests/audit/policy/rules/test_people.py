"""The rule that a named person is told who they are."""

import pytest

from tests.audit.policy.drafts import findings
from tests.audit.reports.marked import Who

WORDS = (
    "{1q|“They came at night and took the boats away, all of them, and nobody in the whole town "
    "has seen a single one of them since”}"
)


def found(around: str, *, sector: str = "citizen", **metadata: str) -> int:
    who = Who("Vera Moss", "person", sector)  # type: ignore[arg-type]
    return len(findings("unidentified-named", around % WORDS, {"s1": who}, "s1", **metadata))


def test_unidentified() -> None:
    assert found("%s, {1s|Vera Moss} {1c|said}. The mill stood empty that night.") == 1


@pytest.mark.parametrize(
    "around",
    [
        "%s, {1s|Vera Moss}, a nurse, {1c|said}.",
        "%s, {1c|said} {1s|Vera Moss}, who has a boat.",
        "%s, {1c|said} {1s|Vera Moss} of the Boatmen’s Union.",
        "%s, the skipper {1s|Vera Moss} {1c|said}.",
        "%s, Captain {1s|Vera Moss} {1c|said}.",
        "%s, {1c|said} his wife, {1s|Vera Moss}.",
        "%s, {1s|Vera Moss} {1c|said}. Ms Moss is a nurse at the harbour.",
        "%s, {1s|the nurse Vera Moss} {1c|said}.",
        "%s, {1s|Vera Moss} (Labour) {1c|said}.",
    ],
)
def test_identified(around: str) -> None:
    assert found(around) == 0


def test_a_courtesy_title_tells_nothing() -> None:
    assert found("%s, Ms {1s|Vera Moss} {1c|said}.") == 1


def test_left_alone() -> None:
    around = "%s, {1s|Vera Moss} {1c|said}."
    assert found(around, sector="government") == 0
    assert found(around, title="Vera Moss and the missing boats") == 0


def test_one_finding_lists_them_all() -> None:
    marked = (
        f"{WORDS}, {{1s|Vera Moss}} {{1c|said}}.\n\n"
        f"{WORDS.replace('{1q', '{2q').replace('night', 'noon')}, {{2s|Jon Ek}} {{2c|said}}."
    )
    sources = {"s1": Who("Vera Moss", "person"), "s2": Who("Jon Ek", "person")}
    (finding,) = findings("unidentified-named", marked, sources, "s1 s2")
    assert finding.source_ids == ["s1", "s2"]
    assert "“Vera Moss”, “Jon Ek”" in finding.message
