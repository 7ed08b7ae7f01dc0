"""What the user's terminal and environment ask of a report."""

import os
import shutil
import sys
from datetime import UTC, datetime
from typing import Final

from onrecord.audit.reports.options import ReportOptions

#: Columns of a report that isn't printed on a terminal; wider lines are hard to read.
WIDTH: Final = 100


def options_of(*, brief: bool, pretty: bool) -> ReportOptions:
    """How reports are to look on this terminal, today."""
    return ReportOptions(
        date=_today(),
        pretty=pretty,
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
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now().astimezone()
    return now.date().isoformat()
