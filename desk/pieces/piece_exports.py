"""What comes out of the desk: reports, the file of decisions, gold for evaluations."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from onrecord.audit.decisions.types import Decision
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.registry import file_stem, render
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError

_REPORTS: Final = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LINES: Final = "application/jsonl"
#: Everything that a piece can be exported as.
EXPORTS: Final = (*_REPORTS, "decisions", "gold")


class BadExportError(OnRecordError):
    """A piece can't be exported so."""


class Export(NamedTuple):
    """A file: its name, what it is, what it holds."""

    name: str
    media_type: str
    content: bytes


def exported(
    audit: Audit, decisions: Sequence[Decision], form: str, *, original: bytes | None = None
) -> Export:
    """A piece in one of the `EXPORTS`.

    original: the Word file that it came in, if its words are still the same; comments then go into
    a copy of it.

    Raises:
        BadExportError: there is no such export, or nothing was decided that could be gold.
        OnRecordError: the report can't be made.
    """
    stem = file_stem(audit.article.title or Path(audit.article.id).stem or "piece")
    if form in _REPORTS:
        options = ReportOptions(
            date=date.today().isoformat(), original=original, pretty=form == "json"
        )
        ((suffix, content),) = render(audit, form, options).items()
        data = content.encode() if isinstance(content, str) else content
        return Export(stem + suffix, _REPORTS[form], data)
    if form == "decisions":
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in decisions)
        return Export(f"{stem}.onrecord.jsonl", _LINES, lines)
    if form == "gold":
        return Export(f"{stem}.gold.jsonl", _LINES, _gold(audit))
    raise BadExportError(f"There is no export “{form}”; choose one of {', '.join(EXPORTS)}.")


def report_of(audit: Audit) -> bytes:
    """The HTML report of an audit, as it is kept with a signature."""
    return exported(audit, [], "html").content


def _gold(audit: Audit) -> bytes:
    from onrecord.eval.gold.convert import convert

    if audit.decisions is None or not audit.decisions.applied:
        raise BadExportError(
            "Nothing has been decided on this piece, so it is no gold; decide on its claims first."
        )
    # `onrecord eval convert` goes from file to file.
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "audit.json", Path(folder) / "gold.jsonl"
        source.write_text(audit.to_json(), encoding="utf-8")
        convert(source, "jsonl", target, source_format="audits")
        return target.read_bytes()
