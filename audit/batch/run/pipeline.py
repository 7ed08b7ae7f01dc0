"""Reading, auditing and writing side by side: a thread reads, a thread writes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TypeVar

from onrecord.audit.batch.run.auditing import Auditing, Collect
from onrecord.audit.batch.run.writing import Done, Writer
from onrecord.audit.batch.types import Counts, Entry

T = TypeVar("T")
#: Batches that may wait to be begun, and begun ones that may wait to be written.
_WAITING = 2
_PATIENCE = 0.2

Watch = Callable[[Counts], None]


class Pipeline:
    """Runs batches through reader, audits and writer, in their order.

    While one batch is audited, the reader parses the next ones and the writer collects, encodes
    and syncs the one before.
    """

    def __init__(
        self, auditing: Auditing, writer: Writer, *, left_out: bool, stop: Callable[[], bool]
    ) -> None:
        """Take what does the work.

        Args:
            auditing: audits the articles.
            writer: keeps the results.
            left_out: whether articles that repeat an earlier one are not audited.
            stop: whether to end after the batch in hand.
        """
        self._auditing = auditing
        self._writer = writer
        self._left_out = left_out
        self._stop = stop
        self._read: Queue[list[Entry] | None] = Queue(_WAITING)
        self._begun: Queue[tuple[list[Entry], Collect] | None] = Queue(_WAITING)
        self._error: BaseException | None = None
        self._broken = threading.Event()

    def run(self, batches: Iterator[list[Entry]], watch: Watch) -> bool:
        """Audit and write all of `batches`; `watch` hears the counts after each.

        Args:
            batches: read in a thread of their own.
            watch: called from the writer's thread.

        Returns:
            Whether all of them are done, and not only those before the stop.

        Raises:
            OnRecordError: the output can't be written. Whatever else stops a thread is raised
                here as well.
        """
        complete = False
        reader = threading.Thread(target=self._guarded, args=(self._reading, batches), daemon=True)
        writer = threading.Thread(target=self._guarded, args=(self._writing, watch), daemon=True)
        reader.start()
        writer.start()
        try:
            while True:
                batch = self._take(self._read, self._stop)
                if batch is None:
                    complete = True
                    break
                wanted = [entry for entry in batch if self._is_wanted(entry)]
                self._put(self._begun, (batch, self._auditing.begin(wanted)))
        except _StoppedError:
            pass
        except BaseException:
            self._broken.set()
            # The writer may be waiting for audits that nobody wants any more.
            self._auditing.close()
            raise
        finally:
            with suppress(_StoppedError):
                self._put(self._begun, None)
            reader.join()
            writer.join()
        if self._error is not None:
            raise self._error
        return complete

    def _is_wanted(self, entry: Entry) -> bool:
        return entry.document is not None and not (self._left_out and entry.duplicate)

    def _reading(self, batches: Iterator[list[Entry]]) -> None:
        for batch in batches:
            self._put(self._read, batch, self._stop)
        self._put(self._read, None, self._stop)

    def _writing(self, watch: Watch) -> None:
        start, before = time.monotonic(), self._writer.progress
        while (begun := self._take(self._begun)) is not None:
            batch, collect = begun
            done = Done(batch, collect())
            self._writer.write(
                done,
                seconds=before.seconds + time.monotonic() - start,
                network_seconds=before.network_seconds + self._auditing.network_seconds,
            )
            watch(self._writer.progress.counts)

    def _guarded(self, work: Callable[..., None], *arguments: object) -> None:
        """Run a thread's work; what stops it stops the others."""
        try:
            work(*arguments)
        except _StoppedError:
            return
        except BaseException as error:
            self._error = self._error or error
            self._broken.set()

    def _put(self, queue: "Queue[T]", item: T, stop: Callable[[], bool] = lambda: False) -> None:
        while not self._broken.is_set() and not stop():
            try:
                return queue.put(item, timeout=_PATIENCE)
            except Full:
                continue
        raise _StoppedError

    def _take(self, queue: "Queue[T]", stop: Callable[[], bool] = lambda: False) -> T:
        while not self._broken.is_set() and not stop():
            try:
                return queue.get(timeout=_PATIENCE)
            except Empty:
                continue
        raise _StoppedError


class _StoppedError(Exception):
    """There is nobody left to work for: another thread has failed, or the run is to stop."""
