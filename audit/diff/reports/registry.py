"""The formats of a comparison: each is one module, and all are made from the one `Diff`."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from onrecord.audit.diff.reports.to_diff_html import render_diff_html
from onrecord.audit.diff.reports.to_diff_json import render_diff_json
from onrecord.audit.diff.reports.to_diff_markdown import render_diff_markdown
from onrecord.audit.diff.types import Diff
from onrecord.audit.files import write_atomically
from onrecord.audit.reports.options import ReportOptions

Renderer: TypeAlias = Callable[[Diff, ReportOptions], str]


def _terminal(diff: Diff, options: ReportOptions) -> str:
    # Rich is imported only where something is drawn.
    from onrecord.audit.diff.reports.to_diff_terminal import render_diff_terminal

    return render_diff_terminal(diff, options)


#: What makes each format.
DIFF_FORMATS: Final[dict[str, Renderer]] = {
    "terminal": _terminal,
    "html": render_diff_html,
    "md": render_diff_markdown,
    "json": render_diff_json,
}


def render_diff(diff: Diff, form: str, options: ReportOptions | None = None) -> str:
    """The comparison in one of the `DIFF_FORMATS`."""
    return DIFF_FORMATS[form](diff, options or ReportOptions())


def write_diff(diff: Diff, form: str, path: Path, options: ReportOptions | None = None) -> None:
    """Write the comparison, whole or not at all.

    Raises:
        OnRecordError: the file can't be written.
    """
    write_atomically(path, render_diff(diff, form, options))
