"""How the bundled weights are made: training runs from the same first weights, averaged.

Method: model soups (Wortsman et al. 2022, arXiv:2203.05482). Runs that begin alike and differ in
what they read how end in weights whose mean is a working network, and a steadier one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from tokenizers import Tokenizer

from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.subwords import Subwords
from onrecord.models.training.averaging import mean_weights
from onrecord.models.training.examples import Example
from onrecord.models.training.start.backbones import backbone_folder
from onrecord.models.training.start.wider import Wider
from onrecord.models.training.train import (
    Evaluate,
    Settings,
    evaluate_and_tell,
    save,
    train,
)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A training run, and the share of the mean that its weights have."""

    share: float
    settings: Settings


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """Runs to be averaged, and the subwords of a window that the average reads at one go."""

    runs: tuple[Run, ...]
    capacity: int

    def told(self, **settings: Any) -> "Recipe":
        """The same with `settings` in every run."""
        runs = tuple(
            msgspec.structs.replace(run, settings=msgspec.structs.replace(run.settings, **settings))
            for run in self.runs
        )
        return msgspec.structs.replace(self, runs=runs)


#: What makes the shipped weights, from those of release 2 (`backbone`).
SHIPPED: Final = Recipe(
    runs=(
        Run(
            share=1.0,
            settings=Settings(release="3", epochs=2.25, capacity=382, warmup=0.04, order=15),
        ),
    ),
    capacity=382,
)


#: Six layers of MPNet beneath the heads of release 3 (`backbone`); see docs/experiments.md.
MPNET: Final = Recipe(
    runs=(
        Run(
            share=1.0,
            settings=Settings(
                release="4",
                epochs=1.19,
                capacity=382,
                encoder_rate=1e-4,
                head_rate=3e-4,
                warmup=0.04,
                falling=0.12,
                average=0.995,
                order=21,
                save_steps=50,
                wider=Wider(),
            ),
        ),
    ),
    capacity=382,
)
#: The recipes that can be followed, by their names.
RECIPES: Final = {"minilm": SHIPPED, "mpnet": MPNET}


def follow(
    recipe: Recipe,
    examples: Sequence[Example],
    output: Path,
    *,
    evaluate: Evaluate | None = None,
    backbone: Path | None = None,
    resume: bool = True,
) -> OnRecordModel:
    """Train every run of `recipe` and average them: the weights lie in ``output/model``.

    The runs lie in the folders ``1``, ``2`` … of `output`. Arguments and errors are those of
    `training.train`; a recipe that was interrupted goes on where it was.
    """
    backbone = backbone or backbone_folder()
    shares: dict[Path, float] = {}
    for number, run in enumerate(recipe.runs, 1):
        folder = output / str(number)
        train(
            examples,
            folder,
            settings=run.settings,
            evaluate=evaluate,
            backbone=backbone,
            resume=resume,
        )
        shares[folder / "model"] = run.share
    first = recipe.runs[0].settings
    config = OnRecordConfig.from_pretrained(output / "1" / "model")
    config.release, config.capacity = first.release, recipe.capacity
    model = OnRecordModel(config)
    model.load_state_dict(mean_weights(shares))
    subwords = Subwords(Tokenizer.from_file(str(backbone / "tokenizer.json")))
    save(model, subwords, output / "model")
    if evaluate:
        evaluate_and_tell(evaluate, output / "model", "average")
    return model
