"""A small network with MPNet's kind of encoder and weights drawn by chance."""

import shutil
from pathlib import Path

import torch

from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.tagger import shipped_weights

ENCODER = {
    "model_type": "mpnet",
    "vocab_size": 30522,
    "hidden_size": 48,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "intermediate_size": 96,
    "max_position_embeddings": 514,
    "pad_token_id": 1,
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
}


def small_mpnet() -> OnRecordModel:
    """The network, ready to be read with; its features of tokens join before the third layer."""
    torch.manual_seed(5)
    model = OnRecordModel(OnRecordConfig(encoder=ENCODER, features_at=2, width=24, capacity=96))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Large enough for what a layer does, for distances and features to be seen.
            if "relative" in name:
                parameter.normal_(std=1.0)
            elif "Norm" not in name:
                parameter.normal_(std=0.15 if parameter.ndim > 1 else 0.1)
    return model.train(False)


def saved_in_shards(model: OnRecordModel, folder: Path) -> Path:
    """`folder`, with the model in files of at most two megabytes."""
    model.save_pretrained(folder, max_shard_size="2MB")
    shutil.copy(shipped_weights() / "tokenizer.json", folder)
    return folder
