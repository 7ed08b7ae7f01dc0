"""`onrecord eval convert`: gold data from one format into another."""

from pathlib import Path
from typing import Final

import click

from onrecord.cli import audit_options
from onrecord.cli.eval import options
from onrecord.cli.output.place import Place

# Written out, since importing them from where they are used takes long; tests compare.
TASKS: Final = "label-studio-tasks"
TARGETS: Final = ("jsonl", "polnear", "brat", "label-studio", "datasets", TASKS)


@click.command()
@click.argument("data", metavar="GOLD")
@click.option("--to", "target", required=True, type=click.Choice(TARGETS), help="Output format.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=Place(),
    help="The file or new folder to write.",
)
@options.gold_format("--from")
@options.codes
@options.texts
@options.lenient
@audit_options.model
def convert(
    data: str,
    target: str,
    output: Path,
    gold_format: str | None,
    codes: Path | None,
    texts: tuple[Path, ...],
    lenient: bool,
    model: Path | None,
) -> None:
    """Write annotated articles in another format.

    label-studio-tasks writes articles, which may be plain text files, with the model's answers as
    predictions for people to correct.
    """
    from onrecord.eval.gold.convert import convert as convert_gold
    from onrecord.eval.gold.convert import convert_to_tasks

    if target == TASKS:
        from onrecord.models.tagger import Tagger

        tagger = Tagger.load(model)
        done = convert_to_tasks(
            data,
            output,
            tagger.analyse,
            f"{tagger.name} {tagger.version}",
            source_format=gold_format,
            lenient=lenient,
        )
    else:
        done = convert_gold(
            data,
            target,
            output,
            source_format=gold_format,
            lenient=lenient,
            codes=codes,
            texts=texts,
        )
    options.tell_problems(done.skipped, done.warnings)
    click.echo(f"{done.articles} articles with {done.attributions} attributions: {output}")
