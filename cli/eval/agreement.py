"""`onrecord eval agreement`: how far annotators agree with each other."""

from pathlib import Path

import click

from onrecord.cli.eval import options
from onrecord.cli.output.messages import tell_written
from onrecord.cli.output.place import Place


@click.command()
@click.argument("data", nargs=-1, required=True, metavar="GOLD...")
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
@options.gold_format("--from")
@options.texts
@options.lenient
def agreement(
    data: tuple[str, ...],
    form: str,
    output: Path | None,
    gold_format: str | None,
    texts: tuple[Path, ...],
    lenient: bool,
) -> None:
    """Compare the work of two or more annotators of the same articles.

    Give a file or folder for each person, or one that has the work of several.
    """
    from onrecord.audit.files import write_atomically
    from onrecord.eval.agreement.agreement import agreement as agreement_of
    from onrecord.eval.agreement.report import to_markdown
    from onrecord.eval.gold.loading.load import load_annotated

    loaded = load_annotated(data, format=gold_format, lenient=lenient, texts=texts)
    options.tell_problems(loaded.skipped, loaded.warnings)
    found = agreement_of(loaded)
    report = to_markdown(found) if form == "md" else found.to_json()
    if output is None:
        click.echo(report)
    else:
        write_atomically(output, report.rstrip("\n") + "\n")
        tell_written([output])
