"""The line of jobs: what takes too long, what ends its process, who leaves."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Draft, Job, Start
from onrecord.desk.serving.answers import RefusedError
from onrecord.models.errors import OnRecordError
from tests.desk.drafts import FERRY
from tests.desk.own_loop import run_to_end

pytestmark = pytest.mark.slow

JOB = Job(drafts=[Draft(name="ferry", text=FERRY)])
LONG = Job(drafts=[Draft(name="ferries", text=FERRY * 60)])


def done(work: Coroutine[Any, Any, Any]) -> Any:
    return run_to_end(asyncio.wait_for(work, 120))


async def until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0)


def code_of(content: bytes) -> str:
    code: str = msgspec.json.decode(content)["code"]
    return code


def test_what_takes_too_long_is_given_up_and_the_next_is_done(start: Start) -> None:
    async def work() -> None:
        process = JobProcess(start, 1, seconds=0.01)
        await process.begin()
        late = await process.ask(msgspec.msgpack.encode(LONG))
        assert (late.status, code_of(late.content)) == (503, "slow")
        assert not process.is_up
        process._seconds = 60
        assert (await process.ask(msgspec.msgpack.encode(JOB))).status == 200
        await process.end()

    done(work())


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_draft_that_ends_every_process_is_told_so(start: Start) -> None:
    async def work() -> None:
        process = JobProcess(start, 1, seconds=60)
        await process.begin()
        asked = asyncio.create_task(process.ask(msgspec.msgpack.encode(LONG)))
        killed: set[int] = set()
        while not asked.done():
            child = process._process
            if child is not None and process.is_up and child.pid not in killed:
                os.kill(child.pid, signal.SIGKILL)
                killed.add(child.pid)
            await asyncio.sleep(0.01)
        answer = await asked
        assert (answer.status, code_of(answer.content)) == (500, "lost")
        assert process.lost == len(killed) == 2
        await process.end()

    done(work())


def test_who_leaves_gives_up_its_place(start: Start) -> None:
    async def work() -> None:
        queue = JobQueue([JobProcess(start, 1, seconds=60)], 1)
        await queue.begin()
        first = asyncio.create_task(queue.do(LONG))
        await until(lambda: queue._busy == 1)
        second = asyncio.create_task(queue.do(JOB))
        await until(lambda: queue.waiting == 1)
        with pytest.raises(RefusedError) as refused:
            await queue.do(JOB)
        assert int(refused.value.headers["Retry-After"]) >= 1
        second.cancel()
        assert (await first).status == 200
        assert (await queue.do(JOB)).status == 200
        await queue.close()
        assert queue.up == 0

    done(work())


def test_a_model_that_is_not_there_is_told_at_the_start(start: Start) -> None:
    async def work() -> None:
        nowhere = msgspec.structs.replace(start, model="/nowhere")
        queue = JobQueue([JobProcess(nowhere, 1, seconds=60) for _ in range(2)], 1)
        with pytest.raises(OnRecordError, match="can't be started"):
            await queue.begin()
        assert queue.up == 0

    done(work())
