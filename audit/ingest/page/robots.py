"""Whether a page asks programs to keep no copy of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.errors import FetchError, shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_COPY: Final = "noarchive"


def check_copies(directives: Iterable[str], *, name: str) -> None:
    """Refuse the page called `name` where `directives` for all robots say ``noarchive``.

    A directive for one robot (``googlebot: noarchive``) is for that one alone.

    Raises:
        FetchError: no copy is to be kept, as an audit with the page's text would be.
    """
    asked = {one.strip().lower() for line in directives for one in line.split(",")}
    if _NO_COPY in asked:
        raise FetchError(
            f"{shown(name)} asks programs to keep no copy of it (robots: {_NO_COPY}); save the "
            "page yourself if you may, and give the file."
        )


def robots_of(tree: "HtmlElement") -> list[str]:
    """What the meta tags of a page tell robots."""
    metas = tree.iter("meta")
    return [m.get("content") or "" for m in metas if (m.get("name") or "").lower() == "robots"]
