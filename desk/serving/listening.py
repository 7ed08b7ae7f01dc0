"""A socket to listen on, and the server that answers on it."""

import errno
import ipaddress
import socket
from typing import Final

from starlette.types import ASGIApp

from onrecord.models.errors import OnRecordError

#: Seconds that requests in hand have when the server is told to stop.
_GRACE: Final = 5
_IN_USE: Final = (errno.EADDRINUSE,)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address; of a name, only ``localhost`` counts."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; port 0 takes any that is free.

    Raises:
        OnRecordError: the port is in use, or there is no such address.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        if error.errno in _IN_USE:
            message = f"Port {port} of {host} is in use; give another with --port."
            raise OnRecordError(message) from error
        reason = error.strerror or str(error)
        raise OnRecordError(
            f"{host}, port {port}, can't be listened at ({reason}); choose others with --host and "
            "--port."
        ) from error


async def answer_on(listener: socket.socket, app: ASGIApp) -> None:
    """Answer requests until the process is told to stop (SIGINT, SIGTERM)."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # it would name what is asked for
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
        lifespan="off",
        ws="none",
    )
    await uvicorn.Server(config).serve(sockets=[listener])
