"""What a report says about the newsroom's own files that were used."""

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit


def house_lines(audit: Audit, options: ReportOptions) -> list[tuple[str, str]]:
    """The house list and the file of settings that were used, name and value."""
    lines = []
    if audit.house is not None:
        lines.append(("House list", f"{audit.house.name} ({audit.house.sha256[:12]})"))
    if options.settings is not None:
        lines.append(("Settings", options.settings))
    return lines
