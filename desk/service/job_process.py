"""A process that does jobs, seen from the service: asked, timed, replaced when it is lost."""

import asyncio
import os
import sys
from contextlib import suppress
from typing import Final

import msgspec

from onrecord.desk.service.jobs import Answer, Start, failure
from onrecord.models.errors import OnRecordError

#: Seconds that a process has to load its model, or as long as a job may take.
_LOADING: Final = 120.0
_LENGTH_BYTES: Final = 8


class JobProcess:
    """One process and whatever takes its place; it is asked one job at a time."""

    def __init__(self, start: Start, threads: int, seconds: float) -> None:
        """Take what the process is to load, and how many seconds a job may take."""
        self._first, self._seconds = msgspec.msgpack.encode(start), seconds
        self._environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
        self._decoder = msgspec.msgpack.Decoder(Answer)
        self._process: asyncio.subprocess.Process | None = None
        self._has_model = False
        #: How many processes ended before their time, and how many held too much memory.
        self.lost = 0
        self.outgrown = 0

    @property
    def is_up(self) -> bool:
        """Whether the process has its model and runs."""
        alive = self._process is not None and self._process.returncode is None
        return alive and self._has_model

    async def begin(self) -> None:
        """Start the process, and wait until it has its model.

        Raises:
            OnRecordError: it can't be started; where it has said why, on standard error.
        """
        try:
            # A session of its own, so that Ctrl-C in a terminal reaches the service alone.
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "onrecord.desk.service.job_worker"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=self._environment,
                start_new_session=True,
            )
            # One that gives way to others may wait long for its turn.
            async with asyncio.timeout(max(_LOADING, self._seconds)):
                await self._exchanged(self._first)
            self._has_model = True
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            await self.end()
            raise OnRecordError(
                "A process to audit in can't be started; see what it printed, or use --processes 1."
            ) from error

    async def ask(self, job: bytes) -> Answer:
        """The answer to an encoded `Job`; a failure where it takes too long or ends the process."""
        for _ in range(2):
            try:
                if not self.is_up:
                    await self.begin()
                async with asyncio.timeout(self._seconds):
                    answer = self._decoder.decode(await self._exchanged(job))
                if answer.is_last:
                    self.outgrown += 1
                    await self.end()
                return answer
            except TimeoutError:
                self.lost += 1
                await self.end()
                return failure(
                    f"This took longer than {self._seconds:g} seconds and was given up; send a "
                    "shorter text.",
                    "slow",
                    503,
                )
            except (OSError, asyncio.IncompleteReadError):
                # It may have ended before it was asked: the system was short of memory.
                self.lost += 1
                await self.end()
            except OnRecordError as error:
                return failure(str(error), "unavailable", 503)
        return failure(
            "Each process that began with this text ended before its time, perhaps for want of "
            "memory; send a shorter text.",
            "lost",
            500,
        )

    async def renew(self) -> None:
        """Begin a process where there is none, before one is asked for."""
        if not self.is_up:
            # Whoever asks next is told.
            with suppress(OnRecordError):
                await self.begin()

    async def end(self) -> None:
        """End the process at once."""
        process, self._process, self._has_model = self._process, None, False
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def _exchanged(self, message: bytes) -> bytes:
        """The answer to a message, both encoded.

        Raises:
            OSError, asyncio.IncompleteReadError: the process is gone.
        """
        assert self._process is not None
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        questions.write(len(message).to_bytes(_LENGTH_BYTES, "little") + message)
        await questions.drain()
        length = int.from_bytes(await answers.readexactly(_LENGTH_BYTES), "little")
        return await answers.readexactly(length)
