"""`onrecord eval speed`: how fast audits are on this machine."""

from pathlib import Path

import click

from onrecord.cli import audit_options
from onrecord.cli.output.messages import tell_written
from onrecord.cli.output.place import Place


@click.command()
@click.option(
    "--runtime",
    "runtimes",
    multiple=True,
    type=click.Choice(audit_options.RUNTIMES),
    help="Runtime to measure; repeatable; by default all.",
)
@click.option(
    "--threads",
    multiple=True,
    type=click.IntRange(min=1),
    help="Number of threads; repeatable; by default one and all cores.",
)
@click.option(
    "--words",
    "lengths",
    multiple=True,
    type=click.IntRange(min=1),
    help="Length of the articles; repeatable; by default 200 to 20,000 words.",
)
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=32,
    show_default=True,
    help="Number of articles of 900 words to audit together.",
)
@click.option(
    "--corpus",
    type=click.IntRange(min=0),
    default=480,
    show_default=True,
    help="Number of articles of 900 words for `onrecord batch`; 0 leaves it out.",
)
@audit_options.model
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["md", "json"]),
    default="md",
    show_default=True,
    help="Output format.",
)
@click.option("-o", "--output", type=Place(), help="File to write to instead of standard output.")
def speed(
    runtimes: tuple[str, ...],
    threads: tuple[int, ...],
    lengths: tuple[int, ...],
    batch: int,
    corpus: int,
    model: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Measure how fast audits are, next to what this machine could do, on fictional articles.

    Takes a few minutes. Run nothing else in the meantime.
    """
    from onrecord.audit.files import write_atomically
    from onrecord.eval.speed import measure, report

    planned = measure.plan(model, runtimes, threads, lengths, batch, corpus)
    found = measure.measure_speed(planned, lambda line: click.echo(line, err=True))
    written = report.to_markdown(found) if form == "md" else report.to_json(found)
    if output is None:
        click.echo(written, nl=False)
    else:
        write_atomically(output, written)
        tell_written([output])
