"""Worker processes: each has a model of its own and audits what it is sent.

Threads would wait for each other's turn at the interpreter wherever the network doesn't run.
Processes keep as many CPUs busy as there are of them, and an article's audit is the same in any.

A process that is lost is started again, and the articles that it had are audited one by one, so
that it is told which of them it can't survive: that one is a failure, and the run goes on.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Final, TypeAlias

import msgspec

from onrecord.audit.batch.run.auditing import Collect, Outcome, failed
from onrecord.audit.batch.run.messages import Article, PackedTask, Reply, Setup, receive, send
from onrecord.audit.batch.types import Entry, Failure
from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError

#: Size of a task: so small that no process waits long for others at the end.
_TASK_BYTES: Final = 12_000
#: Processes lost without a word in between, from which on it is not the articles' fault.
_MOST_LOST: Final = 32

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
        self._fate = _Fate()
        self._workers: list[_Worker] = []
        try:
            for _ in range(processes):
                self._workers.append(_Worker(setup, threads, self._tasks, self._fate))
        except OnRecordError:
            self.close()
            raise

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
        self._fate.end(OnRecordError("The processes that audit were ended."))
        for worker in self._workers:
            worker.kill()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()


class _Fate:
    """Whether the processes of a run can go on; `error` says why not."""

    def __init__(self) -> None:
        self.error: OnRecordError | None = None
        self._lost = 0
        self._lock = threading.Lock()

    def end(self, error: OnRecordError) -> None:
        """No task is done any more; the first reason counts."""
        with self._lock:
            self.error = self.error or error

    def heard(self) -> None:
        """A process has answered."""
        with self._lock:
            self._lost = 0

    def lost(self, how: str) -> None:
        """A process is gone."""
        with self._lock:
            self._lost += 1
            goes_on = self._lost < _MOST_LOST
        if not goes_on:
            self.end(_ended(how))

    def check(self) -> None:
        """Make sure that tasks can be done.

        Raises:
            OnRecordError: they can't.
        """
        if self.error is not None:
            raise self.error


class _Worker:
    """A process, and a thread that sends it one task after the other and hears its replies.

    A process reads all of a task before it answers, so that neither side can be stuck with a full
    pipe.
    """

    def __init__(
        self,
        setup: Setup,
        threads: int,
        tasks: "SimpleQueue[_Waiting | None]",
        fate: _Fate,
    ) -> None:
        """Start a process.

        Raises:
            OnRecordError: it can't be started.
        """
        self.network_seconds = 0.0
        self._setup, self._tasks, self._fate = setup, tasks, fate
        self._environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
        self._decoder = msgspec.msgpack.Decoder(Reply)
        self._is_ready = False
        self._process = self._started()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def join(self) -> None:
        """Wait for the process and the thread; there must be no more tasks to come."""
        self._thread.join()
        self._gone()

    def _started(self) -> "subprocess.Popen[bytes]":
        try:
            # A session of its own, so that Ctrl-C in a terminal reaches the run alone.
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "onrecord.audit.batch.run.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
                start_new_session=True,
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise OnRecordError(
                f"A process to audit in can't be started ({reason}); use --processes 1."
            ) from error

    def _work(self) -> None:
        # It loads its model while nobody asks for anything yet.
        with suppress(OnRecordError):
            self._ready()
        while (waiting := self._tasks.get()) is not None:
            task, future = waiting
            try:
                future.set_result(self._audited(task))
            except OnRecordError as error:
                self._fate.end(error)
                future.set_exception(error)

    def _audited(self, task: PackedTask) -> _Outcomes:
        """What the articles of `task` come to.

        Raises:
            OnRecordError: nothing can be audited any more.
        """
        reply = self._ask(task)
        if isinstance(reply, Reply):
            return {**reply.lines, **reply.failures}
        found: _Outcomes = {}
        for article in task.articles:
            reply = self._ask(PackedTask(articles=[article]))
            if isinstance(reply, Reply):
                found |= {**reply.lines, **reply.failures}
            else:
                one = msgspec.msgpack.decode(article, type=Article)
                found[one.record] = _failure(one, reply)
        return found

    def _ask(self, task: PackedTask) -> Reply | str:
        """What the process answers to `task`, or how it ended over it.

        Raises:
            OnRecordError: nothing can be audited any more.
        """
        self._ready()
        reply = self._exchanged(task)
        if reply is not None:
            self._fate.heard()
            self.network_seconds += reply.network_seconds
            return reply
        return self._replaced()

    def _ready(self) -> None:
        """Make sure that the process has its model.

        Raises:
            OnRecordError: nothing can be audited any more.
        """
        self._fate.check()
        while not self._is_ready:
            if self._exchanged(self._setup) is not None:
                self._is_ready = True
                return
            how = self._gone()
            if self._process.returncode > 0:  # It has said itself what is wrong with the model.
                self._fate.end(_ended(how))
            self._replaced()

    def _replaced(self) -> str:
        """Start a process in the place of one that is gone; how that one ended.

        Raises:
            OnRecordError: nothing can be audited any more.
        """
        how = self._gone()
        self._fate.lost(how)
        self._fate.check()
        self._is_ready = False
        self._process = self._started()
        return how

    def _exchanged(self, message: Setup | PackedTask) -> Reply | None:
        """The answer to a message; None where the process is gone."""
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        try:
            send(questions, message)
            data = receive(answers)
        except (OSError, ValueError):  # a pipe that is broken, or closed
            return None
        return None if data is None else self._decoder.decode(data)

    def _gone(self) -> str:
        """How the process ended, for which this waits."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _ended(how: str) -> OnRecordError:
    return OnRecordError(
        f"A process that audits has ended before its time ({how}), perhaps for want of memory; "
        "give the same command again, which goes on where it stopped, with --processes 1."
    )


def _failure(article: Article, how: str) -> Failure:
    id = article.document.id
    return Failure(
        record=article.record,
        id=id,
        place=article.place,
        kind="audit",
        reason=(
            f"{shown(id)} was read but could not be audited: each process that began with it ended "
            f"before its time ({how}), perhaps for want of memory."
        ),
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
