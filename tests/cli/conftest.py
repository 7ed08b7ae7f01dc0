"""Fixtures for the commands."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def weights() -> Path:
    """Folder of the model that ships; commands are tested with it and nothing else."""
    from onrecord.models.tagger import shipped_weights

    return shipped_weights()
