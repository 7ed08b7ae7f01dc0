"""What becomes of processes that take much memory, and of the drafts that they were given."""

import asyncio
import re
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Draft, Job, Start
from onrecord.eval.speed.articles import article_of
from tests.desk.drafts import FERRY
from tests.desk.service.test_job_queue import JOB, code_of, done

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs the sizes in /proc"),
]

#: Takes some 60 MB.
LARGE = Job(drafts=[Draft(name="large", text=article_of(20_000))])


def number_of(process: JobProcess) -> int:
    assert process._process is not None
    return process._process.pid


def data_held(process: JobProcess) -> int:
    """Bytes of data that a process holds, as the system bounds them."""
    status = Path(f"/proc/{number_of(process)}/status").read_text(encoding="ascii")
    found = re.search(r"VmData:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1_024


def test_a_process_that_has_grown_is_replaced_after_its_answer(start: Start) -> None:
    async def work() -> None:
        process = JobProcess(replace(start, growth=1), 1, seconds=60)
        queue = JobQueue([process], 4)
        await queue.begin()
        first = number_of(process)
        assert (await queue.do(JOB)).status == 200
        while not process.is_up or number_of(process) == first:
            await asyncio.sleep(0.02)
        assert not Path(f"/proc/{first}").exists()
        assert (queue.outgrown, queue.lost) == (1, 0)
        await queue.close()

    done(work())


def test_a_process_within_its_bounds_stays(start: Start) -> None:
    async def work() -> None:
        process = JobProcess(replace(start, growth=400_000_000), 1, seconds=60)
        await process.begin()
        number = number_of(process)
        for _ in range(2):
            await process.ask(msgspec.msgpack.encode(JOB))
        assert number_of(process) == number
        assert process.outgrown == 0
        await process.end()

    done(work())


def test_a_draft_that_takes_too_much_memory_is_an_error_and_the_next_is_done(start: Start) -> None:
    async def work() -> None:
        free = JobProcess(start, 1, seconds=60)
        await free.begin()
        short = Job(drafts=[Draft(name="ferry", text=FERRY)])
        await free.ask(msgspec.msgpack.encode(short))
        memory = data_held(free) + 20_000_000
        await free.end()
        queue = JobQueue([JobProcess(replace(start, memory=memory), 1, seconds=60)], 4)
        await queue.begin()
        large, after = await asyncio.gather(queue.do(LARGE), queue.do(short))
        assert large.status >= 500
        # Where it isn't told to Python, the process ends: by whose code memory ran out is chance.
        assert code_of(large.content) in ("memory", "lost")
        assert after.status == 200
        assert queue.up == 1
        await queue.close()

    done(work())
