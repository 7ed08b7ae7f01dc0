"""Running the service: its processes, its socket, its end."""

import asyncio
import socket
from collections.abc import Callable
from typing import Final

import msgspec

from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Start
from onrecord.desk.service.service_app import service_app
from onrecord.desk.serving.listening import answer_on, is_loopback, listen
from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.threads import available_threads

#: Each process holds a model; more of them are for who asks for it.
_MOST: Final = 4
#: A token that is shorter can be guessed.
_SHORTEST: Final = 16


class Conditions(msgspec.Struct, frozen=True, kw_only=True):
    """How the service runs: where, how many processes (None: one a CPU, up to 4), within what.

    `most_waiting` drafts may wait; one may take `seconds`. `token` is what clients must send.
    """

    host: str
    port: int
    processes: int | None
    most_waiting: int
    seconds: float
    token: str | None


def run_service(start: Start, conditions: Conditions, *, say: Callable[[str], None]) -> None:
    """Run the service until the process is told to stop.

    Args:
        start: what its processes load, and take.
        conditions: how it runs.
        say: is told the address, once requests are answered.

    Raises:
        OnRecordError: it would be open to others without a token, the port is in use, or the model
            can't be loaded.
    """
    check_token(conditions.host, conditions.token)
    with listen(conditions.host, conditions.port) as listener:
        asyncio.run(_run(listener, start, conditions, say))


def check_token(host: str, token: str | None) -> None:
    """Let an address and a token pass that go together.

    Raises:
        OnRecordError: others can reach the address and there is no token, or it is too short.
    """
    if token is None and not is_loopback(host):
        raise OnRecordError(
            f"Other machines can reach {host}, so the service needs a token: put one into a file "
            "and name it with --token-file, or into the variable ONRECORD_TOKEN."
        )
    if token is not None and len(token) < _SHORTEST:
        raise OnRecordError(f"The token is too short; take at least {_SHORTEST} characters.")


def queue_for(start: Start, conditions: Conditions) -> JobQueue:
    """The line for a service's jobs, with its processes, none of which runs yet."""
    cpus = available_threads()
    number = conditions.processes or min(cpus, _MOST)
    threads = max(1, cpus // number)
    processes = [JobProcess(start, threads, conditions.seconds) for _ in range(number)]
    return JobQueue(processes, conditions.most_waiting)


async def _run(
    listener: socket.socket, start: Start, conditions: Conditions, say: Callable[[str], None]
) -> None:
    queue = queue_for(start, conditions)
    await queue.begin()
    try:
        host, port = listener.getsockname()[:2]
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        app = service_app(queue, start.policy, max_bytes=start.max_bytes, token=conditions.token)
        await answer_on(listener, app)
    finally:
        await queue.close()
