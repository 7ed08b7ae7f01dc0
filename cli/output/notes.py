"""What is to be said on stderr of an audit that has been made."""

from onrecord.audit.reports.content.decided import worded
from onrecord.audit.schema.audit import Audit
from onrecord.cli.output.messages import complain


def tell_decisions(audit: Audit) -> None:
    """Name the decisions that are not in the audit, and why; a line each."""
    if audit.decisions is None:
        return
    for kind in (audit.decisions.unreadable, audit.decisions.overruled, audit.decisions.unmatched):
        for note in kind:
            complain(f"decisions on {audit.article.id}: {worded(note)}.")
