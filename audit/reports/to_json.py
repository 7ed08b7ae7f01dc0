"""The audit as JSON: the design's ``onrecord.audit/2``, one document a file."""

from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit

#: How many entries of a list are encoded at once.
_AT_ONCE: Final = 1_000


def render_json(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """The audit on one line, or indented where `options.pretty` asks for it."""
    line = audit.to_json()
    if options.pretty:
        line = msgspec.json.format(line, indent=2)
    return {".json": f"{line}\n"}


def json_pieces(audit: Audit, options: ReportOptions) -> Iterator[bytes]:
    """The bytes of `render_json` in pieces: the whole takes more memory than the audit does."""
    if options.pretty:
        yield render_json(audit, options)[".json"].encode()
        return
    yield from _pieces(audit)
    yield b"\n"


def _pieces(value: object) -> Iterator[bytes]:
    """`value` as msgspec encodes it, long lists a part at a time."""
    if isinstance(value, msgspec.Struct):
        opening = b"{"
        for name, key in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
            yield opening + msgspec.json.encode(key) + b":"
            yield from _pieces(getattr(value, name))
            opening = b","
        yield b"}"
    elif isinstance(value, list) and len(value) > _AT_ONCE:
        opening = b"["
        for start in range(0, len(value), _AT_ONCE):
            yield opening + msgspec.json.encode(value[start : start + _AT_ONCE])[1:-1]
            opening = b","
        yield b"]"
    else:
        yield msgspec.json.encode(value)
