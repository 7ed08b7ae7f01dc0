"""A process that audits what it is sent on standard input, until nothing more comes.

It answers on standard output (`onrecord.audit.batch.run.messages`), in the order of the questions.
"""

import gc
import sys
from pathlib import Path
from typing import IO

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.run.auditing import InProcess, Line
from onrecord.audit.batch.run.memory_bound import bound_memory
from onrecord.audit.batch.run.messages import (
    Reply,
    Setup,
    Task,
    receive,
    send,
    stream_for_answers,
)
from onrecord.audit.batch.types import Entry
from onrecord.models.errors import OnRecordError


def main() -> int:
    """Audit until the input ends; 1 where whoever asks has gone."""
    questions, answers = sys.stdin.buffer, stream_for_answers()
    first = receive(questions)
    if first is None:
        return 1
    setup = msgspec.msgpack.decode(first, type=Setup)
    model = Path(setup.model) if setup.model is not None else None
    try:
        if setup.memory is not None:
            bound_memory(setup.memory)
        auditor = Auditor.load(model, runtime=setup.runtime, policy=setup.policy, house=setup.house)
        # What is loaded stays: the garbage collector need not look through it again and again.
        gc.freeze()
        _work(auditor, setup, questions, answers)
    except OnRecordError as error:
        print(error, file=sys.stderr)
        return 1
    except (MemoryError, ImportError) as error:
        if not _wants_memory(error):
            raise
        print("There is too little memory for a process that audits.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return 0


def _wants_memory(error: BaseException) -> bool:
    """Whether memory was wanting; the system's loader of libraries says so in words (glibc's)."""
    said = str(error)
    loader = ("failed to map segment", "annot allocate memory")
    return isinstance(error, MemoryError) or any(words in said for words in loader)


def _work(auditor: Auditor, setup: Setup, questions: IO[bytes], answers: IO[bytes]) -> None:
    decoder = msgspec.msgpack.Decoder(Task)
    send(answers, Reply(lines={}, failures={}, network_seconds=0.0))
    while (data := receive(questions)) is not None:
        entries = [Entry(*article, None, None) for article in decoder.decode(data).articles]
        auditing = InProcess(auditor, no_text=setup.no_text)
        outcomes = auditing.begin(entries)()
        lines = {number: one for number, one in outcomes.items() if isinstance(one, Line)}
        failures = {number: one for number, one in outcomes.items() if not isinstance(one, Line)}
        seconds = auditing.network_seconds
        send(answers, Reply(lines=lines, failures=failures, network_seconds=seconds))


if __name__ == "__main__":
    sys.exit(main())
