"""`onrecord batch`: a whole corpus into a folder of results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli.audit import INPUT_FORMATS, MAX_BYTES, POLICIES, RUNTIMES
from onrecord.cli.outcome import DONE, FAILED

if TYPE_CHECKING:
    from onrecord.audit.batch.run import Result
    from onrecord.audit.batch.types import Field
    from onrecord.audit.ingest.types import Format

# Written out here, since importing them from where they are used takes long; tests compare.
FIELDS: Final = (
    "text",
    "id",
    "title",
    "publisher",
    "byline",
    "author",
    "section",
    "date",
    "url",
    "genre",
    "language",
)
INTERRUPTED: Final = 130


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the results; the same command goes on where a run in it stopped.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help=f"Column of a field, where its name doesn't tell: {', '.join(FIELDS)}.",
)
@click.option(
    "--group-by",
    metavar="KEY,...",
    help="Groups of the report: publisher, section, author, language, genre, "
    "date:day, date:week, date:month, date:year.",
)
@click.option("--dedupe", is_flag=True, help="Count articles once that repeat an earlier one.")
@click.option("--no-text", is_flag=True, help="Leave the articles' words out of the output.")
@click.option("--strict", is_flag=True, help="Exit with 2 where a record could not be audited.")
@click.option("--restart", is_flag=True, help="Begin anew, whatever lies in the folder.")
@click.option(
    "--policy",
    metavar="NAME|FILE",
    default="default",
    show_default=True,
    help=f"Sourcing rules: {', '.join(POLICIES)}, or a newsroom's own TOML file.",
)
@click.option(
    "--input-format",
    type=click.Choice(INPUT_FORMATS),
    help="What the articles are; told by name and first characters if not given.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    help="Refuse articles larger than this.",
)
@click.option("--any-language", is_flag=True, help="Go on with languages other than English.")
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="Folder of a trained model to use instead of the one that comes with the program.",
)
@click.option(
    "--runtime",
    type=click.Choice(RUNTIMES),
    help="What runs the model; the fastest that is installed if not given.",
)
def batch(
    corpus: tuple[str, ...],
    output: Path,
    columns: tuple[str, ...],
    group_by: str | None,
    dedupe: bool,
    no_text: bool,
    strict: bool,
    restart: bool,
    policy: str,
    input_format: Format | None,
    max_bytes: int,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> int:
    """Audit a corpus: folders of articles, JSONL, CSV, TSV, Parquet, also as gzip, zstd or zip,
    saved data sets, data sets on a hub (hub:OWNER/NAME), patterns.
    """
    from onrecord.audit.batch.run import Choices, run_batch
    from onrecord.audit.batch.types import ReadOptions
    from onrecord.cli.batch_progress import batch_progress
    from onrecord.cli.interrupts import finishing

    keys = tuple(key.strip() for key in (group_by or "").split(",") if key.strip())
    choices = Choices(
        reading=ReadOptions(
            columns=_columns(columns),
            max_bytes=max_bytes,
            format=input_format,
            any_language=any_language,
        ),
        policy=policy,
        model=model,
        runtime=runtime,
        no_text=no_text,
        dedupe=dedupe,
        restart=restart,
        group_by=keys,
    )
    with finishing() as interrupted, batch_progress() as watch:
        result = run_batch(corpus, output, choices, watch=watch, stop=interrupted)
    click.echo(summary(result, output), err=True)
    if not result.complete:
        return INTERRUPTED
    return FAILED if strict and result.counts.errors else DONE


def summary(result: Result, output: Path) -> str:
    """What came of the run, in a line or two."""
    counts = result.counts
    parts = [f"{counts.audited:,} audited", f"{counts.errors:,} errors"]
    if counts.duplicates:
        left_out = ", left out" if counts.left_out else ""
        parts.append(f"{counts.duplicates:,} duplicates{left_out}")
    line = f"{counts.records:,} records: {', '.join(parts)}."
    if not result.complete:
        return f"Stopped after {line} The same command goes on from there."
    if not result.fresh:
        return f"Finished before: {line} See {output / 'report.html'}."
    errors = f" See {output / 'errors.jsonl'} for the errors." if counts.errors else ""
    return f"{line} See {output / 'report.html'}.{errors}"


def _columns(given: tuple[str, ...]) -> dict[Field, str]:
    """Columns by field.

    Raises:
        click.UsageError: one is not of the form FIELD=NAME.
    """
    found: dict[Field, str] = {}
    for one in given:
        name, _, column = one.partition("=")
        field = next((field for field in FIELDS if field == name.strip().lower()), None)
        if field is None or not column:
            raise click.UsageError(
                f"--column {one} is not FIELD=NAME with one of {', '.join(FIELDS)}."
            )
        found[field] = column  # type: ignore[index]
    return found
