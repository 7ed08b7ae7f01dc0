"""The page and its files, as they were built."""

import mimetypes
import secrets
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from onrecord.desk.serving.answers import RefusedError

_FOLDER: Final = "page"
_NONCE: Final = "__NONCE__"
#: The editor puts a style sheet of its own into the page, which the nonce lets in.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; "
    "img-src 'self' data:; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'"
)


async def index(_: Request) -> Response:
    """The page, with a nonce of its own."""
    nonce = secrets.token_urlsafe(16)
    page = _content("index.html").decode().replace(_NONCE, nonce)
    headers = {"Content-Security-Policy": _POLICY.format(nonce=nonce)}
    return Response(page, headers=headers, media_type="text/html")


async def static(request: Request) -> Response:
    """A file of the page."""
    name = request.path_params["name"]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_content(name), media_type=kind)


@cache
def _content(name: str) -> bytes:
    """What a file of the page holds.

    Raises:
        RefusedError: there is none of that name.
    """
    folder = files("onrecord.desk").joinpath(_FOLDER)
    known = {one.name for one in folder.iterdir() if one.is_file()} if folder.is_dir() else set()
    if name not in known:
        raise RefusedError("There is nothing at this address.", code="request", status=404)
    return folder.joinpath(name).read_bytes()
