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
    help="Measure this runtime; repeatable; all if not given.",
)
@click.option(
    "--threads",
    multiple=True,
    type=click.IntRange(min=1),
    help="Measure with so many threads; repeatable; one and all cores if not given.",
)
@click.option(
    "--words",
    "lengths",
    multiple=True,
    type=click.IntRange(min=1),
    help="Measure articles of this length; repeatable; 200 to 20,000 words if not given.",
)
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=32,
    show_default=True,
    help="Articles of 900 words that are audited together.",
)
@click.option(
    "--corpus",
    type=click.IntRange(min=0),
    default=480,
    show_default=True,
    help="Articles of 900 words for `onrecord batch`; 0: leave that out.",
)
@audit_options.model
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["md", "json"]),
    default="md",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "--output", type=Place(), help="Write to this file, not to the screen.")
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
    """Measure how fast audits are, beside what this machine could do, on fictional articles.

    Takes a few minutes. Nothing else should run meanwhile.
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
