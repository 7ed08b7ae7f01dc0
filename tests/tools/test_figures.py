"""Printed figures that still hold, and those that don't."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
TABLE = "| Labels, macro F1 | .832 | .811 to .850 |\n| Balance error, percentage points | 4.4 |"


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("figures")


@pytest.mark.parametrize(
    ("stated", "measured", "same"),
    [
        (".832", ".832", True),
        (".832", ".835", True),
        (".832", ".829", True),
        (".832", ".836", False),
        (".999", "1.000", True),
        ("4.4", "4.7", True),
        ("4.4", "4.8", False),
    ],
)
def test_machines_may_round_differently(
    figures: ModuleType, stated: str, measured: str, same: bool
) -> None:
    assert figures.close(stated, measured) is same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (".832", ".834", True),
        (".832", ".840", False),
        ("4.4", "5.4", False),
        ("Labels", "Words", False),
        ("| 4.4 |", "| 4.4 | 3.1 |", False),
    ],
)
def test_a_table_holds_with_all_its_figures_and_words(
    figures: ModuleType, old: str, new: str, same: bool
) -> None:
    assert figures.holds(TABLE, TABLE.replace(old, new)) is same
