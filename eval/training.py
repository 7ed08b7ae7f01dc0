"""Making the weights that ship: gold in, training, calibration, measured figures out."""

import json
from collections.abc import Sequence
from pathlib import Path

from onrecord.eval.calibrating import fit_calibration
from onrecord.eval.gold import load_gold
from onrecord.eval.gold.examples import example_of
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.metrics import score, summary
from onrecord.models.calibration import Calibration
from onrecord.models.split import is_held_out
from onrecord.models.tagger import Tagger
from onrecord.models.training import Evaluate, Settings, train

#: Figures that a training run shows after each epoch.
_SHOWN = (
    "words.content.f1",
    "words.source.f1",
    "words.cue.f1",
    "labels.macro_f1",
    "attributions.found.f1",
    "attributions.with_source.f1",
    "attributions.with_label.f1",
)


def train_from_gold(
    train_paths: Sequence[Path],
    dev_paths: Sequence[Path],
    output: Path,
    *,
    settings: Settings | None = None,
    backbone: Path | None = None,
    resume: bool = True,
    lenient: bool = False,
) -> Path:
    """Train on the articles of `train_paths`; the finished model lies in ``output/model``.

    A fixed tenth of the articles (`onrecord.models.split`) is not trained on: calibration
    is fitted on it. The articles of `dev_paths` are only measured, after each epoch.
    `backbone` is the folder of another encoder to start from; `lenient` leaves out gold
    items that can't be used.

    Raises:
        OnRecordError: gold can't be read, or the encoder to start from is missing.
    """
    articles = [a for path in train_paths for a in load_gold(path, lenient=lenient).articles]
    dev = [a for path in dev_paths for a in load_gold(path, lenient=lenient).articles]
    train(
        [example_of(a) for a in articles if not is_held_out(a.id)],
        output,
        settings=settings,
        evaluate=_evaluation(dev) if dev else None,
        backbone=backbone,
        resume=resume,
    )
    folder = output / "model"
    calibration = fit_calibration(
        Tagger.load(folder, "torch"), [a for a in articles if is_held_out(a.id)]
    )
    write_calibration(folder, calibration)
    return folder


def write_calibration(folder: Path, calibration: Calibration) -> None:
    """Put `calibration` into the settings of the model in `folder`."""
    path = folder / "config.json"
    settings = json.loads(path.read_text())
    settings["calibration"] = calibration.to_settings()
    path.write_text(json.dumps(settings, indent=2, sort_keys=True) + "\n")


def _evaluation(dev: Sequence[GoldArticle]) -> Evaluate:
    def evaluate(folder: Path) -> dict[str, float]:
        tagger = Tagger.load(folder, "torch")
        figures = summary(score(dev, tagger.analyse([a.text for a in dev])))
        return {name: round(figures[name], 4) for name in _SHOWN if name in figures}

    return evaluate
