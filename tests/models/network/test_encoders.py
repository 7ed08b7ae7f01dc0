"""The encoders, with small weights drawn by chance."""

import pytest
import torch
from torch import Tensor
from transformers import MPNetModel

from onrecord.models.errors import OnRecordError
from onrecord.models.network.encoders import make_encoder, run_encoder
from tests.models.small_mpnet import ENCODER

pytestmark = pytest.mark.slow

BERT = {
    "vocab_size": 50, "hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4,
    "intermediate_size": 96, "max_position_embeddings": 64,
}  # fmt: skip


def drawn(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("settings", [BERT, ENCODER], ids=["bert", "mpnet"])
def test_what_is_beside_a_window_changes_nothing_in_it(settings: dict[str, object]) -> None:
    encoder = make_encoder(settings).train(False)
    words, features = drawn(1, 2, 20, 48), drawn(2, 2, 20, 48)
    mask = torch.ones(2, 20, dtype=torch.long)
    mask[1, 12:] = 0
    with torch.no_grad():
        both = run_encoder(encoder, words, features, mask, 0)
        alone = run_encoder(encoder, words[1:, :12], features[1:, :12], mask[1:, :12], 0)
    torch.testing.assert_close(both[1, :12], alone[0], atol=1e-4, rtol=1e-4)


def test_without_features_it_is_mpnet_itself() -> None:
    encoder = make_encoder(ENCODER).train(False)
    assert isinstance(encoder, MPNetModel)
    words, mask = drawn(3, 1, 30, 48), torch.ones(1, 30, dtype=torch.long)
    with torch.no_grad():
        ours = run_encoder(encoder, words, torch.zeros(1, 30, 48), mask, 2)
        theirs = encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
    torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-5)


def test_features_join_where_they_are_told_to() -> None:
    encoder = make_encoder(ENCODER).train(False)
    words, features = drawn(4, 1, 10, 48), drawn(5, 1, 10, 48)
    mask = torch.ones(1, 10, dtype=torch.long)
    seen: list[Tensor] = []
    layers = encoder.encoder.layer
    handles = [
        layer.register_forward_hook(lambda _m, _i, output: seen.append(output[0]))
        for layer in layers
    ]
    with torch.no_grad():
        for told in (torch.zeros(1, 10, 48), features):
            run_encoder(encoder, words, told, mask, 2)
    for handle in handles:
        handle.remove()
    without, given = seen[: len(layers)], seen[len(layers) :]
    same = [torch.equal(a, b) for a, b in zip(without, given, strict=True)]
    assert same == [True, True, False]


def test_another_kind_is_refused() -> None:
    with pytest.raises(OnRecordError, match="encoder of the kind gpt2; choose bert or mpnet"):
        make_encoder({"model_type": "gpt2"})
