"""The value of ``-o``."""

from pathlib import Path
from typing import Any

import click


class Place(click.Path):
    """A file or folder to write, which has a name.

    An empty one, as of a variable that isn't set, would stand for the folder one is in.
    """

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(file_okay=file_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`value` as a path.

        Raises:
            click.BadParameter: it is empty, or a file where there must be none.
        """
        if not str(value):
            self.fail("it is empty; name a place to write to.", param, ctx)
        return super().convert(value, param, ctx)
