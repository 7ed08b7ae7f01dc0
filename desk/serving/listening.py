"""A socket to listen on, and the server that answers on it."""

import errno
import ipaddress
import signal
import socket
import sys
from typing import Final

from starlette.types import ASGIApp

from onrecord.models.errors import OnRecordError

#: Seconds that requests in hand have when the server is told to stop.
_GRACE: Final = 5
#: What shells add to the number of a signal that ended a program.
_SIGNALLED: Final = 128
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
    """Answer requests until the process is told to stop (SIGINT, SIGTERM).

    Raises:
        SystemExit: it was SIGTERM; with the status that shells give for it.
    """
    import uvicorn

    # The server raises the signal again when it is done. Other processes have to be ended then.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(_SIGNALLED + number))
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
