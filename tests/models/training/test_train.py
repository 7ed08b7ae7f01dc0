"""One short training run with the real encoder, broken off and taken up again."""

import hashlib
from pathlib import Path

import pytest
import torch

from onrecord.models.errors import OnRecordError
from onrecord.models.tagger import Tagger
from onrecord.models.training.split import is_held_out
from onrecord.models.training.start.backbones import new_model
from onrecord.models.training.train import Settings, _Learner, train
from tests.models.miniature import TEXT, example

pytestmark = pytest.mark.slow


def test_a_run_makes_a_model_that_loads_and_goes_on(backbone: Path, tmp_path: Path) -> None:
    seen: list[Path] = []

    def evaluate(folder: Path) -> dict[str, float]:
        seen.append(folder)
        return {"files": float(len(list(folder.iterdir())))}

    short = Settings(epochs=1, batch_articles=2, average=0.5, masking=0.2)
    train([example(), example()], tmp_path, settings=short, evaluate=evaluate, backbone=backbone)
    folder = tmp_path / "model"
    assert seen == [tmp_path / "epoch"]
    assert (folder / "model.safetensors").stat().st_size < 50_000_000
    assert Tagger.load(folder, "torch").analyse([TEXT])[0].word_labels is not None
    assert {p.suffix for p in folder.iterdir()} <= {".json", ".safetensors"}

    longer = Settings(epochs=2, batch_articles=2, average=0.5, masking=0.2)
    model = train([example(), example()], tmp_path, settings=longer, backbone=backbone)
    assert (tmp_path / "checkpoint-2").is_dir()
    assert all(torch.isfinite(p).all() for p in model.parameters())


def test_a_folder_without_an_encoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="has no encoder to start from"):
        train([example()], tmp_path / "run", backbone=tmp_path)
    assert not (tmp_path / "run").exists()


def test_nothing_is_guessed_by_default(backbone: Path) -> None:
    network = new_model(backbone, "1", 60)
    assert _Learner(network, guessing=Settings().masking > 0).words is None


def test_the_held_out_tenth_is_fixed() -> None:
    ids = [f"article-{i}" for i in range(2000)]
    held = [i for i in ids if is_held_out(i)]
    assert 0.08 < len(held) / len(ids) < 0.12
    # It must never change: weights that ship have not seen these.
    assert held == [i for i in ids if hashlib.sha256(i.encode()).digest()[0] % 10 == 0]
