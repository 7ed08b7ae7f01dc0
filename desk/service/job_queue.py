"""Jobs wait in a bounded line for the processes that do them."""

import asyncio
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.jobs import Answer, Job
from onrecord.desk.serving.answers import RefusedError

#: How much of the estimate of a job's duration the last one makes up.
_WEIGHT: Final = 0.1


class _Waiting(NamedTuple):
    job: bytes
    future: "asyncio.Future[Answer]"


class JobQueue:
    """Takes jobs, and has them done by several processes."""

    def __init__(self, processes: Sequence[JobProcess], most_waiting: int) -> None:
        """Take the processes, and how many jobs may wait at a time (at least one)."""
        self._processes = processes
        self._line: asyncio.Queue[_Waiting] = asyncio.Queue(most_waiting)
        self._tasks: list[asyncio.Task[None]] = []
        self._seconds = 0.0
        self._busy = 0

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return self._line.qsize()

    @property
    def up(self) -> int:
        """How many processes run."""
        return sum(process.is_up for process in self._processes)

    @property
    def lost(self) -> int:
        """How many processes have ended before their time."""
        return sum(process.lost for process in self._processes)

    @property
    def outgrown(self) -> int:
        """How many processes were replaced since they held too much memory."""
        return sum(process.outgrown for process in self._processes)

    async def begin(self) -> None:
        """Start all processes.

        Raises:
            OnRecordError: one of them can't be started.
        """
        try:
            await asyncio.gather(*(process.begin() for process in self._processes))
        except BaseException:
            await self.close()
            raise
        self._tasks = [asyncio.create_task(self._work(process)) for process in self._processes]

    async def close(self) -> None:
        """End all processes; jobs that they have not done are cancelled."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while not self._line.empty():
            self._line.get_nowait().future.cancel()
        for process in self._processes:
            await process.end()

    async def do(self, job: Job) -> Answer:
        """The answer to a job.

        Whoever is cancelled while the job waits gives up its place in the line.

        Raises:
            RefusedError: too many jobs wait already.
        """
        waiting = _Waiting(msgspec.msgpack.encode(job), asyncio.get_running_loop().create_future())
        try:
            self._line.put_nowait(waiting)
        except asyncio.QueueFull:
            raise RefusedError(
                f"{self.waiting} drafts are waiting already; send this one again later.",
                code="busy",
                status=429,
                headers={"Retry-After": str(self._until_free())},
            ) from None
        return await waiting.future

    def _until_free(self) -> int:
        """In how many seconds there may be a place in the line, from how long jobs take."""
        ahead = self.waiting + self._busy
        return max(1, math.ceil(ahead * self._seconds / max(1, len(self._processes))))

    async def _work(self, process: JobProcess) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            waiting = await self._line.get()
            if waiting.future.done():  # whoever asked has left
                continue
            self._busy += 1
            begun = clock()
            try:
                answer = await process.ask(waiting.job)
            except BaseException:
                waiting.future.cancel()
                raise
            finally:
                self._busy -= 1
            taken = clock() - begun
            self._seconds += (taken - self._seconds) * (_WEIGHT if self._seconds else 1.0)
            if not waiting.future.done():
                waiting.future.set_result(answer)
            await process.renew()
