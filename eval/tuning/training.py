"""Making the weights that ship: gold in, training, calibration, measured figures out."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.audit.files import write_atomically
from onrecord.eval.gold import load_gold
from onrecord.eval.gold.training_examples import example_of
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.metrics import score, summary
from onrecord.eval.tuning.calibrating import fit_calibration
from onrecord.models.tagger import Tagger
from onrecord.models.training.fit_sector_words import fit_sector_words
from onrecord.models.training.name_marks import with_names
from onrecord.models.training.recipe import SHIPPED, Recipe, follow
from onrecord.models.training.split import is_held_out, part_of
from onrecord.models.training.start.backbones import is_tagger
from onrecord.models.training.train import Evaluate, Settings, train

#: Figures that a training run shows after each epoch.
_SHOWN = (
    "words.content.f1",
    "words.source.f1",
    "words.cue.f1",
    "labels.macro_f1",
    "attributions.found.f1",
    "attributions.with_source.f1",
    "attributions.with_label.f1",
    "right_speaker.f1",
    "name.full_accuracy",
    "sector.mean_recall",
    "type.confidential.recall",
)


def train_from_gold(
    train_paths: Sequence[Path],
    dev_paths: Sequence[Path],
    output: Path,
    how: Recipe | Settings,
    *,
    backbone: Path | None = None,
    resume: bool = True,
    lenient: bool = False,
) -> Path:
    """Train on the articles of `train_paths`; the finished model lies in ``output/model``.

    A fixed tenth of the articles (`onrecord.models.training.split`) is not trained on: calibration
    is fitted on one half of it, and the other is there to choose on. The articles of
    `dev_paths` are only measured, after each epoch.
    `how` is the recipe to follow, or the settings of one run; `backbone` is the folder of
    another encoder to start from, or of an OnRecord model, which then also marks names where
    nobody did; `lenient` leaves out gold items that can't be used.

    Raises:
        OnRecordError: gold can't be read, or the encoder to start from is missing.
    """
    articles = [a for path in train_paths for a in load_gold(path, lenient=lenient).articles]
    dev = [a for path in dev_paths for a in load_gold(path, lenient=lenient).articles]
    examples = [example_of(a) for a in articles if not is_held_out(a.id)]
    if backbone is not None and is_tagger(backbone):
        examples = with_names(examples, Tagger.load(backbone))
    evaluate = _evaluation(dev) if dev else None
    if isinstance(how, Recipe):
        follow(how, examples, output, evaluate=evaluate, backbone=backbone, resume=resume)
    else:
        train(examples, output, settings=how, evaluate=evaluate, backbone=backbone, resume=resume)
    sector_words = fit_sector_words(examples)
    if sector_words is not None:
        sector_words.save(output / "model")
    calibrate(output / "model", articles)
    return output / "model"


def how_to_train(
    told: Mapping[str, Any], one_run: Mapping[str, Any], recipe: Recipe = SHIPPED
) -> Recipe | Settings:
    """The `recipe`, with the settings `told` in all of its runs; None means not told.

    If any of `one_run` is told, it is only the recipe's first run, with these settings and those.
    """
    told, one_run = (
        {name: value for name, value in settings.items() if value is not None}
        for settings in (told, one_run)
    )
    if not one_run:
        return recipe.told(**told)
    return msgspec.structs.replace(recipe.runs[0].settings, **told, **one_run)


def calibrate(folder: Path, articles: Sequence[GoldArticle]) -> None:
    """Refit the calibration of the model in `folder` to the calibrating half of `articles`.

    PyTorch runs it, so that it doesn't depend on a graph that may be older than the weights.
    """
    _write_calibration(folder, {})
    kept_back = [a for a in articles if part_of(a.id) == "calibrate"]
    fitted = fit_calibration(Tagger.load(folder, "torch"), kept_back)
    _write_calibration(folder, fitted.to_settings())


def _write_calibration(folder: Path, calibration: Mapping[str, Any]) -> None:
    path = folder / "config.json"
    settings = json.loads(path.read_text())
    settings["calibration"] = calibration
    write_atomically(path, json.dumps(settings, indent=2, sort_keys=True) + "\n")


def _evaluation(dev: Sequence[GoldArticle]) -> Evaluate:
    def evaluate(folder: Path) -> dict[str, float]:
        tagger = Tagger.load(folder, "torch")
        figures = summary(score(dev, tagger.analyse([a.text for a in dev])))
        return {name: round(figures[name], 4) for name in _SHOWN if name in figures}

    return evaluate
