"""Article in, audit out.

``from onrecord.audit import Auditor`` is the way in; everything is loaded on first use.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.audit.auditor import Auditor
    from onrecord.audit.ingest.types import Document
    from onrecord.audit.schema.audit import Audit

__all__ = ["Audit", "Auditor", "Document"]

_HOMES = {
    "Audit": "onrecord.audit.schema.audit",
    "Auditor": "onrecord.audit.auditor",
    "Document": "onrecord.audit.ingest.types",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
