"""The decoding config: documented, kept with the weights, and refused in one line when wrong."""

import ast
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.models import config
from onrecord.models.config import DecodingConfig, SpanConfig
from onrecord.models.errors import OnRecordError
from onrecord.models.tagger import Tagger, shipped_weights
from tests.models.model_copy import model_copy

TEXT = "“It held,” Dale Brook said. The river has been low since May, he added, and will stay so."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped model, with settings of its own."""
    return model_copy(tmp_path, links=True)


def change(folder: Path, how: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "config.json"
    settings = json.loads(path.read_text())
    how(settings)
    path.write_text(json.dumps(settings))


def test_every_field_says_what_it_does() -> None:
    lines = inspect.getsource(config).splitlines()
    fields = [
        field
        for item in ast.walk(ast.parse("\n".join(lines)))
        if isinstance(item, ast.ClassDef)
        for field in item.body
        if isinstance(field, ast.AnnAssign) and not isinstance(field.value, ast.Call)
    ]
    assert len(fields) > 40
    assert not [ast.unparse(f) for f in fields if "#:" not in lines[f.lineno - 2]]


def test_the_shipped_settings_are_whole_and_the_defaults_are_theirs() -> None:
    settings = json.loads((shipped_weights() / "config.json").read_text())
    assert settings["decoding"] == msgspec.to_builtins(DecodingConfig())
    assert Tagger.load().decoding == DecodingConfig()


@pytest.mark.slow
def test_what_training_writes_is_what_a_tagger_reads(folder: Path) -> None:
    # Importing it takes seconds.
    from onrecord.models.network.network_config import OnRecordConfig

    chosen = DecodingConfig(spans=SpanConfig(cue_share=0.25))
    written = folder / "written"
    OnRecordConfig(decoding=msgspec.to_builtins(chosen)).save_pretrained(written)
    assert OnRecordConfig.from_pretrained(written).decoding == msgspec.to_builtins(chosen)
    decoding = json.loads((written / "config.json").read_text())["decoding"]
    change(folder, lambda settings: settings.update(decoding=decoding))
    assert Tagger.load(folder, "onnx").decoding == chosen
    OnRecordConfig().save_pretrained(written)
    decoding = json.loads((written / "config.json").read_text())["decoding"]
    assert decoding == msgspec.to_builtins(DecodingConfig())


@pytest.mark.slow
@pytest.mark.parametrize("left", [{}, {"spans": {}}, {"spans": {"cue_share": 0.15}}])
def test_what_is_missing_takes_the_defaults(folder: Path, left: dict[str, Any]) -> None:
    change(folder, lambda settings: settings.update(decoding=left))
    assert Tagger.load(folder, "onnx").decoding == DecodingConfig()
    change(folder, lambda settings: settings.pop("decoding"))
    assert Tagger.load(folder, "onnx").decoding == DecodingConfig()


@pytest.mark.parametrize("runtime", ["onnx", "torch"])
@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("decoding", {"spans": {"cue_share": 2}}, r"at decoding\.spans\.cue_share;"),
        ("decoding", {"spans": {"cue_share": "a lot"}}, r"at decoding\.spans\.cue_share;"),
        ("decoding", {"spans": {"cue_share": None}}, r"at decoding\.spans\.cue_share;"),
        ("decoding", {"spans": {"clue_share": 0.2}}, r"at decoding\.spans;"),
        ("decoding", {"pointing": {"reach": 0}}, r"at decoding\.pointing\.reach;"),
        ("decoding", {"pointing": {"reach": 1.5}}, r"at decoding\.pointing\.reach;"),
        ("decoding", {"grants": []}, r"at decoding\.grants;"),
        ("decoding", 3, r"at decoding;"),
        ("calibration", {"label": {"temperature": 0}}, r"at calibration\.label\.temperature;"),
        ("calibration", {"claims": {"rumoured": {}}}, r"at calibration\.claims;"),
        ("capacity", 16, r"at capacity \(it must be over twice the margin, 8, and at most 510\);"),
        ("capacity", "wide", r"at capacity;"),
    ],
)
def test_a_wrong_setting_is_one_plain_line(
    folder: Path, setting: str, value: object, told: str, runtime: str
) -> None:
    change(folder, lambda settings: settings.update({setting: value}))
    with pytest.raises(OnRecordError, match=told) as caught:
        Tagger.load(folder, runtime)
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(str(folder / "config.json"))
    assert line.endswith("the folder model/ that 'onrecord train' wrote.")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"\xff": 1}', b"{}"])
def test_settings_that_are_none_are_one_plain_line(folder: Path, content: bytes) -> None:
    (folder / "config.json").write_bytes(content)
    with pytest.raises(OnRecordError, match=r"config\.json (is no|has a wrong)") as caught:
        Tagger.load(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_thresholds_decide_answers_and_are_in_the_signature(folder: Path) -> None:
    shipped = Tagger.load(folder, "onnx")
    pinned, before = shipped.signature, shipped.analyse([TEXT])[0]
    assert any(a.source_id is not None for a in before.attributions)
    # No share is so large that a content takes its cue, or the speaker of one.
    strict = DecodingConfig(spans=SpanConfig(cue_share=1.0, speaker_share=1.0))
    told = shipped.with_decoding(strict)
    after = told.analyse([TEXT])[0]
    assert all(a.cue == [] for a in after.attributions)
    assert told.signature != pinned
    assert told.with_decoding(DecodingConfig()).signature == pinned
    assert shipped.analyse([TEXT])[0] == before
    change(folder, lambda settings: settings.update(decoding=msgspec.to_builtins(strict)))
    read = Tagger.load(folder, "onnx")
    assert read.signature not in {pinned, told.signature}
    assert read.analyse([TEXT])[0] == after
