"""The NumPy heads against the network's own."""

from pathlib import Path

import numpy as np
import pytest
import torch

from onrecord.models.network.heads import Parameters
from onrecord.models.network.model import OUTPUTS, OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.pair_features import PAIR
from onrecord.models.network.tags import legal_transitions

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[OnRecordModel, Path]:
    encoder = {
        "vocab_size": 50, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 32, "max_position_embeddings": 64,
    }  # fmt: skip
    torch.manual_seed(0)
    model = OnRecordModel(OnRecordConfig(encoder=encoder, mention_size=12, pair_size=8)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(std=0.3)
    folder = tmp_path_factory.mktemp("model")
    model.save_pretrained(folder)
    return model, folder


def test_scores_are_named_as_the_network_orders_them() -> None:
    assert TokenScores.__struct_fields__ == OUTPUTS


def test_a_saved_network_comes_back_whole(saved: tuple[OnRecordModel, Path]) -> None:
    model, folder = saved
    loaded = OnRecordModel.from_pretrained(folder)
    for name, value in model.state_dict().items():
        torch.testing.assert_close(loaded.state_dict()[name], value)


def test_classes_and_pairs_agree(saved: tuple[OnRecordModel, Path]) -> None:
    model, folder = saved
    parameters = Parameters.load(folder)
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(5, 36)).astype(np.float32)
    with torch.no_grad():
        classes = model.mentions.classes(torch.from_numpy(rows))
    code, sector, withheld, new, unnamed, insider = classes
    hidden = np.maximum(parameters.dense("hidden", rows), 0)
    for name, theirs in (("code", code), ("sector", sector), ("unnamed", unnamed)):
        np.testing.assert_allclose(parameters.dense(name, hidden), theirs, atol=1e-5)
    for name, theirs in (("withheld", withheld), ("new", new), ("insider", insider)):
        np.testing.assert_allclose(parameters.dense(name, hidden)[:, 0], theirs, atol=1e-5)
    anaphors = rng.normal(size=(3, 8)).astype(np.float32)
    candidates = rng.normal(size=(7, 8)).astype(np.float32)
    features = rng.normal(size=(3, 7, PAIR.width)).astype(np.float32)
    scores = parameters.pair_scores(anaphors, candidates, features)
    for anaphor, own, row in zip(anaphors, features, scores, strict=True):
        pairs = (np.tile(anaphor, (7, 1)), candidates, own)
        with torch.no_grad():
            expected = model.mentions.pair_scores(*map(torch.from_numpy, pairs))
        np.testing.assert_allclose(row, expected, atol=1e-5)
    transitions = model.crf.transitions.detach().numpy() + legal_transitions(7)
    np.testing.assert_allclose(parameters.transitions, transitions)
