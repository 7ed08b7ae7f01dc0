"""The audit as an editor reads it in a terminal.

Labels are shown by colour and by sign, so that nothing is lost without colour. Text is put in
as text: neither markup of the terminal library nor escape sequences in it have any effect.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROWEST: Final = 40


def render_terminal(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """The report as lines of at most `options.width` columns, by suffix.

    With `options.colour` it holds the escape sequences of the 16 standard colours, otherwise
    none at all. Without `options.article` the article's text is left out.
    """
    from onrecord.audit.reports.terminal.article import article_part
    from onrecord.audit.reports.terminal.sections import (
        decisions_part,
        figures_part,
        findings_part,
        sources_part,
    )

    parts = (article_part, findings_part, decisions_part, sources_part, figures_part)
    return {".txt": printed((line for part in parts for line in part(audit, options)), options)}


def printed(lines: Iterable[RenderableType], options: ReportOptions) -> str:
    """What Rich makes of `lines`, as the options want it."""
    out = io.StringIO()
    console = _console(out, options)
    for line in lines:
        console.print(line)
    # Cells are filled up with spaces, which would travel with what is copied.
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _console(out: io.StringIO, options: ReportOptions) -> Console:
    from rich.console import Console

    environment: Mapping[str, str] = {}
    return Console(
        file=out,
        width=max(options.width, NARROWEST),
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        # What the user's terminal wants has been decided by who made the options.
        _environ=environment,
    )
