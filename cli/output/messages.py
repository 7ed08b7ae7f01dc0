"""What the program says on stderr."""

import click


def complain(message: str) -> None:
    """Say in one line what went wrong."""
    # A message may quote a file name or article text: nothing in it may steer the terminal.
    line = "".join(c if c.isprintable() else " " for c in message)
    click.echo(f"onrecord: {' '.join(line.split())}", err=True)
