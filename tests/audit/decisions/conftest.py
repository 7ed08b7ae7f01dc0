"""The auditor that decisions are tested with: the model that ships."""

import pytest

from onrecord.audit import Auditor
from onrecord.models.tagger import Tagger, shipped_weights


@pytest.fixture(scope="package")
def tagger() -> Tagger:
    if not (shipped_weights() / "model.safetensors").is_file():
        pytest.skip("the trained weights are not in this checkout")
    return Auditor.load().tagger
