"""The address of an article, for formats that refer to files and pages."""

import re
from typing import Final
from urllib.parse import quote

#: What may stand in an address unescaped, besides letters and digits; "%" begins an escape.
_OF_ADDRESSES: Final = "%/:=&?~#+!$,;'@()*"
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def address_of(name: str) -> str:
    """`name` of an article, its path or web address, as a URI reference (RFC 3986).

    A relative path stays relative, an absolute one becomes a ``file:`` address.
    """
    if name.lower().startswith(("http://", "https://")):
        whole = _BARE_PERCENT.sub("%25", name)
        head, mark, place = whole.partition("#")
        kept = quote(head, safe=_OF_ADDRESSES, errors="replace")
        return kept + mark + quote(place, safe=_OF_ADDRESSES.replace("#", ""), errors="replace")
    path = quote(name, errors="replace")
    if path.startswith("/"):
        return f"file:///{path.lstrip('/')}"
    return path
