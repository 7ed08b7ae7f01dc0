"""Folders that hold no model, half a model or a damaged one: refused, in a sentence."""

import json
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from onrecord.models.errors import OnRecordError
from onrecord.models.export.graph import export
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.weight_files import weight_files
from tests.models.model_copy import model_copy

pytestmark = pytest.mark.slow

#: The last of the files with its weights.
WEIGHTS = weight_files(shipped_weights())[-1].name
#: A tokenizer without words, but for those that every model has.
EMPTY = json.dumps(
    {
        "version": "1.0",
        "model": {
            "type": "WordLevel",
            "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3},
            "unk_token": "[UNK]",
        },
    }
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model."""
    return model_copy(tmp_path / "mine")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        EMPTY,
        '{"version":"1.0","model":{"type":"WordLevel","vocab":{"a":0},"unk_token":"a"}}',
    ],
)
def test_a_damaged_tokenizer_is_named(folder: Path, content: str) -> None:
    (folder / "tokenizer.json").write_text(content)
    with pytest.raises(
        OnRecordError, match=r"tokenizer\.json is damaged or not the tokenizer of an"
    ):
        Tagger.load(folder)


def test_weights_that_are_not_there_are_not_made_up(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    weights = weight_files(folder)[0]
    kept = {k: v for k, v in load_file(weights).items() if "layer.0" not in k}
    save_file(kept, weights)
    with pytest.raises(
        OnRecordError, match=r"safetensors is damaged or not the weights of an OnRecord"
    ):
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
    with pytest.raises(
        OnRecordError, match=r"run does not contain a model .*; give \S*run/model\."
    ):
        Tagger.load(run)


def test_a_path_may_be_a_string(folder: Path) -> None:
    assert Tagger.load(str(folder)).version == Tagger.load().version


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", WEIGHTS, GRAPH])
def test_a_file_of_a_terabyte_is_not_read(folder: Path, name: str) -> None:
    with (folder / name).open("r+b") as file:
        file.truncate(10**12)
    with pytest.raises(
        OnRecordError, match=rf"{name} is too large for a file of an OnRecord model"
    ):
        Tagger.load(folder)


def test_the_graph_of_something_else_is_refused(folder: Path) -> None:
    import onnx
    from onnx import TensorProto, helper

    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
    node = helper.make_node("Identity", ["x"], ["y"])
    graph = helper.make_graph([node], "other", [value], [result])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), folder / GRAPH)
    with pytest.raises(
        OnRecordError, match=r"onnx is not the graph of an OnRecord model; write it again"
    ):
        Tagger.load(folder, "onnx")


def test_nothing_in_a_folder_makes_the_hub_be_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _, to: asked.append(to))
    config = json.loads((folder / "config.json").read_text())
    named = {"_name_or_path": "owner/name", "auto_map": {"AutoModel": "owner/name--code.Model"}}
    (folder / "config.json").write_text(json.dumps(config | named))
    adapter = {"base_model_name_or_path": "owner/name", "peft_type": "LORA"}
    (folder / "adapter_config.json").write_text(json.dumps(adapter))
    assert Tagger.load(folder, "torch").runtime == "torch"
    assert asked == []


def test_a_name_on_the_hub_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _, to: asked.append(to))
    with pytest.raises(OnRecordError, match=r"^owner/name does not contain a model"):
        Tagger.load("owner/name")
    assert asked == []


def test_an_export_of_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(
        OnRecordError, match=r"does not contain a model \(config\.json is missing\)"
    ):
        export(tmp_path)


def test_an_export_of_damaged_weights_says_so(folder: Path) -> None:
    (folder / GRAPH).unlink()
    weights = weight_files(folder)[0]
    weights.write_bytes(weights.read_bytes()[:100_000])
    with pytest.raises(OnRecordError, match=r"\.safetensors is damaged"):
        export(folder)
    assert not (folder / GRAPH).exists()
