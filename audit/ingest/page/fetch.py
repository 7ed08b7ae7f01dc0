"""Fetching the page behind a URL that the user gave."""

import time
from email.message import Message
from typing import Final
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2
import msgspec

from onrecord.audit.ingest.errors import FetchError, TooLargeError, shown, size
from onrecord.audit.ingest.page.public_network import (
    PrivateAddressError,
    PublicNetwork,
    UnknownHostError,
)
from onrecord.audit.ingest.page.robots import check_copies

#: Seconds that a page may take, redirects and all.
SECONDS: Final = 30.0
#: A page may lead on to another so many times.
MOST_REDIRECTS: Final = 10
_HEADERS: Final[dict[bytes | str, bytes | str]] = {
    "User-Agent": "OnRecord (reads single articles at a user's request)",
    "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "identity",
}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: What a server says to somebody who may not read the page.
_CLOSED: Final = {
    401: "asks for a log-in (401)",
    402: "is for paying readers (402)",
    403: "may not be read by this program (403)",
}
#: What may stand in the target of a request unescaped, besides letters and digits.
_UNESCAPED: Final = "%/:=&?~+!$,;'@()*[]"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a server sent: the bytes, the address after redirections, and what it said of them."""

    data: bytes
    url: str
    content_type: str | None
    charset: str | None


def fetch(
    url: str, *, max_bytes: int, allow_private: bool = False, seconds: float = SECONDS
) -> Page:
    """The page behind `url`, read within bounds.

    Args:
        url: an ``http`` or ``https`` address.
        max_bytes: reading stops with an error where there are more.
        allow_private: whether to connect to addresses of this machine and of private networks,
            and to go through the proxy that the environment names, which looks names up itself.
        seconds: how long all of it may take.

    Raises:
        FetchError: no connection, an error of the server, no answer in time, more than
            `MOST_REDIRECTS` redirects, a private address, a page that may not be read or kept.
        TooLargeError: it has more than `max_bytes` bytes.
    """
    deadline = time.monotonic() + seconds
    at = url
    try:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(at, url, deadline, max_bytes, allow_private)
            if isinstance(answer, Page):
                return answer
            at = answer
    except PrivateAddressError as error:
        message = (
            f"{shown(url)} leads to {error}, an address of this machine or of a private network; "
            "--allow-private fetches it."
        )
        raise FetchError(message) from error
    except UnknownHostError as error:
        raise _failed(url, f"there is no host called {error}") from error
    except (httpcore2.TimeoutException, TimeoutError) as error:
        raise _failed(url, f"no answer in {seconds:.0f} seconds") from error
    except (httpcore2.NetworkError, httpcore2.ProxyError, OSError, ValueError) as error:
        raise _failed(url, _reason(error)) from error
    except httpcore2.ProtocolError as error:
        raise _failed(url, "its answer is no HTTP") from error
    raise _failed(url, f"it leads on more than {MOST_REDIRECTS} times")


def _ask(at: str, given: str, deadline: float, max_bytes: int, allow_private: bool) -> Page | str:
    """The page at the address `at`, or the address that it leads on to."""
    target = _target(at)
    network = PublicNetwork(deadline, allow_private=allow_private)
    proxy = _proxy_for(target, given, allow_private)
    # the deadline bounds every wait; a timeout besides would only be a second opinion
    with (
        httpcore2.ConnectionPool(network_backend=network, proxy=proxy) as pool,
        pool.stream("GET", target, headers=_HEADERS) as answer,
    ):
        headers = Message()
        for name, value in answer.headers:
            headers[name.decode("latin-1")] = value.decode("latin-1")
        if answer.status in _REDIRECTS:
            return _led_on(at, headers.get("Location"), given)
        if answer.status in _CLOSED:
            raise FetchError(
                f"{shown(given)} {_CLOSED[answer.status]}; if you may read it, save the page and "
                "give the file."
            )
        if answer.status != 200:
            said = answer.extensions.get("reason_phrase", b"").decode("latin-1")
            raise _failed(given, f"the server answers {answer.status} {said}".rstrip())
        check_copies(headers.get_all("X-Robots-Tag") or [], name=given)
        data = bytearray()
        for chunk in answer.iter_stream():
            data += chunk
            if len(data) > max_bytes:
                message = (
                    f"{shown(given)} has more than {size(max_bytes)}; --max-bytes allows more."
                )
                raise TooLargeError(message)
        return Page(
            data=bytes(data),
            url=at,
            content_type=headers.get_content_type(),
            charset=headers.get_content_charset(),
        )


def _target(url: str) -> httpcore2.URL:
    """`url` as a request needs it: the host in ASCII, and nothing unprintable in the rest.

    Raises:
        ValueError: it is no address of a web page.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or not host.isprintable() or " " in host:
        raise ValueError("it is no web address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it has a user name in it; take that out")
    target = quote(parts.path or "/", safe=_UNESCAPED.replace("?", ""))
    if parts.query:
        target += "?" + quote(parts.query, safe=_UNESCAPED)
    return httpcore2.URL(
        scheme=parts.scheme.lower(),
        host=host if host.isascii() else host.encode("idna"),
        port=parts.port,
        target=target,
    )


def _led_on(at: str, location: str | None, given: str) -> str:
    """The address that a redirect names, without the place in the page."""
    address = urljoin(at, location or "").partition("#")[0]
    if not location or not address.lower().startswith(("http://", "https://")):
        raise _failed(given, "it leads on to what is no web page")
    return address


def _proxy_for(target: httpcore2.URL, given: str, allow_private: bool) -> httpcore2.Proxy | None:
    """The proxy that the environment names for an address, or None."""
    proxy = getproxies().get(target.scheme.decode())
    if not proxy or proxy_bypass(target.host.decode()):
        return None
    if not allow_private:
        message = (
            f"{shown(given)} would be fetched through a proxy, which looks addresses up itself, so "
            "that private ones can't be refused; --allow-private goes through it."
        )
        raise FetchError(message)
    return httpcore2.Proxy(proxy if "://" in proxy else f"http://{proxy}")


def _reason(error: Exception) -> str:
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return " ".join(str(cause).split()) or type(error).__name__


def _failed(url: str, reason: str) -> FetchError:
    return FetchError(
        f"{shown(url)} can't be fetched ({shown(reason)}); save the page and give the file."
    )
