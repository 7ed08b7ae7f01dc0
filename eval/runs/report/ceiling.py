"""How far people agree on articles of a kind, as figures to set beside a model's."""

import tomllib
from pathlib import Path

import msgspec

from onrecord.eval.runs.report.figure_names import NOT_DEFINED, Named, number
from onrecord.models.errors import OnRecordError


class Ceiling(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of annotators against each other.

    `title` is what a table calls them, `note` says who they are and on what they were
    compared; `figures` holds, by the names of an evaluation run, one value a comparison.
    """

    title: str
    note: str
    figures: dict[str, list[float]]

    def shown(self, named: Named) -> str:
        """The lowest and the highest value as printed; a dash where the figure is not known."""
        values = self.figures.get(named.figure)
        if not values:
            return NOT_DEFINED
        ends = [number(value, points=named.points) for value in (min(values), max(values))]
        return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def read_ceiling(path: Path) -> Ceiling:
    """The ceiling that a TOML file states.

    Raises:
        OnRecordError: the file can't be read, or states none.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Ceiling)
    except OSError as error:
        raise OnRecordError(f"{path} can't be read ({error.strerror or error}).") from error
    except (ValueError, msgspec.ValidationError) as error:
        raise OnRecordError(f"{path} does not give figures of annotators: {error}.") from error
