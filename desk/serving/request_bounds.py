"""Requests within bounds: so many bytes, so much time to send them."""

import asyncio
import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.audit.ingest.errors import size
from onrecord.desk.serving.answers import RefusedError

#: Seconds in which a request must have come whole.
SECONDS: Final = 30.0


class Bounds:
    """Refuses requests that are too large or come too slowly, as they come."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, seconds: float = SECONDS) -> None:
        self._app, self._max_bytes, self._seconds = app, max_bytes, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass whose body is counted while it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        deadline = time.monotonic() + self._seconds
        told = dict(scope["headers"]).get(b"content-length", b"0")
        got, whole = 0, False

        async def bounded() -> Message:
            nonlocal got, whole
            if told.isdigit() and int(told) > self._max_bytes:
                raise self._too_large()
            if whole:  # all that can still come is that the client leaves
                return await receive()
            try:
                async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                    message = await receive()
            except TimeoutError as error:
                raise RefusedError(
                    f"The request took longer than {self._seconds:.0f} seconds to come; send it "
                    "again.",
                    code="slow",
                    status=408,
                ) from error
            got += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if got > self._max_bytes:
                raise self._too_large()
            return message

        await self._app(scope, bounded, send)

    def _too_large(self) -> RefusedError:
        return RefusedError(
            f"The request has more than {size(self._max_bytes)}; send less, or start the program "
            "with a larger --max-bytes.",
            code="too-large",
            status=413,
            # What is still to come isn't read.
            headers={"Connection": "close"},
        )
