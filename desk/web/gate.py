"""Who may ask the desk for anything: the page that this program opened, and nobody else.

Other pages in the same browser can send requests to this machine, and a name of theirs can be made
to lead here (DNS rebinding). Hence a token in the address that is opened, a cookie in its place
afterwards, and checks of Host and Origin.
"""

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.desk.serving.answers import JSON, error_answer
from onrecord.desk.serving.bodies import MULTIPART

_READING: Final = ("GET", "HEAD")
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: For whatever has none of its own: nothing in it is run, loaded or framed.
_NOTHING: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Gate:
    """Lets requests through that come from the desk's own page."""

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        self._app, self._token = app, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        # Cookies of an address are shared by all of its ports.
        self._cookie = f"onrecord-desk-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", _NOTHING)
            await send(message)

        answer = self._answer(scope)
        await (answer or self._app)(scope, receive, guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """What a request gets that isn't let through."""
        headers, method = Headers(scope=scope), scope["method"]
        host = headers.get("host", "")
        if host not in self._hosts:
            return _refusal("The desk answers only under the address that it printed.", 421)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if given and method == "GET" and scope["path"] == "/":
            return self._entrance(given[0])
        if not self._is_known(headers):
            message = "Open the desk by the address that it printed when it was started."
            if method in _READING and not scope["path"].startswith("/api/"):
                return PlainTextResponse(message, 403)
            return _refusal(message, 403)
        site = headers.get("sec-fetch-site", "same-origin")
        if site not in ("same-origin", "none"):
            return _refusal("The desk answers its own page only.", 403)
        if method in _READING:
            return None
        if headers.get("origin") != f"http://{host}":
            return _refusal("The desk answers its own page only.", 403)
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in (JSON, MULTIPART):
            return error_answer(f"Send {JSON} or {MULTIPART}.", code="request", status=415)
        return None

    def _entrance(self, given: str) -> Response:
        """A cookie for the token, by which the page is known from now on."""
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse(
                "This address is of a desk that has ended; open the one that was printed last.", 403
            )
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_known(self, headers: Headers) -> bool:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except CookieError:
            return False
        given = jar[self._cookie].value if self._cookie in jar else ""
        return secrets.compare_digest(given.encode(), self._token.encode())


def _refusal(message: str, status: int) -> Response:
    return error_answer(message, code="forbidden", status=status)
