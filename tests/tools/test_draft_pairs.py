"""The pairs of drafts with known changes, and the command that measures on them."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.audit.auditor import Auditor

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
#: Of the changes that an editor would name, so many are to be reported; the rest are misread.
LEAST_REPORTED = 0.95
#: And so few invented: in these pairs the model misreads who speaks in one of the drafts.
MOST_INVENTED = 5


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("draft_pairs")


def test_critic_markup_gives_both_drafts(pairs: ModuleType) -> None:
    assert pairs.versions("A {~~b~>c~~} d{++ e++}{-- f--}.") == ("A b d f.\n", "A c d e.\n")


def test_nearly_all_changes_are_reported(pairs: ModuleType) -> None:
    scores = pairs.measure(sorted(pairs.FOLDER.glob("*.toml")), Auditor.load())
    assert len(scores) >= 20
    found = sum(one.found for one in scores)
    missed = sum(len(one.missed) for one in scores)
    assert found / (found + missed) >= LEAST_REPORTED
    assert sum(len(one.invented) for one in scores) <= MOST_INVENTED
