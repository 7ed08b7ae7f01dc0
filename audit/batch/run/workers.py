"""Worker processes: each has a model of its own and audits what it is sent.

Threads would wait for each other's turn at the interpreter wherever the network doesn't run.
Processes keep as many CPUs busy as there are of them, and an article's audit is the same in any.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Final, TypeAlias

import msgspec

from onrecord.audit.batch.run.auditing import Collect, Outcome, failed
from onrecord.audit.batch.run.messages import Article, PackedTask, Reply, Setup, receive, send
from onrecord.audit.batch.types import Entry
from onrecord.models.errors import OnRecordError

#: Size of a task: so small that no process waits long for others at the end.
_TASK_BYTES: Final = 12_000
#: Tasks that a process has at a time: one to work on, and the next.
_AHEAD: Final = 2

_Outcomes: TypeAlias = dict[int, Outcome]
_Waiting: TypeAlias = tuple[PackedTask, "Future[_Outcomes]"]


class Workers:
    """Audits in processes of its own, each of which takes the next task when it can."""

    def __init__(self, setup: Setup, processes: int, threads: int) -> None:
        """Start `processes` processes whose networks use `threads` threads each.

        Raises:
            OnRecordError: a process can't be started.
        """
        self._tasks: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._workers: list[_Worker] = []
        try:
            for _ in range(processes):
                self._workers.append(_Worker(setup, threads, self._tasks, self._kill))
        except OSError as error:
            self.close()
            reason = error.strerror or str(error)
            raise OnRecordError(
                f"A process to audit in can't be started ({reason}); use --processes 1."
            ) from error

    def begin(self, entries: Sequence[Entry]) -> Collect:
        """See `Auditing.begin`."""
        packed: list[msgspec.Raw] = []
        unsendable: _Outcomes = {}
        for entry in entries:
            try:
                packed.append(_packed(entry))
            except Exception as error:  # as with an article that the model fails on
                unsendable[entry.record] = failed(entry, error)
        futures: list[Future[_Outcomes]] = []
        for task in _tasks(packed):
            futures.append(Future())
            self._tasks.put((task, futures[-1]))

        def collect() -> _Outcomes:
            parts = [unsendable, *(future.result() for future in futures)]
            return {record: one for part in parts for record, one in part.items()}

        return collect

    @property
    def network_seconds(self) -> float:
        """Time that the network has taken so far, in all processes together."""
        return sum(worker.network_seconds for worker in self._workers)

    def close(self) -> None:
        """End the processes; tasks that they have not done fail."""
        self._kill()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _kill(self) -> None:
        """End all processes: where one is lost, nobody shall wait for what the others do."""
        for worker in self._workers:
            worker.kill()


class _Worker:
    """A process, a thread that sends it tasks, and a thread that hears its replies.

    Only the latter waits for the process, so that neither side can be stuck with a full pipe.
    Once the process is gone, every task that comes here fails.
    """

    def __init__(
        self,
        setup: Setup,
        threads: int,
        tasks: "SimpleQueue[_Waiting | None]",
        lost: Callable[[], None],
    ) -> None:
        self.network_seconds = 0.0
        self._tasks = tasks
        self._lost = lost
        self._sent: SimpleQueue[Future[_Outcomes] | None] = SimpleQueue()
        self._room = threading.Semaphore(_AHEAD)
        # A session of its own, so that Ctrl-C in a terminal reaches the run alone.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "onrecord.audit.batch.run.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": str(threads)},
            start_new_session=True,
        )
        self._threads = [
            threading.Thread(target=self._sending, args=(setup,), daemon=True),
            threading.Thread(target=self._hearing, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def join(self) -> None:
        """Wait for the process and the threads; there must be no more tasks to come."""
        for thread in self._threads:
            thread.join()
        self._process.wait()

    def _sending(self, setup: Setup) -> None:
        questions = self._process.stdin
        assert questions is not None
        with suppress(OSError):
            send(questions, setup)
        while True:
            self._room.acquire()
            waiting = self._tasks.get()
            if waiting is None:
                break
            task, future = waiting
            self._sent.put(future)
            with suppress(OSError):  # the process is gone, as its answers will show
                send(questions, task)
        with suppress(OSError):
            questions.close()
        self._sent.put(None)

    def _hearing(self) -> None:
        answers = self._process.stdout
        assert answers is not None
        decoder = msgspec.msgpack.Decoder(Reply)
        with answers:
            while (future := self._sent.get()) is not None:
                data = receive(answers)
                if data is None:
                    future.set_exception(self._error())
                    self._lost()
                else:
                    reply = decoder.decode(data)
                    self.network_seconds += reply.network_seconds
                    future.set_result({**reply.lines, **reply.failures})
                self._room.release()

    def _error(self) -> OnRecordError:
        code = self._process.wait()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return OnRecordError(
            f"A process that audits has ended before its time ({how}), perhaps for want of memory; "
            "give the same command again, which goes on where it stopped, with --processes 1."
        )


def _packed(entry: Entry) -> msgspec.Raw:
    assert entry.document is not None
    article = Article(entry.record, entry.place, entry.document)
    return msgspec.Raw(msgspec.msgpack.encode(article))


def _tasks(packed: Sequence[msgspec.Raw]) -> Iterator[PackedTask]:
    """Articles, a few to a task."""
    articles: list[msgspec.Raw] = []
    size = 0
    for article in packed:
        articles.append(article)
        size += len(article)
        if size >= _TASK_BYTES:
            yield PackedTask(articles=articles)
            articles, size = [], 0
    if articles:
        yield PackedTask(articles=articles)
