"""Fetching the page behind a URL that the user gave."""

import time
from typing import TYPE_CHECKING, Final

import msgspec

from onrecord.audit.ingest.errors import FetchError, TooLargeError, shown, size

if TYPE_CHECKING:
    import urllib.request

_SECONDS: Final = 30.0
_CHUNK = 65_536
_HEADERS: Final = {
    "User-Agent": "OnRecord (reads single articles at a user's request)",
    "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "identity",
}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a server sent: the bytes, the address after redirections, and what it said of them."""

    data: bytes
    url: str
    content_type: str | None
    charset: str | None


def fetch(url: str, *, max_bytes: int) -> Page:
    """The page behind `url`; waits 30 seconds in all, and reads no more than `max_bytes`.

    Raises:
        FetchError: no connection, an error of the server, or no answer in time.
        TooLargeError: it has more than `max_bytes` bytes.
    """
    import urllib.error
    import urllib.request

    deadline = time.monotonic() + _SECONDS
    try:
        request = urllib.request.Request(url, headers=_HEADERS)
        with _opener().open(request, timeout=_SECONDS) as answer:
            data = bytearray()
            while chunk := answer.read1(_CHUNK):
                data += chunk
                if len(data) > max_bytes:
                    message = (
                        f"{shown(url)} has more than {size(max_bytes)}; --max-bytes allows more."
                    )
                    raise TooLargeError(message)
                if time.monotonic() > deadline:
                    raise TimeoutError
            return Page(
                data=bytes(data),
                url=answer.url,
                content_type=answer.headers.get_content_type(),
                charset=answer.headers.get_content_charset(),
            )
    except TooLargeError:
        raise
    except urllib.error.HTTPError as error:
        reason = f"the server answers {error.code} {error.reason}".rstrip()
        raise _failed(url, reason) from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise _failed(url, _reason(error)) from error
    except Exception as error:
        # http.client's errors have no common base with the others
        raise _failed(url, f"{type(error).__name__}") from error


def _opener() -> "urllib.request.OpenerDirector":
    """Follows redirections over http and https alone: never to files or FTP."""
    import urllib.request

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        return f"no answer in {_SECONDS:.0f} seconds"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return " ".join(str(cause).split()) or type(error).__name__


def _failed(url: str, reason: str) -> FetchError:
    return FetchError(
        f"{shown(url)} can't be fetched ({shown(reason)}); save the page and give the file."
    )
