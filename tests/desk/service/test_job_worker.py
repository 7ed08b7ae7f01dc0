"""The process that does jobs, through its standard input and output."""

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from onrecord.audit.batch.run.messages import receive, send
from onrecord.desk.service.jobs import Answer, Draft, Job, Start
from tests.desk.drafts import FERRY

pytestmark = pytest.mark.slow

BROKEN = Draft(name="broken.docx", data=b"PK and no more")


def conversation(
    start: Start, jobs: Sequence[Job], end: bytes = b""
) -> tuple[int, list[Answer], str]:
    """The exit code of a process, its answers, and what it printed on standard error."""
    questions = io.BytesIO()
    for message in (start, *jobs):
        send(questions, message)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "onrecord.desk.service.job_worker"],
        input=questions.getvalue() + end,
        capture_output=True,
        timeout=300,
    )
    answers, stream = [], io.BytesIO(done.stdout)
    while (data := receive(stream)) is not None:
        answers.append(msgspec.msgpack.decode(data, type=Answer))
    assert stream.read() == b""
    return done.returncode, answers, done.stderr.decode()


def test_jobs_are_answered_in_their_order_until_nothing_more_comes(start: Start) -> None:
    ferry = Draft(name="ferry", text=FERRY)
    jobs = [
        Job(drafts=[replace(ferry, id="one")]),
        Job(drafts=[BROKEN]),
        Job(drafts=[replace(ferry, id="two")], report="md"),
    ]
    # What breaks off in the middle is no job.
    code, answers, said = conversation(replace(start, growth=1), jobs, end=b"\x09\0\0")
    assert (code, said) == (0, "")
    ready, first, broken, last = answers
    assert ready == Answer()
    assert (first.status, first.media_type) == (200, "application/json")
    assert msgspec.json.decode(first.content)["article"]["id"] == "one"
    assert first.words > 0 and first.is_last
    assert broken.status == 422 and b"broken.docx" in broken.content
    assert last.media_type.startswith("text/markdown")


def test_a_model_that_cannot_be_loaded_is_one_line(start: Start, tmp_path: Path) -> None:
    code, answers, said = conversation(replace(start, model=str(tmp_path)), [])
    assert (code, answers) == (1, [])
    (line,) = said.splitlines()
    assert str(tmp_path) in line


def test_without_a_first_message_nothing_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "onrecord.desk.service.job_worker"],
        input=b"",
        capture_output=True,
        timeout=300,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
