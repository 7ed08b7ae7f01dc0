"""Weights written where others lay: nothing of those is left to be read."""

import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.subwords import Subwords
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.runtimes.torch import read_network
from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.training import train as training
from onrecord.models.training.averaging import mean_weights
from onrecord.models.training.train import Settings, _Learner, save
from onrecord.models.weight_files import weight_names
from tests.models.miniature import TEXT
from tests.models.small_mpnet import small_mpnet

pytestmark = pytest.mark.slow


@pytest.fixture
def subwords() -> Subwords:
    return Subwords(Tokenizer.from_file(str(shipped_weights() / "tokenizer.json")))


def small_bert() -> OnRecordModel:
    encoder = {
        "vocab_size": 30522, "hidden_size": 24, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 48, "max_position_embeddings": 128,
    }  # fmt: skip
    return OnRecordModel(OnRecordConfig(encoder=encoder, capacity=96)).train(False)


def test_shards_and_one_file_replace_each_other(
    tmp_path: Path, subwords: Subwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards: list[int] = []
    for model, largest in ((small_bert(), "9MB"), (small_mpnet(), "2MB"), (small_bert(), "9MB")):
        monkeypatch.setattr(training, "_SHARD", largest)
        (tmp_path / GRAPH).write_bytes(b"the graph of other weights")
        save(model, subwords, tmp_path)
        shards.append(len(weight_names(tmp_path)))
        read = read_network(tmp_path)
        for name, value in model.state_dict().items():
            torch.testing.assert_close(read.state_dict()[name], value, atol=1e-3, rtol=1e-3)
        assert not (tmp_path / GRAPH).exists()
        assert set(mean_weights({tmp_path: 1.0})) == set(model.state_dict())
    assert shards == [1, 3, 1]
    assert {p.name for p in tmp_path.iterdir()} == {
        "config.json",
        "tokenizer.json",
        *weight_names(tmp_path),
    }


def test_the_signature_is_of_every_shard(
    tmp_path: Path, subwords: Subwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "_SHARD", "2MB")
    save(small_mpnet(), subwords, tmp_path)
    tagger = Tagger.load(tmp_path, "torch")
    assert tagger.analyse([TEXT])[0].word_labels is not None
    before = tagger.signature
    for name in weight_names(tmp_path)[1:]:
        content = bytearray((tmp_path / name).read_bytes())
        content[-1] ^= 1
        (tmp_path / name).write_bytes(content)
        after = Tagger.load(tmp_path, "torch").signature
        assert after != before
        before = after


def test_settings_cannot_name_other_weights(tmp_path: Path, subwords: Subwords) -> None:
    model = small_bert()
    save(model, subwords, tmp_path / "model")
    save(small_mpnet(), subwords, tmp_path / "other")
    path = tmp_path / "model" / "config.json"
    named = {"transformers_weights": "../other/model.safetensors"}
    path.write_text(json.dumps(json.loads(path.read_text()) | named))
    read = read_network(tmp_path / "model").state_dict()
    torch.testing.assert_close(
        read["roles.weight"], model.state_dict()["roles.weight"], atol=1e-3, rtol=1e-3
    )


def test_hidden_words_are_guessed_under_narrower_heads() -> None:
    network = small_mpnet()
    learner = _Learner(network, guessing=True, frozen=[network.encoder.embeddings])
    assert learner.words is not None
    words = network.encoder.embeddings.word_embeddings.weight
    loss = learner.words.loss(torch.zeros(3, 24), words, torch.tensor([5, 6, 7]))
    assert loss.item() > 0
    learner.train()
    assert network.training
    assert not network.encoder.embeddings.training


@pytest.mark.parametrize(
    ("falling", "rates"), [(1.0, [0.0, 1.0, 5 / 8, 1 / 8]), (0.2, [0.0, 1.0, 1.0, 1 / 2])]
)
def test_rates_fall_at_the_end(falling: float, rates: list[float]) -> None:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    trainer = object.__new__(training._Trainer)
    trainer.lr_scheduler, trainer.optimizer = None, optimizer
    trainer.settings = Settings(falling=falling)
    trainer.args = training._arguments(Path("unused"), Settings(warmup=0.2))
    scheduler = trainer.create_scheduler(10)
    found = []
    for _ in range(10):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    assert [found[step] for step in (0, 2, 5, 9)] == pytest.approx(rates)
