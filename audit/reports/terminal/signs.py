"""Signs and styles of the terminal view."""

from collections.abc import Mapping
from typing import Final

from onrecord.audit.reports.content.source_rows import flat, source_list
from onrecord.audit.reports.content.wording import LETTER_OF_LABEL
from onrecord.audit.schema.audit import Audit, Level
from onrecord.models.labels import Label

#: Legible on light and on dark terminals alike.
STYLE_OF_LABEL: Final[dict[Label, str]] = {
    "named": "cyan",
    "anonymous": "magenta",
    "unsourced": "dim",
}
STYLE_OF_LEVEL: Final[dict[Level, str]] = {
    "error": "bold red",
    "warning": "bold yellow",
    "suggestion": "bold",
}
OPEN: Final = "⟦"
CLOSE: Final = "⟧"


def source_signs(audit: Audit) -> Mapping[str, str]:
    """The sign of every source by its id, N1, N2 …, A1, A2 …, in the order of the source list."""
    signs: dict[str, str] = {}
    labels: tuple[Label, ...] = ("named", "anonymous")
    for label in labels:
        for i, entry in enumerate(flat(source_list(audit, label)), 1):
            signs[entry.source.id] = f"{LETTER_OF_LABEL[label]}{i}"
    return signs
