"""Where a comparison of two drafts goes: standard output or a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.models.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.audit.diff.types import Diff
    from onrecord.audit.reports.options import ReportOptions


def diff_format(form: str | None, output: Path | None, drafts: tuple[str, str]) -> str:
    """The format of a comparison: `form`, or what the extension of `output` says.

    Raises:
        OnRecordError: the report would overwrite a draft, or `output` is a folder.
    """
    from onrecord.audit.diff.reports.registry import DIFF_FORMATS

    if output is not None:
        if output.is_dir():
            raise OnRecordError(f"{output} is a folder; name a file with -o.")
        if any(_same(output, draft) for draft in drafts):
            raise OnRecordError(f"{output} is one of the drafts; choose another place with -o.")
        ending = output.suffix.lstrip(".").lower()
        if form is None and ending in DIFF_FORMATS:
            return ending
    return form or "terminal"


def deliver(diff: Diff, form: str, output: Path | None, options: ReportOptions) -> None:
    """Write the comparison whole or not at all, or print it.

    Raises:
        OnRecordError: it can't be written.
    """
    from onrecord.audit.diff.reports.registry import render_diff, write_diff

    if output is not None:
        write_diff(diff, form, output, options)
    elif form == "terminal":
        click.echo(render_diff(diff, form, options), nl=False, color=True)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(render_diff(diff, form, options).encode())
        sys.stdout.buffer.flush()


def _same(file: Path, draft: str) -> bool:
    try:
        return file.samefile(draft)
    except OSError:
        return False
