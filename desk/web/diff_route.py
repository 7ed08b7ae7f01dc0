"""The route of the comparison of two versions: a document of its own, or JSON."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.audit.diff.reports.registry import render_diff
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.serving.answers import JSON, RefusedError
from onrecord.desk.web.requests import LARGEST

#: Nothing runs in the document, and it belongs to no site. Its own policy, in the document, lets in
#: its style sheet alone.
_POLICY: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


class DiffRoute:
    """The route below a piece."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """The one that there is."""
        return [Route("/api/pieces/{id:int}/diff", self.diff, methods=["GET"])]

    async def diff(self, request: Request) -> Response:
        """What changed from one version to another, or to the piece as it stands."""
        old, new = (_number(request, name) for name in ("old", "new"))
        if old is None:
            raise RefusedError("Give the number of the old version.", code="request", status=400)
        form = request.query_params.get("format", "html")
        if form not in ("html", "json"):
            raise RefusedError("The format is html or json.", code="request", status=400)
        id = min(request.path_params["id"], LARGEST)
        found = await run_in_threadpool(self._desk.diff, id, old, new)
        made = await run_in_threadpool(render_diff, found, form)
        if form == "json":
            return Response(made, media_type=JSON)
        headers = {"Content-Security-Policy": _POLICY}
        return Response(made, headers=headers, media_type="text/html")


def _number(request: Request, name: str) -> int | None:
    """The number of a version; None for what stands now.

    Raises:
        RefusedError: it is neither.
    """
    value = request.query_params.get(name, "now")
    if value == "now":
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise RefusedError(f"{name} is no number of a version.", code="request", status=400)
    return int(value)
