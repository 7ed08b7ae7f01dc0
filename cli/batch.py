"""`onrecord batch`: a corpus."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import audit_options as options
from onrecord.cli.output.outcome import DONE, FAILED, INTERRUPTED
from onrecord.cli.output.place import PlaceOrAddress
from onrecord.cli.output.progress import progress

if TYPE_CHECKING:
    from types import FrameType

    from onrecord.audit.batch.run.choices import Result
    from onrecord.audit.batch.types import Field
    from onrecord.audit.ingest.types import Format

# Written out, since importing them from where they are used takes long; tests compare.
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
    "format",
)


ENGINES: Final = ("local", "ray")


def parse_columns(
    _: click.Context, __: click.Parameter, value: tuple[str, ...]
) -> dict[Field, str]:
    """Columns by field, from ``FIELD=COLUMN``.

    Raises:
        click.BadParameter: a value is not of that form, or there is no such field.
    """
    columns: dict[Field, str] = {}
    for given in value:
        field, is_there, column = given.partition("=")
        known = [name for name in FIELDS if name == field]
        if not known or not is_there or not column:
            raise click.BadParameter(
                f"{given} is not FIELD=COLUMN; the fields are {', '.join(FIELDS)}."
            )
        columns[field] = column  # type: ignore[index]
    return columns


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=PlaceOrAddress(),
    help="Folder for audits, tables, errors and the report; with Ray also s3://BUCKET/FOLDER.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=parse_columns,
    help=f"The column of a field; by default found by its usual names: {', '.join(FIELDS)}.",
)
@click.option(
    "--group-by",
    "keys",
    multiple=True,
    metavar="KEY,...",
    help="Groups in the report: publisher, section, author, language, genre, date:month ...",
)
@click.option("--dedupe", is_flag=True, help="Leave out articles that repeat an earlier one.")
@click.option("--restart", is_flag=True, help="Discard previous results and start over.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="Number of processes, each with its own model; by default one per CPU, at most 4.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help="What runs the audits: this machine, or Ray on this machine or a cluster.",
)
@click.option(
    "--ray-address",
    metavar="HOST:PORT",
    help="Address of a Ray cluster; by default Ray runs on this machine alone.",
)
@click.option(
    "--gpus",
    type=click.FloatRange(min=0),
    default=0.0,
    help="Share of a GPU per Ray worker, such as 0.25; by default none.",
)
@click.option("--strict", is_flag=True, help="Exit with 2 if an article could not be audited.")
@options.no_config
@options.policy
@options.house
@options.no_text
@options.corpus_format
@options.max_bytes
@options.any_language
@options.model
@options.runtime
def batch(
    corpus: tuple[str, ...],
    output: Path | str,
    columns: dict[Field, str],
    keys: tuple[str, ...],
    dedupe: bool,
    restart: bool,
    processes: int | None,
    engine: str,
    ray_address: str | None,
    gpus: float,
    strict: bool,
    policy: str,
    house: Path | None,
    no_text: bool,
    input_format: Format | None,
    max_bytes: int,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> int:
    """Audit a corpus: folders of articles, JSONL, CSV, Parquet, archives, data sets, globs.

    To resume an interrupted run, give the same command again. Ctrl-C finishes the current batch
    and stops; a second Ctrl-C stops at once. Neither loses any results.
    """
    from onrecord.audit.batch.cluster.run_any import run
    from onrecord.audit.batch.cluster.run_cluster import Cluster
    from onrecord.audit.batch.run.choices import Choices
    from onrecord.audit.batch.types import ReadOptions
    from onrecord.cli.batch_watch import Watch
    from onrecord.cli.output.notes import house_of

    reading = ReadOptions(
        columns=columns, max_bytes=max_bytes, format=input_format, any_language=any_language
    )
    choices = Choices(
        reading=reading,
        policy=policy,
        house=house_of(house),
        config=click.get_current_context().meta.get(options.SETTINGS),
        model=model,
        runtime=runtime,
        no_text=no_text,
        dedupe=dedupe,
        restart=restart,
        group_by=tuple(key.strip() for told in keys for key in told.split(",") if key.strip()),
        processes=processes,
    )
    with progress("Auditing") as bar, stopping() as stop:
        cluster = Cluster(address=ray_address, gpus=gpus) if engine == "ray" else None
        result = run(corpus, output, choices, cluster, watch=Watch(bar), stop=lambda: stop[0])
    tell(result, output)
    if not result.complete:
        return INTERRUPTED
    return FAILED if strict and result.counts.errors else DONE


@contextmanager
def stopping() -> Iterator[list[bool]]:
    """A flag that the first Ctrl-C sets; the second one interrupts as usual."""
    stop = [False]

    def hear(_: int, __: FrameType | None) -> None:
        stop[0] = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def tell(result: Result, output: Path | str) -> None:
    """Say how the run ended."""
    from onrecord.audit.reports.content.wording import counted

    counts = result.counts
    parts = [f"{counts.audited:,} audited"]
    if counts.errors:
        parts.append(f"{counts.errors:,} failed (see {output}/errors.jsonl)")
    if counts.duplicates:
        what = "left out" if counts.left_out else "audited as well"
        parts.append(f"{counts.duplicates:,} repeat another ({what})")
    click.echo(f"{counted(counts.records, 'record')}: {', '.join(parts)}.")
    if not result.complete:
        click.echo("Stopped; run the same command again to resume.", err=True)
    elif result.fresh:
        click.echo(f"Report: {output}/report.html")
    else:
        click.echo(f"Nothing new; the report is in {output}/report.html.")
