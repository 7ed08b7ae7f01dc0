"""Settings that no model has: named, in a line that quotes no library."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.model_settings import ModelSettings
from onrecord.models.tagger import shipped_weights

SHIPPED = json.loads((shipped_weights() / "config.json").read_text())


def changed(folder: Path, path: str, value: object) -> Path:
    """`folder` with the shipped settings, of which that at `path` is another (None: gone)."""
    settings = json.loads(json.dumps(SHIPPED))
    inner: dict[str, Any] = settings
    *outer, last = path.split(".")
    for name in outer:
        inner = inner[name]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    (folder / "config.json").write_text(json.dumps(settings))
    return folder


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("capacity", 0),
        ("capacity", 1),
        ("capacity", 511),
        ("capacity", 10**9),
        ("capacity", 10**30),
        ("capacity", "382"),
        ("capacity", None),
        ("margin", -1),
        ("release", "3" * 200),
        ("release", 3),
        ("calibration", []),
        ("calibration.content", 1.5),
        ("calibration.content.temperature", 0),
        ("calibration.content.temperature", 1e-300),
        ("calibration.label.bias", 1e300),
        ("calibration.claims.named", "x"),
        ("calibration.claims.nobody", {}),
        ("encoder", 3),
        ("encoder.vocab_size", 0),
        ("encoder.max_position_embeddings", None),
        ("decoding.part", 0),
        ("decoding.linking.joins", "much"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, path: str, value: object) -> None:
    with pytest.raises(OnRecordError) as refused:
        ModelSettings.load(changed(tmp_path, path, value))
    told = str(refused.value)
    assert f"has a wrong setting at {path.split('.')[0]}" in told
    assert "\n" not in told
    assert "Expected" not in told


def test_a_margin_leaves_something_between_two(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"at capacity \(it must be over twice the margin"):
        ModelSettings.load(changed(tmp_path, "margin", 10**9))


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"a": 1e'])
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.json").write_bytes(content)
    with pytest.raises(OnRecordError, match=r"config\.json .*'onrecord train' wrote\.$"):
        ModelSettings.load(tmp_path)


def test_the_settings_that_ship_are_taken() -> None:
    settings = ModelSettings.load(shipped_weights())
    assert (settings.capacity, settings.release) == (SHIPPED["capacity"], SHIPPED["release"])
