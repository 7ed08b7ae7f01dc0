"""Weights of the small heads that are renamed, swapped, too many, no numbers or huge."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from onrecord.models.errors import OnRecordError
from onrecord.models.network.heads import Parameters
from onrecord.models.tagger import shipped_weights
from tests.models.model_copy import every_weight

WEIGHTS = "model.safetensors"
REFUSED = r"model\.safetensors is damaged or not the weights of an OnRecord model; copy it again"


def heads() -> dict[str, np.ndarray]:
    """The small heads that ship."""
    every = every_weight(shipped_weights())
    kept = ("crf.", "mentions.", "content_arc_bias", "source_arc_bias")
    return {name: array for name, array in every.items() if name.startswith(kept)}


def test_the_heads_that_ship_are_taken(tmp_path: Path) -> None:
    save_file(heads(), tmp_path / WEIGHTS)
    assert Parameters.load(tmp_path).elided.shape == (192,)


@pytest.mark.parametrize("name", ["mentions.new.bias", "crf.transitions", "mentions.elided"])
def test_a_renamed_head_is_refused(tmp_path: Path, name: str) -> None:
    arrays = heads()
    arrays[f"{name}2"] = arrays.pop(name)
    save_file(arrays, tmp_path / WEIGHTS)
    with pytest.raises(OnRecordError, match=REFUSED):
        Parameters.load(tmp_path)


def test_swapped_heads_are_refused(tmp_path: Path) -> None:
    arrays = heads()
    code, sector = "mentions.code.weight", "mentions.sector.weight"
    arrays[code], arrays[sector] = arrays[sector], arrays[code]
    save_file(arrays, tmp_path / WEIGHTS)
    with pytest.raises(OnRecordError, match=REFUSED):
        Parameters.load(tmp_path)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_weights_that_are_no_numbers_are_refused(tmp_path: Path, value: float) -> None:
    arrays = heads()
    arrays["mentions.elided"] = np.full_like(arrays["mentions.elided"], value)
    save_file(arrays, tmp_path / WEIGHTS)
    with pytest.raises(OnRecordError, match=REFUSED):
        Parameters.load(tmp_path)


def test_a_head_of_a_terabyte_is_not_read(tmp_path: Path) -> None:
    size = 10**12
    header = json.dumps(
        {"mentions.elided": {"dtype": "F16", "shape": [size // 2], "data_offsets": [0, size]}}
    ).encode()
    with (tmp_path / WEIGHTS).open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + size)
    with pytest.raises(OnRecordError, match=REFUSED):
        Parameters.load(tmp_path)
