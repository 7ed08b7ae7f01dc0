r"""Values in tab-separated files without quoting: tab, line end and backslash as ``\t \n \r \\``.

Quotation marks stand as they are, since a canonical name may begin with one.
"""

import re
from typing import Final

_ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPES: Final = {v: k for k, v in _ESCAPES.items()}
_PLAIN: Final = re.compile(r"[\\\t\n\r]")
_ESCAPED: Final = re.compile(r"\\[\\tnr]")


def escape(value: str) -> str:
    """`value` on one line and in one column."""
    return _PLAIN.sub(lambda m: _ESCAPES[m[0]], value)


def unescape(value: str) -> str:
    """What `escape` was given; any other backslash stays."""
    return _ESCAPED.sub(lambda m: _UNESCAPES[m[0]], value)
