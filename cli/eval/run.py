"""`onrecord eval run`: the figures of a model on annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import audit_options
from onrecord.cli.eval import options
from onrecord.cli.output.place import Place
from onrecord.cli.output.progress import progress

if TYPE_CHECKING:
    from onrecord.eval.gold.loading.splits import Split

# Written out, since importing them from where they are used takes long; tests compare.
SPLITS: Final = ("dev", "held-out", "held-out-calibrate", "held-out-tenth")


@click.command()
@click.option(
    "--data",
    required=True,
    multiple=True,
    metavar="GOLD",
    help="The annotated articles; repeatable: figures for each data set and for all together.",
)
@click.option(
    "--split",
    type=click.Choice(SPLITS),
    default="dev",
    show_default=True,
    help="Which articles: all (dev), or of training files those that nothing was trained on: "
    "the half to choose on (held-out), the half to calibrate on, or both.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=Place(file_okay=False),
    help="Folder for figures, reports and predictions.",
)
@audit_options.model
@audit_options.runtime
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    help="Score these predictions (JSONL of an earlier run) instead of running a model.",
)
@click.option(
    "--annotators",
    type=click.Path(path_type=Path),
    help="The work of each annotator of articles that several annotated; by default looked for.",
)
@click.option(
    "--slice", "slices", multiple=True, metavar="COLUMN", help="Slice the figures by this column."
)
@click.option("--seed", type=int, help="Seed of the bootstrap.")
@click.option("--resamples", type=click.IntRange(min=1), help="Resamples of the bootstrap.")
@options.gold_format("--format")
@options.codes
@options.texts
@options.lenient
def run(
    data: tuple[str, ...],
    split: Split,
    output: Path,
    model: Path | None,
    runtime: str | None,
    predictions: Path | None,
    annotators: Path | None,
    slices: tuple[str, ...],
    seed: int | None,
    resamples: int | None,
    gold_format: str | None,
    codes: Path | None,
    texts: tuple[Path, ...],
    lenient: bool,
) -> None:
    """Measure a model on annotated articles, next to baselines and people.

    Writes figures.json, report.md, report.html and the predictions. Apart from timings, the same
    inputs on the same machine give the same bytes.
    """
    from onrecord.eval.runs.report.figure_names import headline_lines
    from onrecord.eval.runs.run import run_evaluation
    from onrecord.eval.statistics.intervals import RESAMPLES, SEED

    with progress("Evaluating"):
        record = run_evaluation(
            data,
            output,
            split=split,
            model=model,
            runtime=runtime,
            predictions=predictions,
            annotators=annotators,
            format=gold_format,
            codes=codes,
            texts=texts,
            lenient=lenient,
            slices=slices or None,
            seed=SEED if seed is None else seed,
            resamples=RESAMPLES if resamples is None else resamples,
        )
    for note in record.notes:
        click.echo(note, err=True)
    for line in headline_lines(record):
        click.echo(line)
    click.echo(f"All figures, with references: {output / 'report.html'}")
