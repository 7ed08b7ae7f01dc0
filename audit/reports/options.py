"""What a report says beyond the audit, and how it is laid out."""

from collections.abc import Mapping

import msgspec


class ReportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Choices for all formats; each format uses those that concern it.

    date: the day of the audit as it is to be printed (None: left out). It is passed in so that
    the same audit gives the same bytes. accuracy: the model's measured figures, name to
    worded value, in the order to print; None where they are not known. accuracy_on: what they
    were measured on. pretty: JSON over several lines. article: whether the terminal shows the
    marked article, or figures and sources alone. width: columns of the terminal. colour:
    whether the terminal view may use colour. original: the bytes of the Word file that was
    audited, for a copy of it with comments (None: it was none). settings: the file that the
    command's defaults came from (None: from none).
    """

    date: str | None = None
    accuracy: Mapping[str, str] | None = None
    accuracy_on: str | None = None
    pretty: bool = False
    article: bool = True
    width: int = 100
    colour: bool = False
    original: bytes | None = None
    settings: str | None = None
