"""`onrecord eval run`: the figures of a model on annotated articles."""

from pathlib import Path

import click

from onrecord.cli import audit_options
from onrecord.cli.eval import options
from onrecord.cli.progress import progress


@click.command()
@click.option("--data", required=True, metavar="GOLD", help="The annotated articles.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
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
    help="Everybody's work on articles that several people annotated; looked for if not given.",
)
@click.option("--slice", "slices", multiple=True, metavar="COLUMN", help="Slice by this column.")
@click.option("--seed", type=int, help="Seed of the bootstrap.")
@click.option("--resamples", type=click.IntRange(min=1), help="Resamples of the bootstrap.")
@options.gold_format("--format")
@options.codes
@options.texts
@options.lenient
def run(
    data: str,
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
    """Measure a model on annotated articles, beside reference rows and people.

    The folder gets figures.json, report.md, report.html and the predictions. Timings apart,
    the same inputs on the same machine give the same bytes.
    """
    from onrecord.eval.intervals import RESAMPLES, SEED
    from onrecord.eval.run import run_evaluation
    from onrecord.eval.run_wording import HEADLINES, figure, limits

    with progress("Evaluating"):
        record = run_evaluation(
            data,
            output,
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
    for named in HEADLINES:
        interval = limits(record.row.intervals.get(named.figure), named)
        click.echo(f"{named.title:<30} {figure(record.row, named):>6}  {interval}".rstrip())
    click.echo(f"All figures, with references: {output / 'report.html'}")
