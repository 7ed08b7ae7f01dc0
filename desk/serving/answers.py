"""Answers as JSON, and everything that can go wrong as one plain sentence."""

import sys
import traceback
from typing import Any, Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.audit.ingest.errors import IngestError
from onrecord.models.errors import OnRecordError

JSON: Final = "application/json"
_NO_ROUTE: Final = {404: "There is nothing at this address.", 405: "This can't be done here."}


class RefusedError(OnRecordError):
    """A request that is refused before it is looked into.

    `status` is that of HTTP, `code` a stable word for programs, `headers` go with the answer.
    """

    def __init__(
        self, message: str, *, code: str, status: int, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.code, self.status, self.headers = code, status, headers or {}


def json_answer(
    value: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """`value` as JSON."""
    return Response(msgspec.json.encode(value), status, headers, media_type=JSON)


def error_answer(
    message: str, *, code: str, status: int, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    """An error: one sentence, and a word that doesn't change."""
    return json_answer({"error": message, "code": code, **more}, status, headers)


def refused(_: Request, error: Exception) -> Response:
    """The answer to a `RefusedError`."""
    assert isinstance(error, RefusedError)
    return error_answer(str(error), code=error.code, status=error.status, headers=error.headers)


def unreadable(_: Request, error: Exception) -> Response:
    """The answer to an input that is no article."""
    assert isinstance(error, IngestError)
    status = 413 if error.kind == "too-large" else 422
    return error_answer(str(error), code=error.kind, status=status)


def unroutable(_: Request, error: Exception) -> Response:
    """The answer to an address or a method that there isn't."""
    assert isinstance(error, HTTPException)
    message = _NO_ROUTE.get(error.status_code, str(error.detail))
    headers = dict(error.headers) if error.headers else None
    return error_answer(message, code="request", status=error.status_code, headers=headers)


def crashed(_: Request, error: Exception) -> Response:
    """The answer to a bug in OnRecord, of which standard error gets what has no article in it.

    The message of an exception may quote the text that it is about.
    """
    places = "".join(traceback.format_tb(error.__traceback__))
    print(f"{places}{type(error).__name__}", file=sys.stderr, flush=True)
    return error_answer(
        "This is a bug in OnRecord, not a mistake of yours; what you wrote is unchanged. Please "
        "report it with the lines that the program printed.",
        code="fault",
        status=500,
    )
