"""A wider encoder is begun so that the heads read about what they read before."""

import pytest
import torch
from tokenizers import Tokenizer

from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.subwords import Subwords
from onrecord.models.tagger import shipped_weights
from onrecord.models.training.collation import TrainingCollator
from onrecord.models.training.start.narrowing import fit_narrowing
from tests.models.miniature import example
from tests.models.small_mpnet import small_mpnet

pytestmark = pytest.mark.slow


def test_the_heads_read_what_they_read_before() -> None:
    torch.manual_seed(1)
    encoder = {
        "vocab_size": 30522, "hidden_size": 24, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 48, "max_position_embeddings": 128,
    }  # fmt: skip
    earlier = OnRecordModel(OnRecordConfig(encoder=encoder)).train(False)
    model = small_mpnet()
    subwords = Subwords(Tokenizer.from_file(str(shipped_weights() / "tokenizer.json")))
    batch = TrainingCollator(subwords, capacity=96, seed=3)([example()])
    fit_narrowing(model, earlier, [batch])
    assert model.training
    inputs = [batch[name] for name in ("input_ids", "mask", "casing", "quote", "gap")]
    with torch.no_grad():
        ours, theirs = (m.train(False).encode(*inputs) for m in (model, earlier))
    there = batch["mask"].bool()
    narrow, model.narrow = model.narrow, torch.nn.Identity()
    with torch.no_grad():
        wide = model.encode(*inputs)[there]
    model.narrow = narrow
    best = torch.cat([wide, torch.ones(len(wide), 1)], 1)
    least = best @ torch.linalg.lstsq(best, theirs[there]).solution
    error, smallest = ((x - theirs[there]).square().sum() for x in (ours[there], least))
    spread = (theirs[there] - theirs[there].mean(0)).square().sum()
    # Close to the least that a linear layer can leave, and that is much less than all of it.
    assert smallest <= error < 1.3 * smallest
    assert error < 0.8 * spread
