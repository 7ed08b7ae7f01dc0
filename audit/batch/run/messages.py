"""What a run and its worker processes say to each other: MessagePack, each with its length."""

import os
import sys
from typing import IO, Final, NamedTuple

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.run.auditing import Line
from onrecord.audit.batch.run.choices import Choices
from onrecord.audit.batch.run.memory_bound import enough_memory
from onrecord.audit.batch.types import Failure
from onrecord.audit.house.types import House
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.types import Policy

_LENGTH_BYTES: Final = 8


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """The first message to a worker: the model that it loads, and what it is to do.

    `memory` is how many bytes of data it may hold (None: as many as there are). It answers with an
    empty `Reply` once it has its model.
    """

    model: str | None
    runtime: str
    policy: Policy
    house: House
    no_text: bool
    memory: int | None = None


def setup_of(auditor: Auditor, choices: Choices, *, besides: int = 0) -> Setup:
    """What a worker is told so that it audits as `auditor` does.

    `besides` are bytes that its process holds for other things than audits. What a GPU's driver
    reserves is no measure of anything, so that memory is bounded only where the CPU audits.
    """
    memory = enough_memory(choices.reading.max_bytes) + besides
    return Setup(
        model=None if choices.model is None else str(choices.model.resolve()),
        runtime=auditor.model.runtime,
        policy=auditor.policy,
        house=auditor.house,
        no_text=choices.no_text,
        memory=memory if auditor.model.runtime == "onnx" else None,
    )


class Article(NamedTuple):
    """A record's number, its place in the corpus, and what was read there."""

    record: int
    place: str
    document: Document


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Articles to audit."""

    articles: list[Article]


class PackedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A `Task` whose articles are encoded already."""

    articles: list[msgspec.Raw]


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the articles of a task came to, by record, and the time that the network took."""

    lines: dict[int, Line]
    failures: dict[int, Failure]
    network_seconds: float


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write a message."""
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "little"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, still encoded; None where the other side is gone."""
    length = stream.read(_LENGTH_BYTES)
    if len(length) < _LENGTH_BYTES:
        return None
    wanted = int.from_bytes(length, "little")
    data = stream.read(wanted)
    return data if len(data) == wanted else None


def stream_for_answers() -> IO[bytes]:
    """Standard output for answers alone: what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers
