"""The audit as JSON: the design's ``onrecord.audit/2``, one document a file."""

from collections.abc import Iterator

import msgspec

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit
from onrecord.audit.schema.json_pieces import json_pieces


def render_json(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """The audit on one line, or indented where `options.pretty` asks for it."""
    line = audit.to_json()
    if options.pretty:
        line = msgspec.json.format(line, indent=2)
    return {".json": f"{line}\n"}


def rendered_pieces(audit: Audit, options: ReportOptions) -> Iterator[bytes]:
    """The bytes of `render_json` in pieces: the whole takes more memory than the audit does."""
    if options.pretty:
        yield render_json(audit, options)[".json"].encode()
        return
    yield from json_pieces(audit)
    yield b"\n"
