"""The recipe of the shipped weights in miniature: two short runs with a layer of the network."""

from pathlib import Path

import msgspec
import pytest
import torch
from safetensors.torch import load_file, save_file

from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.training.averaging import mean_weights
from onrecord.models.training.recipe import SHIPPED, Recipe, Run, follow
from onrecord.models.training.train import Settings
from tests.models.miniature import TEXT, example
from tests.models.one_layer import one_layer

pytestmark = pytest.mark.slow


def test_runs_are_averaged_by_their_shares(tmp_path: Path) -> None:
    backbone = one_layer(shipped_weights(), tmp_path / "backbone")
    seen: list[Path] = []

    def evaluate(folder: Path) -> dict[str, float]:
        seen.append(folder)
        return {}

    one = Settings(epochs=1, batch_articles=1, average=0.5, warmup=0.0)
    other = msgspec.structs.replace(one, masking=0.2, order=14)
    recipe = Recipe(
        runs=(Run(share=0.25, settings=one), Run(share=0.75, settings=other)), capacity=96
    )
    follow(recipe, [example(), example()], tmp_path, evaluate=evaluate, backbone=backbone)

    assert seen == [tmp_path / "1" / "epoch", tmp_path / "2" / "epoch", tmp_path / "model"]
    first, second, mean = (
        load_file(tmp_path / folder / "model.safetensors")
        for folder in ("1/model", "2/model", "model")
    )
    assert not torch.equal(first["roles.weight"], second["roles.weight"])
    for name, value in mean.items():
        expected = 0.25 * first[name].float() + 0.75 * second[name].float()
        torch.testing.assert_close(value.float(), expected, atol=1e-3, rtol=1e-3)
    tagger = Tagger.load(tmp_path / "model", "torch")
    assert tagger.analyse([TEXT])[0].word_labels is not None

    assert (tmp_path / "1" / "checkpoint-2").is_dir()
    follow(recipe, [example(), example()], tmp_path, backbone=backbone)
    again = load_file(tmp_path / "model" / "model.safetensors")
    assert all(torch.equal(value, again[name]) for name, value in mean.items())


def test_shares_need_not_sum_to_one(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    for folder, values in ((a, [0.0, 1.0]), (b, [3.0, 1.0])):
        folder.mkdir()
        save_file({"w": torch.tensor(values)}, folder / "model.safetensors")
    mean = mean_weights({a: 2, b: 1})
    torch.testing.assert_close(mean["w"], torch.tensor([1.0, 1.0]))


def test_settings_are_told_to_every_run() -> None:
    told = SHIPPED.told(seed=7, threads=2)
    assert {(r.settings.seed, r.settings.threads) for r in told.runs} == {(7, 2)}
    assert [r.share for r in told.runs] == [r.share for r in SHIPPED.runs]
