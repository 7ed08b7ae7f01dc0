"""Folders that a training run cannot begin with."""

import json
from pathlib import Path

import pytest

from onrecord.models.errors import OnRecordError
from onrecord.models.tagger import shipped_weights
from onrecord.models.training.start.backbones import new_model
from onrecord.models.training.start.wider import Wider
from tests.models.model_copy import model_copy

pytestmark = pytest.mark.slow


def test_an_encoder_of_another_kind_is_refused(tmp_path: Path) -> None:
    folder = model_copy(tmp_path, graph=False, links=True)
    (folder / "config.json").write_text(json.dumps({"model_type": "mpnet", "hidden_size": 768}))
    with pytest.raises(OnRecordError, match="has an encoder of the kind mpnet, not bert"):
        new_model(folder, "1", 96)


def test_mpnet_needs_the_heads_of_a_model(backbone: Path) -> None:
    with pytest.raises(OnRecordError, match="no OnRecord model with vectors of 384 numbers"):
        new_model(backbone, "1", 96, Wider())
    with pytest.raises(OnRecordError, match="no OnRecord model with vectors of 100 numbers"):
        new_model(shipped_weights(), "1", 96, Wider(width=100))
