"""Twenty kills at random moments; ``tools/kills.py`` does as many as wanted."""

import os
from pathlib import Path

import pytest

from tests.kills import kill_runs

pytestmark = pytest.mark.slow

KILLS = 20


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_runs_end_in_the_same_bytes(tmp_path: Path) -> None:
    same = list(kill_runs(tmp_path, KILLS))
    assert len(same) >= KILLS / 10
    assert all(same)
