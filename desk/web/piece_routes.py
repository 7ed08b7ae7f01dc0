"""Routes of one piece: its text, the decisions on it, undoing, signing, exporting."""

from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_imports import from_file, from_text, from_url
from onrecord.desk.pieces.piece_state import PieceState
from onrecord.desk.serving.answers import JSON, RefusedError, error_answer, json_answer
from onrecord.desk.serving.bodies import form_body, json_body, media_type
from onrecord.desk.store.errors import StaleError
from onrecord.desk.web.requests import (
    LARGEST,
    NewDecision,
    NewPiece,
    NewText,
    NewVersion,
    OldVersion,
    Revision,
)

T = TypeVar("T")


class PieceRoutes:
    """The routes below ``/api/pieces``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """All of them."""
        at = "/api/pieces/{id:int}"
        return [
            Route("/api/pieces", self.take_in, methods=["POST"]),
            Route(at, self.state, methods=["GET"]),
            Route(f"{at}/text", self.edit, methods=["PUT"]),
            Route(f"{at}/decisions", self.decide, methods=["POST"]),
            Route(f"{at}/decisions/{{decision:int}}", self.withdraw, methods=["DELETE"]),
            Route(f"{at}/undo", self._write(Revision, _undo), methods=["POST"]),
            Route(f"{at}/redo", self._write(Revision, _redo), methods=["POST"]),
            Route(f"{at}/versions", self.versions, methods=["GET"]),
            Route(f"{at}/versions", self._write(NewVersion, _keep), methods=["POST"]),
            Route(f"{at}/restore", self._write(OldVersion, _restore), methods=["POST"]),
            Route(f"{at}/sign", self._write(Revision, _sign), methods=["POST"]),
            Route(f"{at}/reopen", self._write(Revision, _reopen), methods=["POST"]),
            Route(f"{at}/export", self.export, methods=["GET"]),
        ]

    async def take_in(self, request: Request) -> Response:
        """A new piece: text, an address, or a file."""
        limits = self._desk.limits
        if media_type(request) == JSON:
            asked = await json_body(request, NewPiece)
            if (asked.text is None) == (asked.url is None):
                message = "Send either a text or a url."
                raise RefusedError(message, code="request", status=400)
            if asked.url is not None:
                document = await run_in_threadpool(from_url, asked.url.strip(), limits)
            else:
                document = await run_in_threadpool(from_text, asked.text or "", asked.title, limits)
        else:
            files, _ = await form_body(request)
            if "file" not in files:
                raise RefusedError("Send a file.", code="request", status=400)
            document = await run_in_threadpool(from_file, *files["file"], limits)
        return json_answer(await run_in_threadpool(self._desk.take_in, document), 201)

    async def state(self, request: Request) -> Response:
        """A piece as it stands."""
        return json_answer(await run_in_threadpool(self._desk.state, _id(request)))

    async def edit(self, request: Request) -> Response:
        """Another text."""
        asked = await json_body(request, NewText)
        return await self._written(request, self._desk.edit, asked.revision, asked.text)

    async def decide(self, request: Request) -> Response:
        """A decision."""
        asked = await json_body(request, NewDecision)
        return await self._written(request, self._desk.decide, asked.revision, asked.decision)

    async def withdraw(self, request: Request) -> Response:
        """A decision taken back."""
        asked = await json_body(request, Revision)
        decision = _number(request, "decision")
        return await self._written(request, self._desk.withdraw, asked.revision, decision)

    async def versions(self, request: Request) -> Response:
        """The versions that were kept."""
        return json_answer(await run_in_threadpool(self._desk.versions, _id(request)))

    async def export(self, request: Request) -> Response:
        """A piece as a file."""
        form = request.query_params.get("format", "html")
        made = await run_in_threadpool(self._desk.export, _id(request), form)
        # `file_stem` leaves letters of any language.
        plain = made.name.encode("ascii", "replace").decode().replace("?", "-")
        encoded = "".join(f"%{byte:02X}" for byte in made.name.encode())
        disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
        headers = {"Content-Disposition": disposition}
        return Response(made.content, headers=headers, media_type=made.media_type)

    def _write(
        self, type: type[T], work: Callable[[Desk, int, T], PieceState]
    ) -> Callable[[Request], object]:
        """A route that reads a `type` and does `work` with it."""

        async def route(request: Request) -> Response:
            asked = await json_body(request, type)
            return await self._written(request, lambda id: work(self._desk, id, asked))

        return route

    async def _written(
        self, request: Request, work: Callable[..., PieceState], *arguments: object
    ) -> Response:
        """What a write comes to; one that is stale gets the present state, to go on from."""
        id = _id(request)
        try:
            return json_answer(await run_in_threadpool(work, id, *arguments))
        except StaleError as error:
            present = await run_in_threadpool(self._desk.state, id)
            return error_answer(str(error), code=error.code, status=409, piece=present)


def _undo(desk: Desk, id: int, asked: Revision) -> PieceState:
    return desk.undo(id, asked.revision)


def _redo(desk: Desk, id: int, asked: Revision) -> PieceState:
    return desk.redo(id, asked.revision)


def _keep(desk: Desk, id: int, asked: NewVersion) -> PieceState:
    return desk.keep_version(id, asked.revision, asked.note)


def _restore(desk: Desk, id: int, asked: OldVersion) -> PieceState:
    return desk.restore(id, asked.revision, asked.version)


def _sign(desk: Desk, id: int, asked: Revision) -> PieceState:
    return desk.sign(id, asked.revision)


def _reopen(desk: Desk, id: int, asked: Revision) -> PieceState:
    return desk.reopen(id, asked.revision)


def _id(request: Request) -> int:
    return _number(request, "id")


def _number(request: Request, name: str) -> int:
    """A number of the address; one that SQLite can't hold is nobody's, as the largest is."""
    number: int = request.path_params[name]
    return min(number, LARGEST)
