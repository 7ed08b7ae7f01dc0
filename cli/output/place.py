"""The value of ``-o``."""

from pathlib import Path
from typing import Any

import click


class Place(click.Path):
    """A file or folder to write, which has a name.

    An empty name, as from a variable that is not set, would mean the current folder.
    """

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(file_okay=file_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`value` as a path.

        Raises:
            click.BadParameter: it is empty, the system cannot look it up (a name that is too long,
                links in a circle, a folder without permission), or it is a file but must not be.
        """
        if not str(value):
            self.fail("it is empty; name a file or folder to write to.", param, ctx)
        try:
            Path(value).stat()
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            self.fail(f"{value} can't be used ({error.strerror}).", param, ctx)
        return super().convert(value, param, ctx)


class PlaceOrAddress(Place):
    """A folder to write, or the address of one in an object store, which stays a string."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`value` as a path, or as it is where it is an address (``s3://bucket/folder``)."""
        if isinstance(value, str) and "://" in value:
            return value
        return super().convert(value, param, ctx)
