"""A process that does the jobs it is sent on standard input, until nothing more comes.

It answers on standard output, in the order of the jobs.
"""

import gc
import os
import sys
from pathlib import Path
from typing import IO

import msgspec
from msgspec.structs import replace

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.run.memory_bound import bound_memory, memory_held
from onrecord.audit.batch.run.messages import receive, send, stream_for_answers
from onrecord.desk.service.do_job import do_job
from onrecord.desk.service.jobs import Answer, Job, Start
from onrecord.models.errors import OnRecordError


def main() -> int:
    """Do jobs until the input ends; 1 where the model can't be loaded or whoever asks has gone."""
    answers = stream_for_answers()
    first = receive(sys.stdin.buffer)
    if first is None:
        return 1
    try:
        start = msgspec.msgpack.decode(first, type=Start)
        if start.niceness and hasattr(os, "nice"):
            os.nice(start.niceness)
        model = None if start.model is None else Path(start.model)
        auditor = Auditor.load(model, runtime=start.runtime, policy=start.policy, house=start.house)
        # What is loaded stays: the garbage collector need not look through it again and again.
        gc.freeze()
        # What a GPU's driver reserves is no measure of anything.
        if start.memory is not None and auditor.model.runtime == "onnx":
            bound_memory(start.memory)
        _work(auditor, start, sys.stdin.buffer, answers)
    except OnRecordError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return 0


def _work(auditor: Auditor, start: Start, questions: IO[bytes], answers: IO[bytes]) -> None:
    decoder = msgspec.msgpack.Decoder(Job)
    loaded = memory_held()
    send(answers, Answer())
    while (data := receive(questions)) is not None:
        job = decoder.decode(data)
        answer = do_job(auditor, job, max_bytes=start.max_bytes, any_language=start.any_language)
        if start.growth is not None and memory_held() - loaded > start.growth:
            answer = replace(answer, is_last=True)
        send(answers, answer)


if __name__ == "__main__":
    sys.exit(main())
