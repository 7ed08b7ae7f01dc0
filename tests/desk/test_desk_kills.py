"""What the desk has acknowledged survives kill -9."""

import importlib
from pathlib import Path

import pytest

from onrecord.desk.pieces.desk import Desk
from tests.desk.web.client import client_of, made

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20


def test_no_acknowledged_write_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    writes, lost = importlib.import_module("desk_kills").run(KILLS, tmp_path / "onrecord.desk")
    assert writes >= KILLS
    assert lost == []


def test_a_lost_write_would_be_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    kills = importlib.import_module("desk_kills")
    client = client_of(desk)
    id = made(client, kills.TEXT)["id"]
    told = kills.Acknowledged({id: ["decision 0"]}, [101])
    assert kills.missing(client, told, [id]) == [f"decision 0 on piece {id}", "edit 101"]
