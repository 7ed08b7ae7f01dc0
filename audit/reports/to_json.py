"""The audit as JSON: the design's ``onrecord.audit/2``, one document a file."""

import msgspec

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit


def render_json(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """The audit on one line, or indented where `options.pretty` asks for it."""
    line = audit.to_json()
    if options.pretty:
        line = msgspec.json.format(line, indent=2)
    return {".json": f"{line}\n"}
