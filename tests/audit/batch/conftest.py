"""Fixtures for corpora."""

from pathlib import Path

import pytest


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder away from the corpus."""
    return tmp_path_factory.mktemp("scratch")
