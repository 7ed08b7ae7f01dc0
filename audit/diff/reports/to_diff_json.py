"""The comparison as JSON: ``onrecord.diff/1``, one document a file."""

import msgspec

from onrecord.audit.diff.types import Diff
from onrecord.audit.reports.options import ReportOptions


def render_diff_json(diff: Diff, options: ReportOptions) -> str:
    """The comparison on one line, or indented where `options.pretty` asks for it."""
    line = diff.to_json()
    return f"{msgspec.json.format(line, indent=2) if options.pretty else line}\n"
