"""Options that the commands on gold data share, and their messages about doubtful items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from onrecord.eval.gold import Problem

Command = TypeVar("Command", bound=Callable[..., Any])

# Written out, since importing them from where they are used takes long; tests compare.
FORMATS: Final = ("jsonl", "polnear", "brat", "label-studio", "datasets", "annotators", "audits")
#: So many doubtful items are named one by one.
NAMED: Final = 10


def gold_format(name: str = "--format") -> Callable[[Command], Command]:
    """The option for the format that gold data is in."""
    return click.option(
        name,
        "gold_format",
        type=click.Choice(FORMATS),
        help="Format of the annotated data; by default detected.",
    )


lenient = click.option(
    "--lenient", is_flag=True, help="Skip items that cannot be used, and say how many."
)
codes = click.option(
    "--codes",
    type=click.Path(path_type=Path),
    help="File or folder with the codes of sources, for data without them.",
)
texts = click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="JSONL with the texts, for annotations without them; repeatable.",
)


def tell_problems(skipped: Sequence[Problem], warnings: Sequence[Problem]) -> None:
    """Say on stderr which items were left out, and which look doubtful."""
    for what, problems in (("left out", skipped), ("doubtful", warnings)):
        for problem in problems[:NAMED]:
            click.echo(f"{what}: {problem}", err=True)
        if len(problems) > NAMED:
            click.echo(f"{what}: {len(problems) - NAMED} more", err=True)
