"""The desk's web application: its routes, and what each error becomes."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from onrecord.audit.ingest.errors import IngestError
from onrecord.desk.pieces.asked_decisions import BadDecisionError
from onrecord.desk.pieces.background_audits import BackgroundAudits
from onrecord.desk.pieces.desk import Desk, NamelessError, NoEffectError
from onrecord.desk.serving.answers import (
    RefusedError,
    crashed,
    error_answer,
    refused,
    unreadable,
    unroutable,
)
from onrecord.desk.serving.contained import Contained
from onrecord.desk.serving.request_bounds import Bounds
from onrecord.desk.store.errors import DiskError, GoneError, StoreError
from onrecord.desk.web.desk_routes import DeskRoutes
from onrecord.desk.web.diff_route import DiffRoute
from onrecord.desk.web.gate import Gate
from onrecord.desk.web.page_files import index, static
from onrecord.desk.web.piece_routes import PieceRoutes
from onrecord.models.errors import OnRecordError

#: What a request has beside the draft in it: JSON escapes, the head of a form.
_ROOM = 1_000_000
#: A character of a text takes up to six in JSON.
_ESCAPED = 6


def desk_app(
    desk: Desk, *, port: int, token: str, audits: BackgroundAudits | None = None
) -> ASGIApp:
    """The application, for a server that listens at `port` of this machine.

    token: what the address has that is opened first.
    audits: those of pieces that nobody has opened yet, whose progress the list shows.
    """
    app = Starlette(
        routes=[
            Route("/", index, methods=["GET"]),
            Route("/static/{name}", static, methods=["GET"]),
            *DeskRoutes(desk, audits).routes(),
            *PieceRoutes(desk).routes(),
            *DiffRoute(desk).routes(),
        ],
        middleware=[Middleware(Bounds, max_bytes=_ESCAPED * desk.limits.max_bytes + _ROOM)],
        exception_handlers={
            RefusedError: refused,
            IngestError: unreadable,
            StoreError: _not_stored,
            OnRecordError: _not_done,
            HTTPException: unroutable,
            Exception: crashed,
        },
    )
    return Gate(Contained(app), port=port, token=token)


async def _not_stored(_: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)
    status = 404 if isinstance(error, GoneError) else 507 if isinstance(error, DiskError) else 409
    return error_answer(str(error), code=error.code, status=status)


async def _not_done(_: Request, error: Exception) -> Response:
    codes: list[tuple[type[OnRecordError], str, int]] = [
        (NamelessError, "nameless", 409),
        (NoEffectError, "no-effect", 422),
        (BadDecisionError, "decision", 422),
    ]
    for kind, code, status in codes:
        if isinstance(error, kind):
            return error_answer(str(error), code=code, status=status)
    return error_answer(str(error), code="refused", status=422)
