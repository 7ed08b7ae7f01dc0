"""What the user's terminal and environment ask of a report."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from onrecord.audit.reports.options import ReportOptions
from onrecord.models.errors import OnRecordError

#: Columns of a report that isn't printed on a terminal; wider lines are hard to read.
WIDTH: Final = 100


def look_of(
    model: Path | None, *, brief: bool, pretty: bool, settings: str | None = None
) -> ReportOptions:
    """How reports are to look on this terminal, today, by the model in a folder (None: shipped).

    settings: the file that defaults were taken from.
    """
    from onrecord.models.measured import read_measured
    from onrecord.models.tagger import shipped_weights

    measured = read_measured(model or shipped_weights())
    return ReportOptions(
        date=_today(),
        accuracy=measured.headlines if measured else None,
        accuracy_on=measured.measured_on if measured else None,
        pretty=pretty,
        settings=settings,
        article=not brief,
        width=min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH),
        colour=_wants_colour(),
    )


def _wants_colour() -> bool:
    """Colour on a terminal, unless https://no-color.org or a dumb terminal say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _today() -> str:
    """The date to print.

    What must come out the same another day sets SOURCE_DATE_EPOCH (reproducible-builds.org).

    Raises:
        OnRecordError: that is not a number of seconds since 1970.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now().astimezone()
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH is {epoch!r}, not seconds since 1970; correct it or unset it."
        raise OnRecordError(message) from error
    return now.date().isoformat()
