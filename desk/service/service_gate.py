"""Who may ask the service, and what is written down of it."""

import secrets
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.desk.service.service_metrics import ServiceMetrics
from onrecord.desk.serving.answers import error_answer

#: Routes by name; whatever else is asked for may have anything in it.
ROUTES: Final = ("/audits", "/diffs", "/rules", "/health", "/metrics", "/openapi.json")
#: What load balancers ask for, without a token.
_OPEN: Final = ("/health",)
_LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")
_BEARER: Final = "bearer "


class ServiceGate:
    """Lets requests through that have the token.

    Without a token the service answers this machine alone, and no page of a browser on it.
    """

    def __init__(
        self, app: ASGIApp, *, token: str | None, metrics: ServiceMetrics, quiet: bool = False
    ) -> None:
        self._app, self._token, self._metrics, self._quiet = app, token, metrics, quiet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it; one line says which, without a word of what was sent."""
        if scope["type"] != "http":
            return
        begun, status, sent = perf_counter(), 0, 0

        async def watched(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Cache-Control"] = "no-store"
                headers["Content-Security-Policy"] = "sandbox; frame-ancestors 'none'"
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await (self._answer(scope) or self._app)(scope, receive, watched)
        finally:
            seconds = perf_counter() - begun
            route = scope["path"] if scope["path"] in ROUTES else "other"
            self._metrics.answered(route, status or 499, seconds)
            if not self._quiet:
                time = datetime.now(UTC).isoformat(timespec="milliseconds")
                line = f"{time} {scope['method']} {route} {status or 'left'}"
                print(f"{line} {sent} bytes {seconds:.3f} s", file=sys.stderr, flush=True)

    def _answer(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._token is None:
            host = headers.get("host", "").rsplit(":", 1)
            name = host[0] if len(host) == 1 or host[1].isdigit() else headers.get("host", "")
            if name not in _LOCAL or "origin" in headers:
                return error_answer(
                    "Without a token the service answers programs on this machine only.",
                    code="forbidden",
                    status=403,
                )
            return None
        if scope["path"] in _OPEN:
            return None
        given = headers.get("authorization", "")
        is_right = given[: len(_BEARER)].lower() == _BEARER and secrets.compare_digest(
            given[len(_BEARER) :].strip().encode(), self._token.encode()
        )
        if is_right:
            return None
        return error_answer(
            "Send the service's token: Authorization: Bearer TOKEN.",
            code="token",
            status=401,
            headers={"WWW-Authenticate": "Bearer"},
        )
