"""Weights in one file or in several, and an index that names anybody's files."""

import json
from pathlib import Path

import pytest

from onrecord.models.errors import OnRecordError
from onrecord.models.weight_files import (
    INDEX,
    WEIGHTS,
    damaged_weights,
    weight_files,
    weight_names,
)

DAMAGED = r"model\.safetensors\.index\.json is damaged or not the weights of an OnRecord"
SHARDS = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]


def write_index(folder: Path, names: list[object]) -> None:
    weights = {f"tensor{i}": name for i, name in enumerate(names)}
    (folder / INDEX).write_text(json.dumps({"metadata": {}, "weight_map": weights}))


def test_one_file_is_what_is_expected(tmp_path: Path) -> None:
    assert weight_names(tmp_path) == [WEIGHTS]
    assert weight_files(tmp_path) == [tmp_path / WEIGHTS]


def test_an_index_names_the_others(tmp_path: Path) -> None:
    write_index(tmp_path, [SHARDS[1], SHARDS[0], SHARDS[1]])
    assert weight_names(tmp_path) == [INDEX, *SHARDS]
    assert weight_files(tmp_path) == [tmp_path / name for name in SHARDS]


def test_one_file_goes_before_an_index(tmp_path: Path) -> None:
    write_index(tmp_path, [*SHARDS])
    (tmp_path / WEIGHTS).touch()
    assert weight_names(tmp_path) == [WEIGHTS]


@pytest.mark.parametrize(
    "name", ["../model-00001-of-00002.safetensors", "/etc/passwd", "weights.bin", "", 3, None]
)
def test_other_files_are_never_read(tmp_path: Path, name: object) -> None:
    write_index(tmp_path, [SHARDS[0], name])
    with pytest.raises(OnRecordError, match=DAMAGED):
        weight_names(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b"{}"])
def test_a_damaged_index_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / INDEX).write_bytes(content)
    with pytest.raises(OnRecordError, match=DAMAGED):
        weight_names(tmp_path)


def test_an_index_of_a_terabyte_is_not_read(tmp_path: Path) -> None:
    write_index(tmp_path, [*SHARDS])
    with (tmp_path / INDEX).open("r+b") as file:
        file.truncate(10**12)
    with pytest.raises(OnRecordError, match=DAMAGED):
        weight_names(tmp_path)


def test_several_damaged_files_are_all_named(tmp_path: Path) -> None:
    write_index(tmp_path, [*SHARDS])
    said = str(damaged_weights(tmp_path))
    first, second = (tmp_path / name for name in SHARDS)
    assert said.startswith(f"One of {first}, {second} is damaged or not the weights of")
