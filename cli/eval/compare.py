"""`onrecord eval compare`: whether one run is better than another."""

from pathlib import Path

import click

from onrecord.cli.eval import options
from onrecord.cli.output.outcome import DONE, FOUND
from onrecord.cli.output.place import Place
from onrecord.cli.output.progress import progress


@click.command()
@click.argument("a", type=click.Path(path_type=Path, file_okay=False), metavar="RUN_A")
@click.argument("b", type=click.Path(path_type=Path, file_okay=False), metavar="RUN_B")
@click.option(
    "--gate",
    "gates",
    multiple=True,
    metavar="METRIC:TOLERANCE",
    help="Exit with 1 if B is significantly worse by more than this; repeatable.",
)
@click.option(
    "--data",
    multiple=True,
    metavar="GOLD",
    help="The annotated articles, if they have moved; repeatable.",
)
@click.option(
    "-o",
    "--output",
    type=Place(file_okay=False),
    help="Folder for comparison.json, .md and .html, which shows the passages.",
)
@click.option(
    "--slice", "slices", multiple=True, metavar="COLUMN", help="Slice the figures by this column."
)
@click.option("--seed", type=int, help="Seed of the randomisation and the bootstrap.")
@click.option("--rounds", type=click.IntRange(min=1), help="Rounds of the randomisation.")
@click.option("--resamples", type=click.IntRange(min=1), help="Resamples of the bootstrap.")
@options.gold_format("--format")
@options.codes
@options.texts
@options.lenient
def compare(
    a: Path,
    b: Path,
    gates: tuple[str, ...],
    data: tuple[str, ...],
    output: Path | None,
    slices: tuple[str, ...],
    seed: int | None,
    rounds: int | None,
    resamples: int | None,
    gold_format: str | None,
    codes: Path | None,
    texts: tuple[Path, ...],
    lenient: bool,
) -> int:
    """Compare run B with run A, both made by `onrecord eval run` on the same articles.

    Differences are tested by paired approximate randomisation, with a correction for multiple
    comparisons.
    """
    from onrecord.eval.compare.compare import compare_runs
    from onrecord.eval.compare.gates import parse_gate
    from onrecord.eval.compare.report import to_markdown, write_comparison
    from onrecord.eval.statistics.intervals import RESAMPLES, SEED
    from onrecord.eval.statistics.significance import ROUNDS

    with progress("Comparing"):
        compared = compare_runs(
            a,
            b,
            gates=[parse_gate(gate) for gate in gates],
            data=data,
            format=gold_format,
            codes=codes,
            texts=texts,
            lenient=lenient,
            slices=slices or None,
            seed=SEED if seed is None else seed,
            resamples=RESAMPLES if resamples is None else resamples,
            rounds=ROUNDS if rounds is None else rounds,
        )
    if output is not None:
        write_comparison(compared, output)
    click.echo(to_markdown(compared.comparison))
    return DONE if compared.comparison.passed else FOUND
