"""Connections to public addresses alone, each made to the very address that was checked."""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import httpcore2

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Public by their number, but answered inside a cloud alone: Azure's and Oracle's metadata.
_INSIDE_CLOUDS: Final = ("168.63.129.16/32", "192.0.0.0/24")
#: What is given out to the Internet's hosts of all IPv6 addresses.
_UNICAST: Final = ipaddress.ip_network("2000::/3")
#: Under these prefixes an IPv6 address stands for the IPv4 address in its last four bytes.
_TRANSLATED: Final = ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")


class PrivateAddressError(Exception):
    """A name leads to an address that isn't public; it is the exception's text."""


class UnknownHostError(Exception):
    """No address is known for a name."""


def is_public(address: str) -> bool:
    """Whether `address` (IPv4 or IPv6, as digits) is one that the whole Internet can reach.

    Private, loopback, link-local, multicast and reserved ones are not, nor are those at which
    clouds answer their own machines; neither are IPv6 addresses that stand for such a one.
    """
    return all(_is_public(one) for one in _meant(ipaddress.ip_address(address)))


def _is_public(one: _Address) -> bool:
    if not one.is_global or one.is_multicast or one.is_reserved or one.is_link_local:
        return False
    if one.version == 6 and one not in _UNICAST:
        return False
    return not any(one in ipaddress.ip_network(network) for network in _INSIDE_CLOUDS)


def _meant(address: _Address) -> list[_Address]:
    """`address`, or the IPv4 addresses that it stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    inner: list[_Address] = [one for one in (address.ipv4_mapped, address.sixtofour) if one]
    inner += address.teredo or ()
    if any(address in ipaddress.ip_network(prefix) for prefix in _TRANSLATED):
        inner.append(ipaddress.IPv4Address(address.packed[-4:]))
    return inner or [address]


class PublicNetwork(httpcore2.NetworkBackend):
    """Connects to public addresses (or, where that is allowed, any) until a deadline.

    A name is looked up once for a connection. If any of its addresses is private, none is used;
    otherwise the connection is made to one of them, without asking for the name again.
    """

    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        """`deadline` is a time of `time.monotonic`."""
        self._deadline, self._allow_private = deadline, allow_private
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to `host`.

        Raises:
            PrivateAddressError: it isn't public.
            UnknownHostError: it has no address.
            httpcore2.ConnectError, httpcore2.ConnectTimeout: none of its addresses answers.
        """
        addresses = _look_up(host, port, _left(self._deadline))
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise PrivateAddressError(address)
        for number, address in enumerate(addresses, 1):
            # each of those left gets its share of the time
            seconds = _left(self._deadline) / (len(addresses) - number + 1)
            try:
                stream = self._sockets.connect_tcp(address, port, seconds, local_address)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _UntilDeadline(stream, self._deadline)
        raise UnknownHostError(host)


class _UntilDeadline(httpcore2.NetworkStream):
    """A stream on which no wait goes beyond a deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _UntilDeadline(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _look_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of `host`, in the system's order, each once.

    Raises:
        UnknownHostError: there are none.
        httpcore2.ConnectTimeout: the system doesn't answer in `seconds`.
    """
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(address[0]) for *_, address in found])
        except Exception as error:
            answer.put(error)

    # the system's look-up has no time limit of its own
    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise httpcore2.ConnectTimeout(host) from None
    if isinstance(found, Exception) or not found:
        raise UnknownHostError(host) from (found if isinstance(found, Exception) else None)
    return list(dict.fromkeys(found))


def _left(deadline: float) -> float:
    """The seconds until `deadline`.

    Raises:
        httpcore2.ReadTimeout: it is over.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore2.ReadTimeout
    return seconds
