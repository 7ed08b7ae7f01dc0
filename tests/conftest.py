"""Fixtures that all packages share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the annotated data, beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the annotated data in {SHARED}, which is not on this machine")
    return SHARED
