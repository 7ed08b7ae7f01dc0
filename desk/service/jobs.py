"""What the service and its processes say to each other: drafts in, an answer out."""

from typing import Final, Literal, TypeAlias

import msgspec

from onrecord.audit.decisions.types import Decision
from onrecord.audit.house.types import House
from onrecord.audit.ingest.types import Document, Format, Metadata
from onrecord.audit.policy.types import Policy

Report: TypeAlias = Literal["json", "html", "md"]
MEDIA_TYPES: Final[dict[Report, str]] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """The first message to a process: what it loads, and what it takes.

    It answers with an empty `Answer` once it has its model. `memory` is how many bytes of data it
    may hold where a CPU audits, and `growth` by how many it may have grown after a job without
    being replaced (None: without bounds). A `niceness` above 0 lets other processes go first,
    where the system knows of that.
    """

    model: str | None
    runtime: str | None
    policy: Policy
    house: House
    max_bytes: int
    any_language: bool
    memory: int | None = None
    growth: int | None = None
    niceness: int = 0


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it was sent: a text, or the bytes of a file called `name`.

    Or a `document` that has been read already; nothing else but `decisions` counts then.

    `id` is what the audit calls it (None: the name). `metadata` goes before what a file says.
    """

    name: str
    text: str | None = None
    data: bytes | None = None
    document: Document | None = None
    id: str | None = None
    input_format: Format | None = None
    metadata: Metadata = Metadata()
    decisions: list[Decision] = []


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One draft to audit, or two, old and new, to compare; `no_text`: without their words."""

    drafts: list[Draft]
    report: Report = "json"
    no_text: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a job came to: an answer of HTTP, and how many words were audited in how long.

    `is_last`: the process holds too much memory to be asked again.
    """

    status: int = 200
    media_type: str = ""
    content: bytes = b""
    words: int = 0
    seconds: float = 0.0
    is_last: bool = False


def failure(message: str, code: str, status: int) -> Answer:
    """An answer that says what is wrong."""
    content = msgspec.json.encode({"error": message, "code": code})
    return Answer(status=status, media_type=MEDIA_TYPES["json"], content=content)
