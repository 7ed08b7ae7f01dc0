"""The objective on a real batch, with a small encoder made for the test."""

import pytest
import torch
from tokenizers import Tokenizer

from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.subwords import Subwords
from onrecord.models.tagger import shipped_weights
from onrecord.models.training.collation import TrainingCollator
from onrecord.models.training.losses import WEIGHTS, losses, total
from onrecord.models.training.masking import MaskedWords
from tests.models.miniature import example

pytestmark = pytest.mark.slow


@pytest.fixture
def collator() -> TrainingCollator:
    subwords = Subwords(Tokenizer.from_file(str(shipped_weights() / "tokenizer.json")))
    return TrainingCollator(subwords, capacity=60, seed=3)


@pytest.fixture
def model() -> OnRecordModel:
    torch.manual_seed(2)
    encoder = {
        "vocab_size": 30522, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 64, "max_position_embeddings": 96,
    }  # fmt: skip
    return OnRecordModel(
        OnRecordConfig(encoder=encoder, arc_size=16, mention_size=16, pair_size=16)
    )


def test_hidden_words_are_guessed(collator: TrainingCollator, model: OnRecordModel) -> None:
    hiding = TrainingCollator(collator.subwords, 60, 3, masking=0.3)
    encoder = model.encoder.config
    words = MaskedWords(encoder.hidden_size, encoder.vocab_size)
    batch = hiding([example(), example()])
    assert len(batch["masked_at"]) and (batch["input_ids"] == hiding.mask).any()
    assert losses(model, batch, words)["masked"].item() > 0
    assert "masked" not in losses(model, collator([example()]), words)


def test_every_head_learns(collator: TrainingCollator, model: OnRecordModel) -> None:
    parts = losses(model, collator([example(), example()]))
    assert set(parts) == set(WEIGHTS) - {"masked"}
    assert all(torch.isfinite(value) for value in parts.values())
    total(parts).backward()  # type: ignore[no-untyped-call]
    untouched = [
        name
        for name, parameter in model.named_parameters()
        # No source is elided in the example; position and type embeddings are BERT's own.
        if parameter.grad is None and name != "mentions.elided"
    ]
    assert untouched == []


def test_the_objective_falls(collator: TrainingCollator, model: OnRecordModel) -> None:
    model.train(False)
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3)
    history = []
    for _ in range(15):
        loss = total(losses(model, collator([example()])))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        history.append(float(loss.detach()))
    assert history[-1] < 0.6 * history[0]


def test_a_text_without_attributions_costs_no_links(
    collator: TrainingCollator, model: OnRecordModel
) -> None:
    bare = example().__class__(id="bare", text="It rained all day.", attributions=[], names=None)
    parts = losses(model, collator([bare]))
    assert float(parts["links"].detach()) == 0
    assert torch.isfinite(total(parts))


def test_windows_cover_each_token_once(collator: TrainingCollator) -> None:
    batch = collator([example()])
    assert int((batch["role_tags"] >= 0).sum()) == int(batch["token_mask"].sum())
    assert len(batch["token_mask"]) > 1
    assert int(batch["pair_candidate"].max()) < len(batch["name_last"]) + len(batch["code"])
