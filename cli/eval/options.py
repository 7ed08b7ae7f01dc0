"""Options that the commands on gold data share, and what they say of doubtful items."""

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
        help="What the data is in; found out if not given.",
    )


lenient = click.option(
    "--lenient", is_flag=True, help="Leave out items that can't be used, and say how many."
)
codes = click.option(
    "--codes",
    type=click.Path(path_type=Path),
    help="File or folder with the codes of sources, for data that has none.",
)
texts = click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="JSONL with the texts of annotations that come without; may be repeated.",
)


def tell_problems(skipped: Sequence[Problem], warnings: Sequence[Problem]) -> None:
    """Say on stderr which items were left out, and which look doubtful."""
    for what, problems in (("left out", skipped), ("doubtful", warnings)):
        for problem in problems[:NAMED]:
            click.echo(f"{what}: {problem}", err=True)
        if len(problems) > NAMED:
            click.echo(f"{what}: {len(problems) - NAMED} more", err=True)
