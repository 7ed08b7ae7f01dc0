"""`onrecord train` and `onrecord export`: what they leave behind when all goes well."""

import json
from pathlib import Path

import click
import pytest
from safetensors.numpy import load_file

from onrecord.cli.main import main
from onrecord.cli.train import train
from onrecord.models.export import graph
from onrecord.models.tagger import Tagger
from onrecord.models.training.recipe import RECIPES, SHIPPED
from onrecord.models.training.split import Part, part_of
from tests.models.miniature import TEXT, example
from tests.models.one_layer import one_layer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("weights")]


def gold(path: Path, parts: dict[Part, int]) -> Path:
    """A file of gold with so many copies of the miniature article in each part of the split."""
    made = example()
    rows = [
        {
            "id": f"E{number}",
            "source": one.source,
            "cue": one.cue,
            "content": one.content,
            "code": one.code,
            "canonical": one.canonical,
        }
        for number, one in enumerate(made.attributions)
    ]
    lines = []
    for number in range(10_000):
        part = part_of(f"a{number}")
        if parts.get(part, 0):
            parts[part] -= 1
            lines.append(json.dumps({"id": f"a{number}", "text": TEXT, "attributions": rows}))
    assert not any(parts.values())
    path.write_text("\n".join(lines) + "\n")
    return path


def test_training_makes_a_calibrated_model_of_the_release_that_was_asked_for(
    weights: Path, tmp_path: Path
) -> None:
    first = one_layer(weights, tmp_path / "first")
    data = gold(tmp_path / "gold.jsonl", {"train": 2, "calibrate": 1})
    output = tmp_path / "run"
    how = ["--epochs", "3", "--seed", "3", "--threads", "1", "--release", "9.9"]
    assert main(["train", str(data), "-o", str(output), "--backbone", str(first), *how]) == 0
    settings = json.loads((output / "model" / "config.json").read_text())
    before = json.loads((first / "config.json").read_text())
    assert settings["calibration"] not in ({}, before["calibration"])
    old, new = (load_file(folder / "model.safetensors") for folder in (first, output / "model"))
    assert old.keys() == new.keys()
    assert any((old[name] != new[name]).any() for name in old)
    tagger = Tagger.load(output / "model", "torch")
    assert tagger.version == "9.9"
    assert tagger.analyse([TEXT])[0].word_labels is not None


def test_every_recipe_can_be_asked_for() -> None:
    option = next(p for p in train.params if p.name == "encoder")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(RECIPES)
    assert RECIPES[option.default] is SHIPPED


def test_exporting_checks_and_measures_on_the_articles_that_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `export` does with them is tested with it, through the command."""
    one, two = (gold(tmp_path / f"{n}.jsonl", {"train": n}) for n in (1, 2))
    asked: list[tuple[object, ...]] = []

    def export(*given: object) -> float:
        asked.append(given)
        return 0.0012

    monkeypatch.setattr(graph, "export", export)
    options = ["--check", str(one), "--measure", str(two), "--measure", str(one)]
    assert main(["export", str(tmp_path / "model"), *options]) == 0
    assert asked == [(tmp_path / "model", [TEXT], [TEXT, TEXT, TEXT])]
    said = "Wrote the graph; it labels 0.12% of the words differently from PyTorch.\n"
    assert capsys.readouterr().out == said
