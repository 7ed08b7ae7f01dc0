"""Folders that hold no model, half a model or a damaged one: refused, in a sentence."""

import json
import shutil
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from onrecord.models.errors import OnRecordError
from onrecord.models.export.graph import export
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.tagger import Tagger, shipped_weights

WEIGHTS = "model.safetensors"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model."""
    copy = tmp_path / "mine"
    copy.mkdir()
    for name in ("config.json", WEIGHTS, "tokenizer.json", GRAPH):
        shutil.copy(shipped_weights() / name, copy)
    return copy


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"version":"1.0","model":{"type":"WordLevel","vocab":{"a":0},"unk_token":"a"}}'],
)
def test_a_damaged_tokenizer_is_named(folder: Path, content: str) -> None:
    (folder / "tokenizer.json").write_text(content)
    with pytest.raises(OnRecordError, match=r"tokenizer\.json is damaged or no OnRecord model's"):
        Tagger.load(folder)


def test_weights_that_are_not_there_are_not_made_up(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = {k: v for k, v in load_file(folder / WEIGHTS).items() if "layer.0" not in k}
    save_file(kept, folder / WEIGHTS)
    with pytest.raises(OnRecordError, match=r"model\.safetensors is damaged or no OnRecord"):
        Tagger.load(folder, "torch")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("setting", "value"), [("arc_size", 64), ("encoder", {"hidden_size": 30}), ("encoder", 3)]
)
def test_weights_of_another_shape_than_the_settings_say_are_refused(
    folder: Path, setting: str, value: object, capfd: pytest.CaptureFixture[str]
) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {setting: value}))
    with pytest.raises(OnRecordError, match=r"mine.*'onrecord train' wrote"):
        Tagger.load(folder, "torch")
    assert capfd.readouterr() == ("", "")


def test_the_folder_of_a_training_run_is_told_from_the_model_in_it(folder: Path) -> None:
    run = folder.parent / "run"
    run.mkdir()
    folder.rename(run / "model")
    with pytest.raises(OnRecordError, match=r"run holds no model .*; give \S*run/model\."):
        Tagger.load(run)


def test_a_path_may_be_a_string(folder: Path) -> None:
    assert Tagger.load(str(folder)).version == Tagger.load().version


def test_an_export_of_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"holds no model \(config\.json is missing\)"):
        export(tmp_path)


def test_an_export_of_damaged_weights_says_so(folder: Path) -> None:
    (folder / GRAPH).unlink()
    (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:100_000])
    with pytest.raises(OnRecordError, match=r"model\.safetensors is damaged"):
        export(folder)
    assert not (folder / GRAPH).exists()
