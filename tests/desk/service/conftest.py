"""A service that runs: a socket, the application, a process with the model that ships."""

import asyncio
import threading
from collections.abc import Iterator
from typing import NamedTuple

import httpx2
import pytest
import uvicorn

from onrecord.audit import Auditor
from onrecord.audit.house.types import NO_HOUSE
from onrecord.audit.policy.load import load_policy
from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Start
from onrecord.desk.service.run_service import Conditions, queue_for
from onrecord.desk.service.service_app import service_app
from onrecord.desk.serving.listening import listen

TOKEN = "a-token-of-this-test"


class Service(NamedTuple):
    """Where it answers, and the line of its jobs."""

    address: str
    queue: JobQueue

    def client(self, **headers: str) -> httpx2.Client:
        """A client that has the token."""
        own = {"Authorization": f"Bearer {TOKEN}", **headers}
        return httpx2.Client(base_url=self.address, headers=own, timeout=60)


@pytest.fixture(scope="package")
def start(auditor: Auditor) -> Start:
    return Start(
        model=None,
        runtime=None,
        policy=load_policy("default"),
        house=NO_HOUSE,
        max_bytes=200_000,
        any_language=False,
    )


@pytest.fixture(scope="package")
def service(start: Start) -> Iterator[Service]:
    conditions = Conditions(
        host="127.0.0.1", port=0, processes=1, most_waiting=3, seconds=120.0, token=TOKEN
    )
    up = threading.Event()
    found: list[Service] = []
    servers: list[uvicorn.Server] = []

    async def run() -> None:
        listener = listen(conditions.host, conditions.port)
        queue = queue_for(start, conditions)
        await queue.begin()
        app = service_app(queue, start.policy, max_bytes=start.max_bytes, token=TOKEN, quiet=True)
        servers.append(uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off")))
        found.append(Service(f"http://127.0.0.1:{listener.getsockname()[1]}", queue))
        up.set()
        await servers[0].serve(sockets=[listener])
        await queue.close()
        listener.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert up.wait(120), "the service didn't come up"
    yield found[0]
    servers[0].should_exit = True
    thread.join(120)
    assert not thread.is_alive()
