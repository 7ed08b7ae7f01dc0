"""What the program says on stderr."""

from collections.abc import Sequence
from pathlib import Path

import click


def complain(message: str) -> None:
    """Say in one line what went wrong."""
    _say(f"onrecord: {message}")


def tell_written(files: Sequence[Path]) -> None:
    """Say in a line which files were written; of many, how many and where."""
    if not files:
        return
    folders = {file.parent for file in files}
    if len(files) > 2 and len(folders) == 1:
        what = f"{len(files)} files in {folders.pop()}"
    else:
        what = ", ".join(map(str, files))
    _say(f"Wrote {what}.")


def _say(message: str) -> None:
    # A message may quote a file name or article text: nothing in it may steer the terminal.
    line = "".join(c if c.isprintable() else " " for c in message)
    click.echo(" ".join(line.split()), err=True)
