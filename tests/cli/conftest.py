"""Fixtures for the commands."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def weights() -> Path:
    """Folder of the model that ships; commands are tested with it and nothing else."""
    from onrecord.models.tagger import shipped_weights

    folder = shipped_weights()
    assert (folder / "model.safetensors").is_file(), f"the shipped weights are not in {folder}"
    return folder
