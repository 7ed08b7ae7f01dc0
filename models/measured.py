"""The measured accuracy of a model, which travels with its weights."""

from pathlib import Path
from typing import Final

import msgspec

FILE: Final = "figures.json"


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A model's measured figures.

    `measured_on` words the data; `headlines` are what a reader should see, name to worded
    value; `figures` all figures of that data by their names in evaluation runs; `signature`
    is the evaluation run's.
    """

    measured_on: str
    headlines: dict[str, str]
    figures: dict[str, float]
    signature: str


def read_measured(folder: Path) -> Measured | None:
    """The measured accuracy of the model in `folder`; None if there is none."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Measured)
    except (OSError, msgspec.MsgspecError):
        return None
